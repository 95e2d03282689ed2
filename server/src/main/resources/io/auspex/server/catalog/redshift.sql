-- Amazon Redshift's views of the catalog that tools read instead of PostgreSQL's, in the columns that its Database Developer
-- Guide lists.

create or replace view auspex_dialect.svv_redshift_schemas as
select current_database() as database_name, nspname as schema_name, cast(nspowner as integer) as schema_owner,
    'local' as schema_type, nspacl as schema_acl, cast(null as varchar) as schema_option
from auspex_dialect.pg_namespace where oid >= 16384;

create or replace view auspex_dialect.svv_all_schemas as
select database_name, schema_name, schema_owner, schema_type, schema_acl, cast(null as varchar) as source_database, schema_option
from auspex_dialect.svv_redshift_schemas;

create or replace view auspex_dialect.svv_redshift_tables as
select current_database() as database_name, n.nspname as schema_name, c.relname as table_name,
    case c.relkind when 'r' then 'TABLE' else 'VIEW' end as table_type, c.relacl as table_acl, d.description as remarks
from auspex_dialect.pg_class as c
join auspex_dialect.pg_namespace as n on n.oid = c.relnamespace
left join auspex_dialect.pg_description as d on d.objoid = c.oid and d.classoid = 1259 and d.objsubid = 0
where c.relkind in ('r', 'v');

create or replace view auspex_dialect.svv_all_tables as
select database_name, schema_name, table_name, table_acl, table_type, remarks from auspex_dialect.svv_redshift_tables;

create or replace view auspex_dialect.svv_redshift_columns as
select table_catalog as database_name, table_schema as schema_name, table_name, column_name, ordinal_position, data_type,
    column_default, is_nullable, 'none' as encoding, false as distkey, cast(0 as integer) as sortkey,
    cast(null as varchar) as column_acl, cast(null as varchar) as remarks
from auspex_information_schema.columns;

create or replace view auspex_dialect.svv_all_columns as
select table_catalog as database_name, table_schema as schema_name, table_name, column_name, ordinal_position, column_default,
    is_nullable, data_type, character_maximum_length, numeric_precision, numeric_scale, cast(null as varchar) as remarks
from auspex_information_schema.columns;

create or replace view auspex_dialect.svv_redshift_functions as
select current_database() as database_name, n.nspname as schema_name, p.proname as function_name,
    'REGULAR FUNCTION' as function_type, auspex_dialect.type_list(p.proargtypes) as argument_type,
    auspex_dialect.format_type(p.prorettype, -1) as result_type
from auspex_dialect.pg_proc as p join auspex_dialect.pg_namespace as n on n.oid = p.pronamespace;

create or replace view auspex_dialect.svv_external_databases as
select cast(null as bigint) as eskind, cast(null as varchar) as esoptions, cast(null as varchar) as databasename where false;

create or replace view auspex_dialect.svv_external_tables as
select cast(null as varchar) as redshift_database_name, cast(null as varchar) as schemaname, cast(null as varchar) as tablename,
    cast(null as varchar) as tabletype, cast(null as varchar) as location, cast(null as varchar) as input_format,
    cast(null as varchar) as output_format, cast(null as varchar) as serialization_lib, cast(null as varchar) as serde_parameters,
    cast(null as integer) as compressed, cast(null as varchar) as parameters
where false;

create or replace view auspex_dialect.svv_external_columns as
select cast(null as varchar) as redshift_database_name, cast(null as varchar) as schemaname, cast(null as varchar) as tablename,
    cast(null as varchar) as columnname, cast(null as varchar) as external_type, cast(null as integer) as columnnum,
    cast(null as integer) as part_key, cast(null as varchar) as is_nullable
where false;

create or replace view auspex_dialect.svv_mv_info as
select cast(null as varchar) as database_name, cast(null as varchar) as schema_name, cast(null as varchar) as user_name,
    cast(null as varchar) as name, cast(null as varchar) as is_stale, cast(null as integer) as state,
    cast(null as varchar) as autorefresh, cast(null as varchar) as autorewrite
where false;

create or replace view auspex_dialect.stv_mv_info as
select cast(null as varchar) as db_name, cast(null as varchar) as schema, cast(null as varchar) as name,
    cast(null as bigint) as updated_upto_xid, cast(null as varchar) as is_stale, cast(null as varchar) as owner_user_name,
    cast(null as integer) as state, cast(null as varchar) as autorewrite, cast(null as varchar) as autorefresh
where false;

-- Views made WITH NO SCHEMA BINDING are views as all others here.
create or replace macro auspex_dialect.pg_get_late_binding_view_cols() as table
    select cast(null as varchar) as view_schema, cast(null as varchar) as view_name, cast(null as varchar) as col_name,
        cast(null as varchar) as col_type, cast(null as integer) as col_num
    where false;
create or replace macro auspex_dialect.format_encoding(encoding_) as case encoding_ when 0 then 'none' end;
