-- The information schema over the views of pg_catalog.sql, limited to users' schemas. It has a schema of its own, because its
-- names - tables, columns, views - are such as users give.

create or replace view auspex_information_schema.schemata as
select current_database() as catalog_name, nspname as schema_name, auspex_dialect.pg_get_userbyid(nspowner) as schema_owner,
    cast(null as varchar) as default_character_set_catalog, cast(null as varchar) as default_character_set_schema,
    cast(null as varchar) as default_character_set_name, cast(null as varchar) as sql_path
from auspex_dialect.pg_namespace where oid >= 16384;

create or replace view auspex_information_schema.tables as
select current_database() as table_catalog, n.nspname as table_schema, c.relname as table_name,
    case c.relkind when 'r' then 'BASE TABLE' else 'VIEW' end as table_type,
    cast(null as varchar) as self_referencing_column_name, cast(null as varchar) as reference_generation,
    cast(null as varchar) as user_defined_type_catalog, cast(null as varchar) as user_defined_type_schema,
    cast(null as varchar) as user_defined_type_name, case c.relkind when 'r' then 'YES' else 'NO' end as is_insertable_into,
    'NO' as is_typed, cast(null as varchar) as commit_action
from auspex_dialect.pg_class as c join auspex_dialect.pg_namespace as n on n.oid = c.relnamespace
where c.relkind in ('r', 'v');

create or replace view auspex_information_schema.views as
select current_database() as table_catalog, schemaname as table_schema, viewname as table_name,
    definition as view_definition, 'NONE' as check_option, 'NO' as is_updatable, 'NO' as is_insertable_into
from auspex_dialect.pg_views;

create or replace view auspex_information_schema.columns as
select current_database() as table_catalog, schema_name as table_schema, table_name, column_name,
    cast(column_index as integer) as ordinal_position, coalesce(identity_default, column_default) as column_default,
    case when is_nullable then 'YES' else 'NO' end as is_nullable,
    case when data_type like '%]' and oid <> 4000 then 'ARRAY' else auspex_dialect.format_type(oid, -1) end as data_type,
    cast(case when modifier >= 4 and oid in (1042, 1043) then modifier - 4 end as integer) as character_maximum_length,
    cast(case when oid in (1042, 1043) then case when modifier >= 4 then modifier - 4 else 65535 end end as integer) as character_octet_length,
    cast(case oid when 21 then 16 when 23 then 32 when 20 then 64 when 700 then 24 when 701 then 53
        when 1700 then case when modifier >= 4 then (modifier - 4) // 65536 end end as integer) as numeric_precision,
    cast(case when oid in (20, 21, 23, 700, 701) then 2 when oid = 1700 then 10 end as integer) as numeric_precision_radix,
    cast(case when oid in (20, 21, 23) then 0 when oid = 1700 and modifier >= 4 then (modifier - 4) % 65536 end as integer)
        as numeric_scale,
    cast(case when oid in (1083, 1114, 1184, 1266) then 6 when oid = 1082 then 0 end as integer) as datetime_precision,
    cast(null as varchar) as interval_type, cast(null as integer) as interval_precision,
    cast(null as varchar) as character_set_catalog, cast(null as varchar) as character_set_schema,
    cast(null as varchar) as character_set_name, cast(null as varchar) as collation_catalog,
    cast(null as varchar) as collation_schema, cast(null as varchar) as collation_name,
    cast(null as varchar) as domain_catalog, cast(null as varchar) as domain_schema, cast(null as varchar) as domain_name,
    current_database() as udt_catalog, 'pg_catalog' as udt_schema,
    (select t.typname from auspex_dialect.pg_type as t where t.oid = c.oid) as udt_name,
    cast(null as varchar) as scope_catalog, cast(null as varchar) as scope_schema, cast(null as varchar) as scope_name,
    cast(null as integer) as maximum_cardinality, cast(column_index as varchar) as dtd_identifier,
    'NO' as is_self_referencing, 'NO' as is_identity, case when is_generated then 'ALWAYS' else 'NEVER' end as is_generated,
    cast(null as varchar) as generation_expression, 'YES' as is_updatable
from (select *, coalesce(text_type, auspex_dialect.engine_type_oid(data_type)) as oid,
          coalesce(text_modifier, auspex_dialect.engine_type_modifier(data_type)) as modifier
      from auspex_dialect.seen_columns
      left join auspex_dialect.__auspex_column_lengths on measured_table = table_oid and measured_column = column_name
      left join auspex_dialect.__auspex_identity_defaults on identity_table = table_oid and identity_column = column_index
      where not internal and auspex_dialect.is_user_schema(database_name, schema_name)) as c
order by schema_name, table_name, column_index;

create or replace view auspex_information_schema.table_constraints as
select current_database() as constraint_catalog, n.nspname as constraint_schema, k.conname as constraint_name,
    current_database() as table_catalog, n.nspname as table_schema, c.relname as table_name,
    case k.contype when 'p' then 'PRIMARY KEY' when 'u' then 'UNIQUE' when 'f' then 'FOREIGN KEY' else 'CHECK' end
        as constraint_type,
    'NO' as is_deferrable, 'NO' as initially_deferred
from auspex_dialect.pg_constraint as k
join auspex_dialect.pg_class as c on c.oid = k.conrelid
join auspex_dialect.pg_namespace as n on n.oid = k.connamespace;

create or replace view auspex_information_schema.key_column_usage as
select current_database() as constraint_catalog, schema_name as constraint_schema, constraint_name,
    current_database() as table_catalog, schema_name as table_schema, table_name,
    unnest(constraint_column_names) as column_name,
    unnest(range(1, len(constraint_column_names) + 1)) as ordinal_position
from auspex_dialect.seen_constraints
where constraint_type in ('PRIMARY KEY', 'UNIQUE', 'FOREIGN KEY')
    and auspex_dialect.is_user_schema(database_name, schema_name);

create or replace view auspex_information_schema.referential_constraints as
select current_database() as constraint_catalog, n.nspname as constraint_schema, f.conname as constraint_name,
    current_database() as unique_constraint_catalog, kn.nspname as unique_constraint_schema,
    k.conname as unique_constraint_name, 'NONE' as match_option, 'NO ACTION' as update_rule, 'NO ACTION' as delete_rule
from auspex_dialect.pg_constraint as f
join auspex_dialect.pg_namespace as n on n.oid = f.connamespace
left join auspex_dialect.pg_constraint as k
    on k.contype in ('p', 'u') and k.conrelid = f.confrelid and k.conkey = f.confkey
left join auspex_dialect.pg_namespace as kn on kn.oid = k.connamespace
where f.contype = 'f';

create or replace view auspex_information_schema.constraint_column_usage as
select current_database() as table_catalog, n.nspname as table_schema, c.relname as table_name, a.attname as column_name,
    current_database() as constraint_catalog, kn.nspname as constraint_schema, k.conname as constraint_name
from auspex_dialect.pg_constraint as k
join auspex_dialect.pg_class as c on c.oid = case when k.contype = 'f' then k.confrelid else k.conrelid end
join auspex_dialect.pg_namespace as n on n.oid = c.relnamespace
join auspex_dialect.pg_namespace as kn on kn.oid = k.connamespace
join auspex_dialect.pg_attribute as a
    on a.attrelid = c.oid and list_contains(case when k.contype = 'f' then k.confkey else k.conkey end, a.attnum);

create or replace view auspex_information_schema.table_privileges as
select grantor, identity_name as grantee, current_database() as table_catalog, schema_name as table_schema,
    object_name as table_name, privilege_type, case when admin_option then 'YES' else 'NO' end as is_grantable,
    'NO' as with_hierarchy
from auspex_dialect.granted_privileges where object_kind = 'TABLE';

create or replace view auspex_information_schema.role_table_grants as
select * from auspex_information_schema.table_privileges;

create or replace view auspex_information_schema.column_privileges as
select cast(null as varchar) as grantor, cast(null as varchar) as grantee, cast(null as varchar) as table_catalog,
    cast(null as varchar) as table_schema, cast(null as varchar) as table_name, cast(null as varchar) as column_name,
    cast(null as varchar) as privilege_type, cast(null as varchar) as is_grantable
where false;

create or replace view auspex_information_schema.routines as
select current_database() as specific_catalog, n.nspname as specific_schema, p.proname || '_' || cast(p.oid as varchar) as specific_name,
    current_database() as routine_catalog, n.nspname as routine_schema, p.proname as routine_name, 'FUNCTION' as routine_type,
    auspex_dialect.format_type(p.prorettype, -1) as data_type, 'EXTERNAL' as routine_body,
    cast(null as varchar) as routine_definition, cast(null as varchar) as external_name, 'MLFUNC' as external_language,
    'NO' as is_deterministic, 'MODIFIES' as sql_data_access, 'NO' as is_null_call, 'INVOKER' as security_type
from auspex_dialect.pg_proc as p join auspex_dialect.pg_namespace as n on n.oid = p.pronamespace;

create or replace view auspex_information_schema.routine_privileges as
select p.grantor, p.identity_name as grantee, current_database() as routine_catalog, f.function_schema as routine_schema,
    f.function_name || f.suffix as routine_name, 'EXECUTE' as privilege_type,
    case when p.admin_option then 'YES' else 'NO' end as is_grantable
from auspex_dialect.granted_privileges as p
join auspex_dialect.__auspex_prediction_functions as f on f.schema_name = p.schema_name and f.model_name = p.object_name
where p.object_kind = 'MODEL';

create or replace view auspex_information_schema.enabled_roles as
select name as role_name from auspex_dialect.__auspex_user_identities
where user_name = auspex_dialect.session_user_name() and kind <> 'PUBLIC';

create or replace view auspex_information_schema.applicable_roles as
select user_name as grantee, name as role_name, 'NO' as is_grantable from auspex_dialect.__auspex_user_identities
where user_name = auspex_dialect.session_user_name() and kind in ('ROLE', 'GROUP');

-- Redshift's views of the same.
create or replace view auspex_dialect.svv_tables as
select table_catalog, table_schema, table_name, table_type, cast(null as varchar) as remarks
from auspex_information_schema.tables;

create or replace view auspex_dialect.svv_columns as
select table_catalog, table_schema, table_name, column_name, ordinal_position, column_default, is_nullable, data_type,
    character_maximum_length, numeric_precision, numeric_precision_radix, numeric_scale, datetime_precision, interval_type,
    interval_precision, character_set_catalog, character_set_schema, character_set_name, collation_catalog,
    collation_schema, collation_name, domain_name, r.column_remark as remarks
from auspex_information_schema.columns
left join (select schema_name as remark_schema, table_name as remark_table, column_name as remark_name, comment as column_remark
           from duckdb_columns() where database_name = current_database()) as r
    on remark_schema = table_schema and remark_table = table_name and remark_name = column_name;
