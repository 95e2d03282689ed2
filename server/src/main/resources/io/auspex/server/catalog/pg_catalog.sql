-- The catalog of PostgreSQL as clients ask for it, over what the engine tells of itself: names, types and numbers of
-- PostgreSQL, and nothing but users' objects. Made after the macros of the dialect and in their schema,
-- which is on every search path before the engine's own pg_catalog. Every relation that the engine's pg_catalog has must
-- be here too, or its rows, which have other type numbers, would show through.
--
-- Numbers (oid): 11 is pg_catalog, 100 the first user; the engine's objects start at 16384; prediction functions at
-- 500000000; keys at 1000000000. They hold until the server stops.

-- A macro is put in place of its call word for word, so what it looks up must have names that no argument has: auspex_...

-- ---- Functions

create or replace macro auspex_dialect.is_user_schema(database, schema) as
    database = current_database() and schema not in ('main', 'information_schema', 'pg_catalog', 'auspex',
        'auspex_dialect', 'auspex_information_schema');
-- The sequence behind an IDENTITY column, which Redshift does not show.
create or replace macro auspex_dialect.is_identity(sequence) as regexp_matches(sequence, '_identity_[0-9a-f]{12}(_default)?$');
-- The query of a view, with the catalog's names as users write them.
create or replace macro auspex_dialect.view_query(sql) as
    replace(replace(regexp_replace(sql, '^CREATE VIEW [^ (]+ AS ', ''), 'auspex_dialect.', 'pg_catalog.'),
        'auspex_information_schema.', 'information_schema.');
-- The engine's name of a type to the number of the type that clients are told, and to precision and scale as PostgreSQL packs
-- them: functions of the server, because a macro is written out wherever it is used.
create or replace macro auspex_dialect.engine_type_oid(name) as system.main.__auspex_type_number(name);
create or replace macro auspex_dialect.engine_type_modifier(name) as system.main.__auspex_type_modifier(name);
create or replace macro auspex_dialect.format_type(type, modifier) as
    system.main.__auspex_type_name(cast(cast(type as bigint) as varchar), cast(modifier as varchar));
-- As a value the server writes it down; Redshift's Python driver asks for it as a table.
create or replace macro auspex_dialect.current_database() as table select current_database() as current_database;
create or replace macro auspex_dialect.pg_encoding_to_char(encoding) as 'UTF8';
create or replace macro auspex_dialect.pg_char_to_encoding(name) as 6;
create or replace macro auspex_dialect.array_upper(list, dimension) as case when dimension = 1 and len(list) > 0 then len(list) end;
create or replace macro auspex_dialect.array_lower(list, dimension) as case when dimension = 1 and len(list) > 0 then 1 end;
create or replace macro auspex_dialect.expand_array(list) as
    unnest(list_transform(range(1, len(list) + 1), lambda auspex_i: {'x': list[auspex_i], 'n': auspex_i}));
create or replace macro auspex_dialect.pg_get_expr(expression, relation) as cast(expression as varchar),
    (expression, relation, pretty) as cast(expression as varchar);
create or replace macro auspex_dialect.pg_type_is_visible(type) as true;
create or replace macro auspex_dialect.pg_operator_is_visible(operator) as true;
create or replace macro auspex_dialect.pg_opclass_is_visible(class) as true;
create or replace macro auspex_dialect.pg_conversion_is_visible(conversion) as true;
create or replace macro auspex_dialect.pg_collation_is_visible(collation_) as true;
create or replace macro auspex_dialect.pg_statistics_obj_is_visible(statistics) as true;
create or replace macro auspex_dialect.pg_is_in_recovery() as false;
create or replace macro auspex_dialect.pg_my_temp_schema() as 0;
create or replace macro auspex_dialect.pg_is_other_temp_schema(schema) as false;
create or replace macro auspex_dialect.pg_relation_is_publishable(relation) as false;
create or replace macro auspex_dialect.pg_get_ruledef(rule) as cast(null as varchar), (rule, pretty) as cast(null as varchar);
create or replace macro auspex_dialect.pg_get_triggerdef(trigger) as cast(null as varchar),
    (trigger, pretty) as cast(null as varchar);
create or replace macro auspex_dialect.pg_get_partkeydef(relation) as cast(null as varchar);
create or replace macro auspex_dialect.pg_get_function_sqlbody(function) as cast(null as varchar);
create or replace macro auspex_dialect.pg_get_serial_sequence(relation, column_) as cast(null as varchar);
create or replace macro auspex_dialect.shobj_description(object, catalog) as cast(null as varchar);
create or replace macro auspex_dialect.pg_tablespace_location(tablespace) as '';
create or replace macro auspex_dialect.has_sequence_privilege(a, b) as true, (a, b, c) as true;
create or replace macro auspex_dialect.has_tablespace_privilege(a, b) as true, (a, b, c) as true;
create or replace macro auspex_dialect.pg_typeof(value_) as
    case when typeof(value_) = '"NULL"' then 'unknown'
        else list_transform([auspex_dialect.engine_type_oid(typeof(value_))],
            lambda auspex_i: auspex_dialect.format_type(auspex_i, -1))[1] end;
-- Arrays of the catalog are lists, but lists of privileges are text, as drivers read them: {a=r/b,c=w/b}.
create or replace macro auspex_dialect.array_to_string(list_, separator_) as
    case when typeof(list_) = 'VARCHAR'
        then replace(trim(cast(list_ as varchar), '{}'), ',', separator_)
        else list_aggregate(try_cast(list_ as varchar[]), 'string_agg', separator_) end;

-- ---- Users, databases, schemas

-- Whose session it is; the server says so to the engine, and no statement of a user's can.
create or replace macro auspex_dialect.session_user_name() as cast(getvariable('auspex_user') as varchar);

create or replace view auspex_dialect.pg_roles as
select id as oid, name as rolname, superuser as rolsuper, true as rolinherit,
    superuser as rolcreaterole, superuser or coalesce(create_database, false) as rolcreatedb, true as rolcanlogin,
    false as rolreplication, cast(coalesce(connection_limit, -1) as integer) as rolconnlimit, '********' as rolpassword,
    valid_until as rolvaliduntil, superuser as rolbypassrls, superuser as rolcatupdate,
    cast(null as varchar[]) as rolconfig
from auspex.users;

create or replace view auspex_dialect.pg_user as
select rolname as usename, oid as usesysid, rolcreatedb as usecreatedb, rolsuper as usesuper, rolsuper as usecatupd,
    rolpassword as passwd, rolvaliduntil as valuntil, rolconfig as useconfig
from auspex_dialect.pg_roles;

create or replace view auspex_dialect.pg_user_info as
select u.usename, u.usesysid, u.usecreatedb, u.usesuper, u.usecatupd, u.passwd, u.valuntil, u.useconfig,
    case when r.rolconnlimit < 0 then 'UNLIMITED' else cast(r.rolconnlimit as varchar) end as useconnlimit
from auspex_dialect.pg_user as u join auspex_dialect.pg_roles as r on r.oid = u.usesysid;

create or replace view auspex_dialect.pg_shadow as select * from auspex_dialect.pg_user;

create or replace view auspex_dialect.pg_authid as select * from auspex_dialect.pg_roles;

create or replace view auspex_dialect.pg_group as
select g.name as groname, g.id as grosysid,
    (select coalesce(list(u.id order by u.id), cast([] as bigint[])) from auspex.group_members as m
     join auspex.users as u on u.name = m.user_name where m.group_name = g.name) as grolist
from auspex.groups as g;

create or replace view auspex_dialect.pg_auth_members as
select cast(null as bigint) as roleid, cast(null as bigint) as member, cast(null as bigint) as grantor,
    cast(null as boolean) as admin_option
where false;

-- Every user with what the user is: the user, the groups, the roles these lead to, everybody.
create or replace view auspex_dialect.__auspex_user_identities as
with recursive reached(user_name, kind, name) as (
    select d.user_name, d.kind, d.name
    from (select name as user_name, 'USER' as kind, name from auspex.users
          union all select user_name, 'GROUP', group_name from auspex.group_members
          union all select name, 'PUBLIC', 'public' from auspex.users) as d
    union
    select r.user_name, 'ROLE', g.role_name
    from reached as r join auspex.role_grants as g on g.grantee_kind = r.kind and g.grantee_name = r.name)
select user_name, kind, name from reached;

-- Who may do what because of a grant or as owner; superusers may do everything and are not in it.
create or replace view auspex_dialect.__auspex_held_privileges as
select i.user_name as auspex_user, p.kind as auspex_kind, p.schema_name as auspex_schema, p.object_name as auspex_object,
    p.privilege as auspex_privilege
from auspex.privileges as p
join auspex_dialect.__auspex_user_identities as i on i.kind = p.grantee_kind and i.name = p.grantee_name
union
select o.owner, o.kind, o.schema_name, o.object_name, 'OWNER' from auspex.owners as o
union
select m.owner, 'MODEL', m.schema_name, m.model_name, 'OWNER' from auspex.models as m;

create or replace view auspex_dialect.__auspex_superuser_names as select name as auspex_name from auspex.users where superuser;
create or replace macro auspex_dialect.is_superuser_name(user_) as
    user_ in (select auspex_name from auspex_dialect.__auspex_superuser_names);
-- A list of privileges asks for any of them.
create or replace macro auspex_dialect.is_allowed(user_, kind_, schema_, object_, privileges_) as
    auspex_dialect.is_superuser_name(user_)
    or exists(select 1 from auspex_dialect.__auspex_held_privileges
        where auspex_user = user_ and auspex_kind = kind_ and auspex_schema = schema_ and auspex_object = object_
            and (auspex_privilege = 'OWNER'
                or list_contains(string_split(replace(replace(upper(privileges_), ' WITH GRANT OPTION', ''), ' ', ''), ','),
                    replace(auspex_privilege, '_', ''))));
create or replace macro auspex_dialect.is_in_role(user_, role_) as
    auspex_dialect.is_superuser_name(user_) or user_ = cast(role_ as varchar)
    or exists(select 1 from (select user_name as auspex_user, kind as auspex_kind, name as auspex_name
                             from auspex_dialect.__auspex_user_identities)
        where auspex_user = user_ and auspex_kind in ('ROLE', 'GROUP') and auspex_name = cast(role_ as varchar));
create or replace macro auspex_dialect.pg_get_userbyid(user_) as
    coalesce((select auspex_name from (select oid as auspex_oid, rolname as auspex_name from auspex_dialect.pg_roles)
            where auspex_oid = user_),
        'unknown (OID=' || cast(user_ as varchar) || ')');

-- What there is, as far as the session's user may know of it: superusers all, others what they own and what they, their groups
-- or roles hold some privilege on. The server answers from what has been committed, and from what
-- transactions that are open have given to the user.
create or replace macro auspex_dialect.sees_object(kind_, schema_, object_) as
    system.main.__auspex_sees(auspex_dialect.session_user_name(), kind_, schema_, object_) = 1;
-- Its owner, and what is granted on it, of a table or schema: functions of the server, which cost nothing where they are not asked.
create or replace macro auspex_dialect.__auspex_owner_of(kind_, schema_, object_) as
    cast(system.main.__auspex_owner_number(kind_, schema_, object_) as bigint);
create or replace macro auspex_dialect.__auspex_acl_of(kind_, schema_, object_) as system.main.__auspex_acl(kind_, schema_, object_);

create or replace view auspex_dialect.seen_schemas as
select * from duckdb_schemas()
where auspex_dialect.is_user_schema(database_name, schema_name) and auspex_dialect.sees_object('SCHEMA', schema_name, '');
create or replace view auspex_dialect.seen_tables as
select * from duckdb_tables()
where auspex_dialect.is_user_schema(database_name, schema_name) and auspex_dialect.sees_object('TABLE', schema_name, table_name);
create or replace view auspex_dialect.seen_views as
select * from duckdb_views()
where auspex_dialect.is_user_schema(database_name, schema_name) and auspex_dialect.sees_object('TABLE', schema_name, view_name);
-- Nothing can be granted on sequences, and only superusers make them, so nobody else sees one.
create or replace view auspex_dialect.seen_sequences as
select * from duckdb_sequences()
where auspex_dialect.is_user_schema(database_name, schema_name) and not auspex_dialect.is_identity(sequence_name)
    and auspex_dialect.sees_object('TABLE', schema_name, sequence_name);
create or replace view auspex_dialect.seen_columns as
select * from duckdb_columns()
where auspex_dialect.is_user_schema(database_name, schema_name) and auspex_dialect.sees_object('TABLE', schema_name, table_name);
create or replace view auspex_dialect.seen_constraints as
select * from duckdb_constraints()
where auspex_dialect.is_user_schema(database_name, schema_name) and auspex_dialect.sees_object('TABLE', schema_name, table_name);

-- A role or group that somebody is in; a superuser is in all of them.
create or replace macro auspex_dialect.pg_has_role(role_, privilege_) as
        auspex_dialect.is_in_role(auspex_dialect.session_user_name(), role_),
    (user_, role_, privilege_) as auspex_dialect.is_in_role(user_, role_);

-- What is granted on each object in PostgreSQL's letters, the owner first, as {grantee=letters/grantor,...}; a * behind a
-- letter is WITH GRANT OPTION. Where nothing is granted there is none, as in PostgreSQL.
create or replace view auspex_dialect.__auspex_acl_texts as
select kind as auspex_kind, schema_name as auspex_schema, object_name as auspex_object,
    '{' || string_agg(item, ',' order by place, item) || '}' as auspex_acl
from (
    select p.kind, p.schema_name, p.object_name, 1 as place,
        case p.grantee_kind when 'PUBLIC' then '' when 'USER' then p.grantee_name
            else lower(p.grantee_kind) || ' ' || p.grantee_name end
        || '=' || string_agg(l.letter || case when p.grant_option then '*' else '' end, '' order by l.place)
        || '/' || p.grantor as item
    from auspex.privileges as p
    join (values ('INSERT', 'a', 1), ('SELECT', 'r', 2), ('UPDATE', 'w', 3), ('DELETE', 'd', 4), ('TRUNCATE', 'D', 5),
        ('REFERENCES', 'x', 6), ('ALTER', 'A', 7), ('DROP', 'P', 8), ('EXECUTE', 'X', 9), ('USAGE', 'U', 10),
        ('CREATE', 'C', 11), ('TEMP', 'T', 12)) as l(privilege, letter, place) on l.privilege = p.privilege
    group by p.kind, p.schema_name, p.object_name, p.grantee_kind, p.grantee_name, p.grantor
    union all
    select distinct p.kind, p.schema_name, p.object_name, 0,
        coalesce(o.owner, m.owner, 'awsuser') || '='
        || case p.kind when 'SCHEMA' then 'UC' when 'DATABASE' then 'CT' when 'MODEL' then 'X' else 'arwdDxAP' end
        || '/' || coalesce(o.owner, m.owner, 'awsuser')
    from auspex.privileges as p
    left join auspex.owners as o
        on o.kind = p.kind and o.schema_name = p.schema_name and o.object_name = p.object_name
    left join auspex.models as m
        on p.kind = 'MODEL' and m.schema_name = p.schema_name and m.model_name = p.object_name
) as items
group by kind, schema_name, object_name;

create or replace view auspex_dialect.pg_database as
select cast(16384 as bigint) as oid, current_database() as datname, cast(100 as bigint) as datdba,
    cast(6 as integer) as encoding, 'c' as datlocprovider, 'C' as datcollate, 'C' as datctype, cast(null as varchar) as daticulocale,
    false as datistemplate, true as datallowconn, cast(-1 as integer) as datconnlimit, cast(0 as bigint) as datlastsysoid,
    cast(1663 as bigint) as dattablespace, cast(null as varchar[]) as datconfig,
    (select max(auspex_acl) from auspex_dialect.__auspex_acl_texts where auspex_kind = 'DATABASE') as datacl;

create or replace view auspex_dialect.pg_tablespace as
select cast(1663 as bigint) as oid, 'pg_default' as spcname, cast(100 as bigint) as spcowner,
    cast(null as varchar) as spclocation, cast(null as varchar[]) as spcacl, cast(null as varchar[]) as spcoptions;

create or replace view auspex_dialect.pg_namespace as
select 16384 + s.oid as oid, s.schema_name as nspname, auspex_dialect.__auspex_owner_of('SCHEMA', s.schema_name, '') as nspowner,
    auspex_dialect.__auspex_acl_of('SCHEMA', s.schema_name, '') as nspacl, cast(2615 as bigint) as tableoid
from auspex_dialect.seen_schemas as s
union all select 11, 'pg_catalog', 100, null, 2615
union all select 12, 'information_schema', 100, null, 2615;

-- ---- Types

create or replace view auspex_dialect.pg_type as
select cast(oid as bigint) as oid, typname, cast(11 as bigint) as typnamespace, cast(100 as bigint) as typowner,
    cast(typlen as smallint) as typlen, typlen between 1 and 8 as typbyval,
    case when typcategory = 'P' then 'p' else 'b' end as typtype, typcategory, false as typispreferred, true as typisdefined,
    ',' as typdelim, cast(0 as bigint) as typrelid, cast(typelem as bigint) as typelem,
    cast(coalesce(typarray, 0) as bigint) as typarray,
    case when typcategory = 'A' then 'array_in' else typname || 'in' end as typinput,
    case when typcategory = 'A' then 'array_out' else typname || 'out' end as typoutput,
    case when typcategory = 'A' then 'array_recv' else typname || 'recv' end as typreceive,
    case when typcategory = 'A' then 'array_send' else typname || 'send' end as typsend,
    '-' as typanalyze, 'i' as typalign, case when typlen < 0 then 'x' else 'p' end as typstorage, false as typnotnull,
    cast(0 as bigint) as typbasetype, cast(-1 as integer) as typtypmod, cast(0 as integer) as typndims,
    cast(0 as bigint) as typcollation, cast(null as varchar) as typdefaultbin, cast(null as varchar) as typdefault,
    cast(null as varchar[]) as typacl, cast(1247 as bigint) as tableoid
from (values
    (16, 'bool', 1, 'B', 0, 1000), (17, 'bytea', -1, 'U', 0, 1001), (18, 'char', 1, 'S', 0, 1002),
    (19, 'name', 64, 'S', 18, 1003), (20, 'int8', 8, 'N', 0, 1016), (21, 'int2', 2, 'N', 0, 1005),
    (22, 'int2vector', -1, 'U', 21, 1006), (23, 'int4', 4, 'N', 0, 1007), (24, 'regproc', 4, 'N', 0, 1008),
    (25, 'text', -1, 'S', 0, 1009), (26, 'oid', 4, 'N', 0, 1028), (30, 'oidvector', -1, 'U', 26, 1013),
    (700, 'float4', 4, 'N', 0, 1021), (701, 'float8', 8, 'N', 0, 1022), (705, 'unknown', -2, 'X', 0, 0),
    (1042, 'bpchar', -1, 'S', 0, 1014), (1043, 'varchar', -1, 'S', 0, 1015), (1082, 'date', 4, 'D', 0, 1182),
    (1083, 'time', 8, 'D', 0, 1183), (1114, 'timestamp', 8, 'D', 0, 1115), (1184, 'timestamptz', 8, 'D', 0, 1185),
    (1186, 'interval', 16, 'T', 0, 1187), (1266, 'timetz', 12, 'D', 0, 1270), (1700, 'numeric', -1, 'N', 0, 1231),
    (2205, 'regclass', 4, 'N', 0, 2210), (2206, 'regtype', 4, 'N', 0, 2211), (2249, 'record', -1, 'P', 0, 0),
    (2275, 'cstring', -2, 'P', 0, 0), (2276, 'any', 4, 'P', 0, 0), (2277, 'anyarray', -1, 'P', 0, 0),
    (2278, 'void', 4, 'P', 0, 0), (2279, 'trigger', 4, 'P', 0, 0), (2281, 'internal', 8, 'P', 0, 0),
    (2950, 'uuid', 16, 'U', 0, 2951), (4000, 'super', -1, 'U', 0, 0),
    (6551, 'varbyte', -1, 'U', 0, 0),
    (1000, '_bool', -1, 'A', 16, 0), (1001, '_bytea', -1, 'A', 17, 0), (1002, '_char', -1, 'A', 18, 0),
    (1003, '_name', -1, 'A', 19, 0), (1005, '_int2', -1, 'A', 21, 0), (1006, '_int2vector', -1, 'A', 22, 0),
    (1007, '_int4', -1, 'A', 23, 0), (1008, '_regproc', -1, 'A', 24, 0), (1009, '_text', -1, 'A', 25, 0),
    (1013, '_oidvector', -1, 'A', 30, 0), (1014, '_bpchar', -1, 'A', 1042, 0), (1015, '_varchar', -1, 'A', 1043, 0),
    (1016, '_int8', -1, 'A', 20, 0), (1021, '_float4', -1, 'A', 700, 0), (1022, '_float8', -1, 'A', 701, 0),
    (1028, '_oid', -1, 'A', 26, 0), (1115, '_timestamp', -1, 'A', 1114, 0), (1182, '_date', -1, 'A', 1082, 0),
    (1183, '_time', -1, 'A', 1083, 0), (1185, '_timestamptz', -1, 'A', 1184, 0), (1187, '_interval', -1, 'A', 1186, 0),
    (1231, '_numeric', -1, 'A', 1700, 0), (1270, '_timetz', -1, 'A', 1266, 0), (2210, '_regclass', -1, 'A', 2205, 0),
    (2211, '_regtype', -1, 'A', 2206, 0), (2951, '_uuid', -1, 'A', 2950, 0)
) as t(oid, typname, typlen, typcategory, typelem, typarray);

-- ---- Relations

-- Foreign keys have triggers in PostgreSQL, and clients look for keys where there are some: so all tables may have them.
-- What a relation of the catalog asks for belongs into the list of columns, as a function, and not into a join: a join is carried out for
-- every query, also for one that counts rows.
create or replace view auspex_dialect.pg_class as
select r.oid, r.relname, 16384 + r.schema_oid as relnamespace, cast(0 as bigint) as reltype, cast(0 as bigint) as reloftype,
    auspex_dialect.__auspex_owner_of('TABLE', r.schema_name, r.relname) as relowner,
    cast(case r.relkind when 'i' then 403 else 0 end as bigint) as relam,
    r.oid as relfilenode, cast(0 as bigint) as reltablespace, cast(0 as integer) as relpages,
    cast(coalesce(r.rows, 0) as real) as reltuples, cast(0 as integer) as relallvisible, cast(0 as bigint) as reltoastrelid,
    cast(0 as bigint) as reltoastidxid, coalesce(r.indexed, false) as relhasindex, false as relisshared,
    'p' as relpersistence, r.relkind, cast(r.columns as smallint) as relnatts,
    cast(coalesce(r.checks, 0) as smallint) as relchecks, cast(case r.relkind when 'r' then 1 else 0 end as smallint) as reltriggers, false as relhasoids,
    coalesce(r.has_key, false) as relhaspkey, false as relhasrules, r.relkind = 'r' as relhastriggers, false as relhassubclass,
    false as relrowsecurity, false as relforcerowsecurity, true as relispopulated, 'd' as relreplident,
    false as relispartition, cast(0 as bigint) as relrewrite, case when r.relkind <> 'i' then auspex_dialect.__auspex_acl_of('TABLE', r.schema_name, r.relname) end as relacl,
    cast(0 as smallint) as reldiststyle, cast(0 as bigint) as relexternid,
    cast(null as varchar[]) as reloptions, cast(null as varchar) as relpartbound,
    cast(1259 as bigint) as tableoid
from (
    select 16384 + table_oid as oid, table_name as relname, schema_name, schema_oid, 'r' as relkind, column_count as columns,
        estimated_size as rows, check_constraint_count as checks, has_primary_key as has_key, index_count > 0 as indexed
    from auspex_dialect.seen_tables
    union all
    select 16384 + view_oid, view_name, schema_name, schema_oid, 'v', column_count, 0, 0, false, false
    from auspex_dialect.seen_views
    union all
    select 16384 + sequence_oid, sequence_name, schema_name, schema_oid, 'S', 3, 1, 0, false, false
    from auspex_dialect.seen_sequences
    union all
    select 1000000000 + table_oid * 64 + constraint_index, constraint_name, schema_name, schema_oid, 'i',
        len(constraint_column_names), 0, 0, false, false
    from auspex_dialect.seen_constraints
    where constraint_type in ('PRIMARY KEY', 'UNIQUE')
) as r;

-- VARCHAR(n) and CHAR(n) of columns, of which the engine knows nothing but the constraint that holds a column to its length;
-- the number stands before it for CHAR, behind it for VARCHAR.
create or replace macro auspex_dialect.is_text_length(check_) as
    regexp_full_match(check_, 'CHECK\(\((\d+ >= strlen\(rtrim\(.*\)\)|strlen\(rtrim\(.*\)\) <= \d+)\)\)');
create or replace view auspex_dialect.__auspex_text_lengths as
select table_oid as measured_table, schema_name as measured_schema, table_name as measured_name,
    constraint_column_names[1] as measured_column,
    cast(max(case when fixed = '' then 1043 else 1042 end) as integer) as text_type,
    min(cast(case when fixed = '' then regexp_extract(constraint_text, '<= (\d+)\)\)$', 1) else fixed end as integer)) + 4
        as text_modifier
from (select table_oid, schema_name, table_name, constraint_column_names, constraint_text,
          regexp_extract(constraint_text, '^CHECK\(\((\d+) >=', 1) as fixed
      from duckdb_constraints()
      where constraint_type = 'CHECK' and len(constraint_column_names) = 1
        and auspex_dialect.is_user_schema(database_name, schema_name) and auspex_dialect.is_text_length(constraint_text))
group by all;
-- Of tables, and of views where a column is one of a table's, or of several that have the same length.
create or replace view auspex_dialect.__auspex_column_lengths as
with lengths as materialized (select * from auspex_dialect.__auspex_text_lengths)
select measured_table, measured_column, text_type, text_modifier from lengths
union all
select v.view_oid, c.column_name, cast(min(l.text_type) as integer), cast(min(l.text_modifier) as integer)
from auspex.view_columns as c
join duckdb_views() as v on lower(v.schema_name) = c.schema_name and lower(v.view_name) = c.view_name
left join lengths as l
    on l.measured_schema = c.table_schema and l.measured_name = c.table_name and l.measured_column = c.table_column
where auspex_dialect.is_user_schema(v.database_name, v.schema_name)
group by v.view_oid, c.column_name
having count(distinct l.text_modifier) = 1 and count(distinct l.text_type) = 1 and count(l.text_type) = count(*);

create or replace view auspex_dialect.pg_attribute as
select attrelid, column_name as attname,
    cast(coalesce(text_type, auspex_dialect.engine_type_oid(data_type)) as bigint) as atttypid, cast(-1 as integer) as attstattarget,
    cast(case auspex_dialect.engine_type_oid(data_type) when 16 then 1 when 21 then 2 when 23 then 4 when 20 then 8
        when 700 then 4 when 701 then 8 when 1082 then 4 when 1083 then 8 when 1114 then 8 when 1184 then 8
        when 1186 then 16 when 1266 then 12 else -1 end as smallint) as attlen,
    cast(column_index as smallint) as attnum,
    cast(case when data_type like '%]' and auspex_dialect.engine_type_oid(data_type) <> 4000 then 1 else 0 end as integer) as attndims, cast(-1 as integer) as attcacheoff,
    cast(coalesce(text_modifier, auspex_dialect.engine_type_modifier(data_type)) as integer) as atttypmod, false as attbyval,
    case when attlen < 0 then 'x' else 'p' end as attstorage,
    'i' as attalign, not is_nullable as attnotnull, column_default is not null as atthasdef, false as atthasmissing,
    '' as attidentity, case when is_generated then 's' else '' end as attgenerated, '' as attcompression,
    false as attisdropped, true as attislocal, cast(0 as integer) as attinhcount, cast(0 as bigint) as attcollation,
    cast(null as varchar[]) as attacl, cast(null as varchar[]) as attoptions, cast(null as varchar[]) as attfdwoptions,
    cast(0 as integer) as attencodingtype, false as attisdistkey, cast(0 as integer) as attsortkeyord
from (
    select 16384 + table_oid as attrelid, column_name, column_index, data_type, is_nullable, column_default, is_generated,
        text_type, text_modifier
    from auspex_dialect.seen_columns left join auspex_dialect.__auspex_column_lengths on measured_table = table_oid and measured_column = column_name
    where not internal
    union all
    select 1000000000 + k.table_oid * 64 + k.constraint_index, c.column_name,
        list_position(k.constraint_column_names, c.column_name), c.data_type, true, null, false, null, null
    from auspex_dialect.seen_constraints as k
    join auspex_dialect.seen_columns as c
        on c.database_name = k.database_name and c.table_oid = k.table_oid
            and list_contains(k.constraint_column_names, c.column_name)
    where k.constraint_type in ('PRIMARY KEY', 'UNIQUE') and auspex_dialect.is_user_schema(k.database_name, k.schema_name)
) as a;

-- What Redshift says of an IDENTITY column: the number of the table, the column's from 0, the first value and the step.
create or replace view auspex_dialect.__auspex_identity_defaults as
select c.table_oid as identity_table, c.column_index as identity_column,
    case when ends_with(s.sequence_name, '_default') then '"default_identity"(' else '"identity"(' end || (16384 + c.table_oid)
        || ', ' || (c.column_index - 1) || ', ''' || s.start_value || ',' || s.increment_by || '''::text)' as identity_default
from duckdb_columns() as c join duckdb_sequences() as s
    on s.database_name = c.database_name
        and s.sequence_name = regexp_extract(c.column_default, '([^".'']*_identity_[0-9a-f]{12}(_default)?)"?''\)$', 1)
where c.column_default like 'nextval(%';

create or replace view auspex_dialect.pg_attrdef as
select 1500000000 + table_oid * 64 + column_index as oid, 16384 + table_oid as adrelid, cast(column_index as smallint) as adnum,
    coalesce(identity_default, column_default) as adbin, coalesce(identity_default, column_default) as adsrc
from auspex_dialect.seen_columns
left join auspex_dialect.__auspex_identity_defaults on identity_table = table_oid and identity_column = column_index
where not internal and column_default is not null and auspex_dialect.is_user_schema(database_name, schema_name);

create or replace view auspex_dialect.pg_description as
select 16384 + table_oid as objoid, cast(1259 as bigint) as classoid, cast(0 as integer) as objsubid, comment as description
from auspex_dialect.seen_tables where comment is not null
union all
select 16384 + view_oid, 1259, 0, comment
from auspex_dialect.seen_views where comment is not null
union all
select 16384 + table_oid, 1259, column_index, comment
from auspex_dialect.seen_columns where comment is not null and auspex_dialect.is_user_schema(database_name, schema_name)
union all
select 16384 + oid, 2615, 0, comment
from auspex_dialect.seen_schemas where comment is not null and auspex_dialect.is_user_schema(database_name, schema_name);

create or replace view auspex_dialect.pg_index as
select 1000000000 + table_oid * 64 + constraint_index as indexrelid, 16384 + table_oid as indrelid,
    cast(len(constraint_column_names) as smallint) as indnatts, cast(len(constraint_column_names) as smallint) as indnkeyatts,
    true as indisunique, constraint_type = 'PRIMARY KEY' as indisprimary, false as indisexclusion, true as indimmediate,
    false as indisclustered, true as indisvalid, true as indisready, true as indislive, false as indisreplident,
    list_transform(constraint_column_indexes, lambda i: cast(i + 1 as smallint)) as indkey,
    list_transform(constraint_column_indexes, lambda i: cast(0 as bigint)) as indcollation,
    list_transform(constraint_column_indexes, lambda i: cast(0 as bigint)) as indclass,
    list_transform(constraint_column_indexes, lambda i: cast(0 as smallint)) as indoption,
    cast(null as varchar) as indexprs, cast(null as varchar) as indpred
from auspex_dialect.seen_constraints
where constraint_type in ('PRIMARY KEY', 'UNIQUE') and auspex_dialect.is_user_schema(database_name, schema_name);

create or replace view auspex_dialect.pg_constraint as
select 1000000000 + c.table_oid * 64 + c.constraint_index as oid, c.constraint_name as conname,
    16384 + c.schema_oid as connamespace,
    case c.constraint_type when 'PRIMARY KEY' then 'p' when 'UNIQUE' then 'u' when 'FOREIGN KEY' then 'f' else 'c' end as contype,
    false as condeferrable, false as condeferred, true as convalidated, 16384 + c.table_oid as conrelid,
    cast(0 as bigint) as contypid,
    case when c.constraint_type in ('PRIMARY KEY', 'UNIQUE') then 1000000000 + c.table_oid * 64 + c.constraint_index
        else 0 end as conindid,
    cast(0 as bigint) as conparentid, coalesce(16384 + r.table_oid, 0) as confrelid,
    case when c.constraint_type = 'FOREIGN KEY' then 'a' else ' ' end as confupdtype,
    case when c.constraint_type = 'FOREIGN KEY' then 'a' else ' ' end as confdeltype,
    case when c.constraint_type = 'FOREIGN KEY' then 's' else ' ' end as confmatchtype, true as conislocal,
    cast(0 as integer) as coninhcount, true as connoinherit,
    list_transform(c.constraint_column_indexes, lambda i: cast(i + 1 as smallint)) as conkey,
    case when c.constraint_type = 'FOREIGN KEY' then
        (select list(cast(k.column_index as smallint) order by list_position(c.referenced_column_names, k.column_name))
         from auspex_dialect.seen_columns as k
         where k.table_oid = r.table_oid and k.database_name = r.database_name
            and list_contains(c.referenced_column_names, k.column_name)) end as confkey,
    c.expression as conbin, c.constraint_text as consrc, cast(2606 as bigint) as tableoid
from auspex_dialect.seen_constraints as c
left join auspex_dialect.seen_tables as r
    on c.constraint_type = 'FOREIGN KEY' and r.database_name = c.database_name and r.schema_name = c.schema_name
        and r.table_name = c.referenced_table
where c.constraint_type <> 'NOT NULL' and auspex_dialect.is_user_schema(c.database_name, c.schema_name)
    -- The lengths of texts, which are no constraints to users.
    and not (c.constraint_type = 'CHECK' and auspex_dialect.is_text_length(c.constraint_text));

-- A foreign key depends on the index of the key that it refers to.
create or replace view auspex_dialect.pg_depend as
select cast(2606 as bigint) as classid, f.oid as objid, cast(0 as integer) as objsubid, cast(1259 as bigint) as refclassid,
    k.conindid as refobjid, cast(0 as integer) as refobjsubid, 'n' as deptype
from auspex_dialect.pg_constraint as f
join auspex_dialect.pg_constraint as k
    on f.contype = 'f' and k.contype in ('p', 'u') and k.conrelid = f.confrelid and k.conkey = f.confkey;

create or replace view auspex_dialect.pg_sequence as
select 16384 + sequence_oid as seqrelid, cast(20 as bigint) as seqtypid, start_value as seqstart, increment_by as seqincrement,
    max_value as seqmax, min_value as seqmin, cast(1 as bigint) as seqcache, cycle as seqcycle
from auspex_dialect.seen_sequences;

create or replace view auspex_dialect.pg_sequences as
select schema_name as schemaname, sequence_name as sequencename, 'awsuser' as sequenceowner, 'bigint' as data_type,
    start_value, min_value, max_value, increment_by, cycle, cast(1 as bigint) as cache_size, last_value
from auspex_dialect.seen_sequences;

create or replace view auspex_dialect.pg_tables as
select t.schema_name as schemaname, t.table_name as tablename, coalesce(o.owner, 'awsuser') as tableowner,
    cast(null as varchar) as tablespace, index_count > 0 as hasindexes, false as hasrules, false as hastriggers,
    false as rowsecurity
from auspex_dialect.seen_tables as t
left join auspex.owners as o
    on o.kind = 'TABLE' and o.schema_name = lower(t.schema_name) and o.object_name = lower(t.table_name)
where auspex_dialect.is_user_schema(t.database_name, t.schema_name);

create or replace view auspex_dialect.pg_views as
select v.schema_name as schemaname, v.view_name as viewname, coalesce(o.owner, 'awsuser') as viewowner,
    auspex_dialect.view_query(v.sql) as definition
from auspex_dialect.seen_views as v
left join auspex.owners as o
    on o.kind = 'TABLE' and o.schema_name = lower(v.schema_name) and o.object_name = lower(v.view_name)
where not v.internal and auspex_dialect.is_user_schema(v.database_name, v.schema_name);

create or replace view auspex_dialect.pg_indexes as
select n.nspname as schemaname, t.relname as tablename, c.relname as indexname, cast(null as varchar) as tablespace,
    cast(null as varchar) as indexdef
from auspex_dialect.pg_index as i
join auspex_dialect.pg_class as c on c.oid = i.indexrelid
join auspex_dialect.pg_class as t on t.oid = i.indrelid
join auspex_dialect.pg_namespace as n on n.oid = c.relnamespace;

-- ---- Functions of users: those of models

create or replace view auspex_dialect.pg_language as
select *, cast(2612 as bigint) as tableoid from (values
    (cast(12 as bigint), 'internal', cast(100 as bigint), false, false, 0, 0, 0, cast(null as varchar[])),
    (14, 'sql', 100, false, true, 0, 0, 0, null), (16380, 'mlfunc', 100, true, true, 16380, 0, 0, null)
) as t(oid, lanname, lanowner, lanispl, lanpltrusted, lanplcallfoid, laninline, lanvalidator, lanacl);

-- What RETURNS said of an imported model, in the words of format_type.
create or replace macro auspex_dialect.declared_type_oid(name) as
    case regexp_replace(name, '\(.*', '')
        when 'boolean' then 16 when 'smallint' then 21 when 'integer' then 23 when 'bigint' then 20 when 'real' then 700
        when 'double precision' then 701 when 'numeric' then 1700 when 'character' then 1042 else 1043 end;

-- The same functions and types as FunctionSignature, which SHOW FUNCTIONS reads: a regression gives a double precision, whatever its target is.
create or replace view auspex_dialect.__auspex_prediction_functions as
select 500000000 + cast(hash(m.id, f.suffix) % 400000000 as bigint) as oid, m.schema_name, m.model_name, m.owner,
    m.function_schema, m.function_name, f.suffix,
    cast(case when f.suffix <> '' then 4000
              when m.returns is not null then auspex_dialect.declared_type_oid(m.returns)
              when m.target_type is null then 23
              when m.regression then 701
              else auspex_dialect.engine_type_oid(m.target_type) end as bigint) as result_type,
    list_concat(from_json(m.parameters, '[["VARCHAR"]]'),
        case when f.suffix in ('_interval_at', '_set_at') then [['confidence', 'DOUBLE']] else [] end) as arguments
from (select *, coalesce(problem_type ilike 'regression',
          case when kind = 'AUTOPILOT' then requested_problem_type ilike 'regression' or upper(requested_objective) in ('MSE', 'RMSE', 'MAE', 'R2')
               else requested_objective ilike 'reg:%' or requested_objective ilike 'rank:%' end, false) as regression
      from auspex.models) as m
cross join (values (''), ('_prob'), ('_probabilities'), ('_explain'), ('_interval'), ('_interval_at'), ('_set'), ('_set_at')) as f(suffix)
where m.function_name is not null and m.replaces is null
    and (f.suffix = ''
        or (f.suffix = '_explain' and m.kind in ('AUTOPILOT', 'XGBOOST'))
        or (f.suffix in ('_interval', '_interval_at') and m.kind = 'AUTOPILOT' and m.regression)
        or (f.suffix in ('_set', '_set_at') and m.kind = 'AUTOPILOT' and not m.regression)
        or (f.suffix in ('_prob', '_probabilities') and not m.regression
            and (m.kind = 'AUTOPILOT' or (m.kind = 'IMPORTED' and m.problem_type is not null))));

create or replace view auspex_dialect.seen_functions as
select * from auspex_dialect.__auspex_prediction_functions
where owner = auspex_dialect.session_user_name() or auspex_dialect.sees_object('MODEL', schema_name, model_name);

-- proargtypes is text, numbers with blanks between, as a client sees PostgreSQL's oidvector.
create or replace view auspex_dialect.pg_proc as
select m.oid, m.function_name || m.suffix as proname,
    n.oid as pronamespace, cast(coalesce(owner.id, 100) as bigint) as proowner, cast(16380 as bigint) as prolang, cast(1 as real) as procost,
    cast(0 as real) as prorows, cast(0 as bigint) as provariadic, cast(0 as bigint) as prosupport, 'f' as prokind,
    false as proisagg, false as proiswindow, false as prosecdef, false as proleakproof, false as proisstrict,
    false as proretset, 's' as provolatile, 'u' as proparallel, cast(len(m.arguments) as smallint) as pronargs,
    cast(0 as smallint) as pronargdefaults,
    m.result_type as prorettype,
    array_to_string(list_transform(m.arguments, lambda field: auspex_dialect.engine_type_oid(field[2])), ' ') as proargtypes,
    cast(null as bigint[]) as proallargtypes, cast(null as varchar[]) as proargmodes,
    list_transform(m.arguments, lambda field: field[1]) as proargnames, cast(null as varchar) as proargdefaults,
    'Prediction function of model ' || m.schema_name || '.' || m.model_name as prosrc, cast(null as varchar) as probin,
    cast(null as varchar) as prosqlbody, cast(null as varchar[]) as proconfig, acl.auspex_acl as proacl,
    cast(1255 as bigint) as tableoid
from auspex_dialect.seen_functions as m
join auspex_dialect.pg_namespace as n on n.nspname = m.function_schema
left join auspex.users as owner on owner.name = m.owner
left join auspex_dialect.__auspex_acl_texts as acl
    on acl.auspex_kind = 'MODEL' and acl.auspex_schema = m.schema_name and acl.auspex_object = m.model_name;

create or replace view auspex_dialect.pg_proc_info as
select oid as prooid, * from auspex_dialect.pg_proc;

create or replace macro auspex_dialect.type_list(types) as
    array_to_string(list_transform(list_filter(string_split(types, ' '), lambda type: type <> ''),
        lambda type: auspex_dialect.format_type(cast(type as bigint), -1)), ', ');
create or replace macro auspex_dialect.oidvectortypes(types) as auspex_dialect.type_list(types);
create or replace macro auspex_dialect.pg_get_function_result(function) as
    (select auspex_dialect.format_type(auspex_type, -1)
     from (select oid as auspex_oid, prorettype as auspex_type from auspex_dialect.pg_proc) where auspex_oid = function);
-- In two steps, because a macro writes its argument out wherever it uses it: one type in the other would be thousands of lines.
create or replace macro auspex_dialect.pg_get_function_arguments(function) as
    (select array_to_string(list_transform(
        list_transform(auspex_list, lambda auspex_i: struct_pack(name := auspex_dialect.quote_ident(auspex_i[1]),
            type := auspex_dialect.engine_type_oid(auspex_i[2]))),
        lambda auspex_i: auspex_i.name || ' ' || auspex_dialect.format_type(auspex_i.type, -1)), ', ')
     from (select oid as auspex_oid, arguments as auspex_list from auspex_dialect.seen_functions)
     where auspex_oid = function);
create or replace macro auspex_dialect.pg_get_function_identity_arguments(function) as
    auspex_dialect.pg_get_function_arguments(function);

-- As \sf shows it. What a model's function does cannot be written in SQL: its body says whose it is.
create or replace macro auspex_dialect.pg_get_functiondef(function) as
    (select 'CREATE OR REPLACE FUNCTION ' || auspex_schema || '.' || auspex_name || '('
        || auspex_dialect.pg_get_function_arguments(function) || ')' || chr(10) || ' RETURNS ' || auspex_dialect.format_type(auspex_type, -1)
        || chr(10) || ' LANGUAGE mlfunc' || chr(10) || ' STABLE' || chr(10) || 'AS $function$' || auspex_text || '$function$' || chr(10)
     from (select p.oid as auspex_oid, auspex_dialect.quote_ident(n.nspname) as auspex_schema,
               auspex_dialect.quote_ident(p.proname) as auspex_name, p.prorettype as auspex_type, p.prosrc as auspex_text
           from auspex_dialect.pg_proc as p join auspex_dialect.pg_namespace as n on n.oid = p.pronamespace)
     where auspex_oid = function);

-- ---- Functions over relations

create or replace macro auspex_dialect.pg_table_is_visible(relation) as
    exists (select 1 from (select o.oid as auspex_oid from auspex_dialect.pg_class as o
            join auspex_dialect.pg_namespace as n on n.oid = o.relnamespace and list_contains(current_schemas(false), n.nspname))
        where auspex_oid = relation);
create or replace macro auspex_dialect.pg_function_is_visible(function) as
    exists (select 1 from (select o.oid as auspex_oid from auspex_dialect.pg_proc as o
            join auspex_dialect.pg_namespace as n on n.oid = o.pronamespace and list_contains(current_schemas(false), n.nspname))
        where auspex_oid = function);
create or replace macro auspex_dialect.obj_description(object) as
    (select max(auspex_text)
     from (select objoid as auspex_oid, classoid as auspex_class, objsubid as auspex_number, description as auspex_text
           from auspex_dialect.pg_description)
     where auspex_oid = object and auspex_number = 0),
    (object, catalog) as
    (select max(auspex_text)
     from (select objoid as auspex_oid, classoid as auspex_class, objsubid as auspex_number, description as auspex_text
           from auspex_dialect.pg_description)
     where auspex_oid = object and auspex_number = 0
        and auspex_class = case catalog when 'pg_class' then 1259 when 'pg_namespace' then 2615 else 0 end);
create or replace macro auspex_dialect.col_description(relation, number) as
    (select max(auspex_text)
     from (select objoid as auspex_oid, classoid as auspex_class, objsubid as auspex_number, description as auspex_text
           from auspex_dialect.pg_description)
     where auspex_oid = relation and auspex_number = number and auspex_class = 1259);
create or replace macro auspex_dialect.pg_get_constraintdef(key) as
    (select max(auspex_text) from (select oid as auspex_oid, consrc as auspex_text from auspex_dialect.pg_constraint)
     where auspex_oid = key),
    (key, pretty) as
    (select max(auspex_text) from (select oid as auspex_oid, consrc as auspex_text from auspex_dialect.pg_constraint)
     where auspex_oid = key);
create or replace macro auspex_dialect.pg_get_viewdef(relation) as
    (select max(auspex_text)
     from (select 16384 + view_oid as auspex_oid, auspex_dialect.view_query(sql) as auspex_text
           from auspex_dialect.seen_views)
     where auspex_oid = relation),
    (relation, pretty) as
    (select max(auspex_text)
     from (select 16384 + view_oid as auspex_oid, auspex_dialect.view_query(sql) as auspex_text
           from auspex_dialect.seen_views)
     where auspex_oid = relation);
create or replace macro auspex_dialect.pg_get_indexdef(index_) as
    (select max(auspex_text)
     from (select 1000000000 + table_oid * 64 + constraint_index as auspex_oid, constraint_column_names as auspex_columns,
               'CREATE UNIQUE INDEX ' || constraint_name || ' ON ' || schema_name || '.' || table_name
               || ' USING btree (' || array_to_string(constraint_column_names, ', ') || ')' as auspex_text
           from auspex_dialect.seen_constraints)
     where auspex_oid = index_),
    (index_, number, pretty) as
    (select max(case when number = 0 then auspex_text else auspex_columns[number] end)
     from (select 1000000000 + table_oid * 64 + constraint_index as auspex_oid, constraint_column_names as auspex_columns,
               'CREATE UNIQUE INDEX ' || constraint_name || ' ON ' || schema_name || '.' || table_name
               || ' USING btree (' || array_to_string(constraint_column_names, ', ') || ')' as auspex_text
           from auspex_dialect.seen_constraints)
     where auspex_oid = index_);
-- The engine counts rows and blocks of the whole file, not bytes of a table.
create or replace macro auspex_dialect.pg_table_size(relation) as cast(0 as bigint);
create or replace macro auspex_dialect.pg_relation_size(relation) as cast(0 as bigint), (relation, fork) as cast(0 as bigint);
create or replace macro auspex_dialect.pg_total_relation_size(relation) as cast(0 as bigint);
create or replace macro auspex_dialect.pg_indexes_size(relation) as cast(0 as bigint);
create or replace macro auspex_dialect.pg_database_size(database) as cast(0 as bigint);

-- What the casts to regclass, regtype and regproc stand for: of a constant its number, of a number its name.
create or replace macro auspex_dialect.to_regclass(name) as
    coalesce(
        case regexp_replace(name, '^pg_catalog\.', '') when 'pg_class' then 1259 when 'pg_type' then 1247
            when 'pg_proc' then 1255 when 'pg_attribute' then 1249 when 'pg_namespace' then 2615 when 'pg_database' then 1262
            when 'pg_constraint' then 2606 when 'pg_attrdef' then 2604 when 'pg_trigger' then 2620 when 'pg_rewrite' then 2618
            when 'pg_authid' then 1260 when 'pg_tablespace' then 1213 when 'pg_language' then 2612
            when 'pg_description' then 2609 when 'pg_index' then 2610 when 'pg_am' then 2601 when 'pg_opclass' then 2616
            when 'pg_operator' then 2617 when 'pg_inherits' then 2611 when 'pg_cast' then 2605 when 'pg_extension' then 3079 end,
        (select first(auspex_oid order by auspex_place)
         from (select o.oid as auspex_oid, o.relname as auspex_name, n.nspname as auspex_schema,
                   list_position(current_schemas(false), n.nspname) as auspex_place
               from auspex_dialect.pg_class as o join auspex_dialect.pg_namespace as n on n.oid = o.relnamespace)
         where (auspex_schema || '.' || auspex_name = replace(name, '"', ''))
            or (auspex_name = replace(name, '"', '') and auspex_place is not null)));
create or replace macro auspex_dialect.to_regtype(name) as
    (select max(auspex_oid) from (select oid as auspex_oid, typname as auspex_name from auspex_dialect.pg_type)
     where auspex_name = regexp_replace(name, '^pg_catalog\.', '') or auspex_dialect.format_type(auspex_oid, -1) = name);
-- A function by its name, or by its name and the types of its arguments.
create or replace macro auspex_dialect.regproc_number(name) as
    coalesce(
        (select min(auspex_oid)
         from (select p.oid as auspex_oid, p.proname as auspex_name, n.nspname as auspex_schema,
                   replace(auspex_dialect.type_list(p.proargtypes), ', ', ',') as auspex_types,
                   list_contains(current_schemas(false), n.nspname) as auspex_visible
               from auspex_dialect.pg_proc as p join auspex_dialect.pg_namespace as n on n.oid = p.pronamespace)
         where lower(regexp_replace(name, '\(.*', '')) in (auspex_schema || '.' || auspex_name,
                   case when auspex_visible then auspex_name end)
            and (not contains(name, '(')
                or replace(regexp_extract(name, '\((.*)\)', 1), ', ', ',') = auspex_types)),
        try_cast(name as bigint), cast(error('function "' || name || '" does not exist') as bigint));
create or replace macro auspex_dialect.regclass_number(name) as
    coalesce(auspex_dialect.to_regclass(name), try_cast(name as bigint),
        cast(error('relation "' || name || '" does not exist') as bigint));
create or replace macro auspex_dialect.regtype_number(name) as
    coalesce(auspex_dialect.to_regtype(name), try_cast(name as bigint),
        cast(error('type "' || name || '" does not exist') as bigint));
create or replace macro auspex_dialect.regclass_name(relation) as
    coalesce(
        (select max(auspex_name)
         from (select o.oid as auspex_oid, case when list_contains(current_schemas(false), n.nspname) then ''
                   else n.nspname || '.' end || o.relname as auspex_name
               from auspex_dialect.pg_class as o join auspex_dialect.pg_namespace as n on n.oid = o.relnamespace)
         where auspex_oid = relation),
        case when relation = 0 then '-' else cast(relation as varchar) end);
create or replace macro auspex_dialect.regtype_name(type) as auspex_dialect.format_type(type, -1);
create or replace macro auspex_dialect.regproc_name(function) as
    coalesce(
        (select max(auspex_name) from (select cast(oid as varchar) as auspex_oid, proname as auspex_name from auspex_dialect.pg_proc)
         where auspex_oid = cast(function as varchar)),
        case when cast(function as varchar) = '0' then '-' else cast(function as varchar) end);
create or replace macro auspex_dialect.regnamespace_name(schema) as
    coalesce(
        (select max(auspex_name) from (select oid as auspex_oid, nspname as auspex_name from auspex_dialect.pg_namespace)
         where auspex_oid = schema),
        cast(schema as varchar));
create or replace macro auspex_dialect.regrole_name(role) as auspex_dialect.pg_get_userbyid(role);

-- ---- Who may do what. A relation or schema is given by its number or by its name.

create or replace macro auspex_dialect.relation_number_of(relation_) as
    coalesce(try_cast(relation_ as bigint), auspex_dialect.to_regclass(cast(relation_ as varchar)));
create or replace view auspex_dialect.relation_names as
select o.oid as auspex_oid, lower(o.relname) as auspex_name, lower(n.nspname) as auspex_schema
from auspex_dialect.pg_class as o join auspex_dialect.pg_namespace as n on n.oid = o.relnamespace;
create or replace macro auspex_dialect.relation_schema_of(relation_) as
    (select max(auspex_schema) from auspex_dialect.relation_names
     where auspex_oid = auspex_dialect.relation_number_of(relation_));
create or replace macro auspex_dialect.relation_name_of(relation_) as
    (select max(auspex_name) from auspex_dialect.relation_names
     where auspex_oid = auspex_dialect.relation_number_of(relation_));
create or replace macro auspex_dialect.schema_name_of(schema_) as
    coalesce((select max(auspex_name)
              from (select cast(oid as varchar) as auspex_oid, nspname as auspex_name from auspex_dialect.pg_namespace)
              where auspex_oid = cast(schema_ as varchar)), cast(schema_ as varchar));
create or replace macro auspex_dialect.has_database_privilege(database_, privilege_) as
        auspex_dialect.is_allowed(auspex_dialect.session_user_name(), 'DATABASE', '', 'dev',
            replace(upper(privilege_), 'TEMPORARY', 'TEMP')),
    (user_, database_, privilege_) as
        auspex_dialect.is_allowed(user_, 'DATABASE', '', 'dev', replace(upper(privilege_), 'TEMPORARY', 'TEMP'));
create or replace macro auspex_dialect.has_schema_privilege(schema_, privilege_) as
        auspex_dialect.is_allowed(auspex_dialect.session_user_name(), 'SCHEMA',
            lower(auspex_dialect.schema_name_of(schema_)), '', privilege_),
    (user_, schema_, privilege_) as
        auspex_dialect.is_allowed(user_, 'SCHEMA', lower(auspex_dialect.schema_name_of(schema_)), '', privilege_);
create or replace macro auspex_dialect.has_table_privilege(table_, privilege_) as
        auspex_dialect.is_allowed(auspex_dialect.session_user_name(), 'TABLE', auspex_dialect.relation_schema_of(table_),
            auspex_dialect.relation_name_of(table_), privilege_),
    (user_, table_, privilege_) as
        auspex_dialect.is_allowed(user_, 'TABLE', auspex_dialect.relation_schema_of(table_),
            auspex_dialect.relation_name_of(table_), privilege_);
-- A function is given by its number or as name(types); all may call those that belong to no model.
create or replace view auspex_dialect.__auspex_model_function_names as
select cast(oid as varchar) as auspex_oid, lower(function_name || suffix) as auspex_name, lower(function_schema) as auspex_in,
    schema_name as auspex_schema, model_name as auspex_model
from auspex_dialect.__auspex_prediction_functions;
create or replace macro auspex_dialect.may_call(user_, function_, privilege_) as
    not exists(select 1 from auspex_dialect.__auspex_model_function_names
        where (auspex_oid = cast(function_ as varchar)
                or regexp_replace(lower(cast(function_ as varchar)), '\(.*', '') in (auspex_name, auspex_in || '.' || auspex_name))
            and not auspex_dialect.is_allowed(user_, 'MODEL', auspex_schema, auspex_model, privilege_));
create or replace macro auspex_dialect.has_function_privilege(function_, privilege_) as
        auspex_dialect.may_call(auspex_dialect.session_user_name(), function_, privilege_),
    (user_, function_, privilege_) as auspex_dialect.may_call(user_, function_, privilege_);
create or replace macro auspex_dialect.has_any_column_privilege(table_, privilege_) as
        auspex_dialect.has_table_privilege(table_, privilege_),
    (user_, table_, privilege_) as auspex_dialect.has_table_privilege(user_, table_, privilege_);
create or replace macro auspex_dialect.has_column_privilege(table_, column_, privilege_) as
        auspex_dialect.has_table_privilege(table_, privilege_),
    (user_, table_, column_, privilege_) as auspex_dialect.has_table_privilege(user_, table_, privilege_);
-- A role of the cloud may be assumed where it, or all of them, has been granted.
create or replace macro auspex_dialect.has_assumerole_privilege(role_, command_) as
        auspex_dialect.is_allowed(auspex_dialect.session_user_name(), 'IAM_ROLE', '', role_, command_)
        or auspex_dialect.is_allowed(auspex_dialect.session_user_name(), 'IAM_ROLE', '', 'all', command_),
    (user_, role_, command_) as
        auspex_dialect.is_allowed(user_, 'IAM_ROLE', '', role_, command_)
        or auspex_dialect.is_allowed(user_, 'IAM_ROLE', '', 'all', command_);
create or replace macro auspex_dialect.has_language_privilege(language_, privilege_) as
        auspex_dialect.is_allowed(auspex_dialect.session_user_name(), 'SYSTEM', '', '', 'CREATEMODEL'),
    (user_, language_, privilege_) as auspex_dialect.is_allowed(user_, 'SYSTEM', '', '', 'CREATEMODEL');

-- ---- Constants and settings

create or replace view auspex_dialect.pg_am as
select cast(403 as bigint) as oid, 'btree' as amname, '-' as amhandler, 'i' as amtype
union all select 2, 'heap', '-', 't';

create or replace view auspex_dialect.pg_collation as
select cast(100 as bigint) as oid, 'default' as collname, cast(11 as bigint) as collnamespace, cast(100 as bigint) as collowner,
    'd' as collprovider, true as collisdeterministic, cast(-1 as integer) as collencoding, '' as collcollate, '' as collctype,
    cast(null as varchar) as colliculocale, cast(null as varchar) as collversion;

create or replace view auspex_dialect.pg_settings as
select name, setting, cast(null as varchar) as unit, 'Preset Options' as category, name as short_desc,
    cast(null as varchar) as extra_desc, 'internal' as context, vartype, 'default' as source, cast(null as varchar) as min_val,
    cast(null as varchar) as max_val, cast(null as varchar[]) as enumvals, setting as boot_val, setting as reset_val,
    cast(null as varchar) as sourcefile, cast(null as integer) as sourceline, false as pending_restart
from (values ('server_version', '8.0.2', 'string'), ('server_version_num', '80002', 'integer'),
    ('server_encoding', 'UTF8', 'string'), ('max_index_keys', '32', 'integer'), ('max_identifier_length', '127', 'integer'),
    ('integer_datetimes', 'on', 'bool'), ('standard_conforming_strings', 'on', 'bool'), ('lc_collate', 'C', 'string'),
    ('lc_ctype', 'C', 'string'), ('default_transaction_isolation', 'serializable', 'enum'),
    ('transaction_isolation', 'serializable', 'enum')) as t(name, setting, vartype);

-- ---- What this server has none of

create or replace view auspex_dialect.pg_inherits as
select cast(null as bigint) as inhrelid, cast(null as bigint) as inhparent, cast(null as integer) as inhseqno,
    cast(null as boolean) as inhdetachpending
where false;

create or replace view auspex_dialect.pg_trigger as
select cast(null as bigint) as oid, cast(null as bigint) as tgrelid, cast(null as bigint) as tgparentid,
    cast(null as varchar) as tgname, cast(null as bigint) as tgfoid, cast(null as smallint) as tgtype,
    cast(null as varchar) as tgenabled, cast(null as boolean) as tgisinternal, cast(null as boolean) as tgisconstraint,
    cast(null as varchar) as tgconstrname, cast(null as bigint) as tgconstrrelid, cast(null as bigint) as tgconstraint,
    cast(null as boolean) as tgdeferrable, cast(null as boolean) as tginitdeferred, cast(null as smallint) as tgnargs,
    cast(2620 as bigint) as tableoid
where false;

create or replace view auspex_dialect.pg_rewrite as
select cast(null as bigint) as oid, cast(null as varchar) as rulename, cast(null as bigint) as ev_class,
    cast(null as varchar) as ev_type, cast(null as varchar) as ev_enabled, cast(null as boolean) as is_instead,
    cast(2618 as bigint) as tableoid
where false;

create or replace view auspex_dialect.pg_policy as
select cast(null as bigint) as oid, cast(null as varchar) as polname, cast(null as bigint) as polrelid,
    cast(null as varchar) as polcmd, cast(null as boolean) as polpermissive, cast(null as bigint[]) as polroles,
    cast(null as varchar) as polqual, cast(null as varchar) as polwithcheck
where false;

create or replace view auspex_dialect.pg_statistic_ext as
select cast(null as bigint) as oid, cast(null as bigint) as stxrelid, cast(null as varchar) as stxname,
    cast(null as bigint) as stxnamespace, cast(null as bigint) as stxowner, cast(null as integer) as stxstattarget,
    cast(null as smallint[]) as stxkeys, cast(null as varchar[]) as stxkind
where false;

create or replace view auspex_dialect.pg_publication as
select cast(null as bigint) as oid, cast(null as varchar) as pubname, cast(null as bigint) as pubowner,
    cast(null as boolean) as puballtables
where false;

create or replace view auspex_dialect.pg_publication_rel as
select cast(null as bigint) as oid, cast(null as bigint) as prpubid, cast(null as bigint) as prrelid,
    cast(null as varchar) as prqual, cast(null as smallint[]) as prattrs
where false;

create or replace view auspex_dialect.pg_publication_namespace as
select cast(null as bigint) as oid, cast(null as bigint) as pnpubid, cast(null as bigint) as pnnspid where false;

create or replace view auspex_dialect.pg_foreign_table as
select cast(null as bigint) as ftrelid, cast(null as bigint) as ftserver, cast(null as varchar[]) as ftoptions where false;

create or replace view auspex_dialect.pg_enum as
select cast(null as bigint) as oid, cast(null as bigint) as enumtypid, cast(null as real) as enumsortorder,
    cast(null as varchar) as enumlabel
where false;

create or replace view auspex_dialect.pg_range as
select cast(null as bigint) as rngtypid, cast(null as bigint) as rngsubtype where false;

create or replace view auspex_dialect.pg_shdescription as
select cast(null as bigint) as objoid, cast(null as bigint) as classoid, cast(null as varchar) as description where false;

create or replace view auspex_dialect.pg_extension as
select cast(null as bigint) as oid, cast(null as varchar) as extname, cast(null as bigint) as extowner,
    cast(null as bigint) as extnamespace, cast(null as varchar) as extversion
where false;

create or replace view auspex_dialect.pg_db_role_setting as
select cast(null as bigint) as setdatabase, cast(null as bigint) as setrole, cast(null as varchar[]) as setconfig where false;

create or replace view auspex_dialect.pg_default_acl as
select cast(null as bigint) as oid, cast(null as bigint) as defaclrole, cast(null as bigint) as defaclnamespace,
    cast(null as varchar) as defaclobjtype, cast(null as varchar[]) as defaclacl
where false;

create or replace view auspex_dialect.pg_prepared_statements as
select cast(null as varchar) as name, cast(null as varchar) as statement where false;

create or replace view auspex_dialect.pg_matviews as
select cast(null as varchar) as schemaname, cast(null as varchar) as matviewname, cast(null as varchar) as matviewowner,
    cast(null as varchar) as definition
where false;

-- ---- Amazon Redshift's own

create or replace view auspex_dialect.pg_table_def as
select n.nspname as schemaname, c.relname as tablename, a.attname as "column",
    auspex_dialect.format_type(a.atttypid, a.atttypmod) as type, 'none' as encoding, false as distkey,
    cast(0 as integer) as sortkey, a.attnotnull as "notnull"
from auspex_dialect.pg_attribute as a
join auspex_dialect.pg_class as c on c.oid = a.attrelid and c.relkind = 'r'
join auspex_dialect.pg_namespace as n on n.oid = c.relnamespace
order by n.nspname, c.relname, a.attnum;

create or replace view auspex_dialect.svv_table_info as
select current_database() as "database", schema_name as "schema", 16384 + table_oid as table_id, table_name as "table",
    'N' as encoded, 'AUTO(EVEN)' as diststyle, cast(null as varchar) as sortkey1, cast(null as integer) as max_varchar,
    cast(null as varchar) as sortkey1_enc, cast(0 as integer) as sortkey_num, cast(null as bigint) as size,
    cast(null as decimal(10,4)) as pct_used, cast(0 as bigint) as empty, cast(null as decimal(5,2)) as unsorted,
    cast(0 as decimal(5,2)) as stats_off, cast(estimated_size as decimal(38,0)) as tbl_rows,
    cast(null as decimal(19,2)) as skew_sortkey1, cast(null as decimal(19,2)) as skew_rows,
    cast(estimated_size as decimal(38,0)) as estimated_visible_rows, cast(null as varchar) as risk_event
from auspex_dialect.seen_tables;

create or replace view auspex_dialect.svv_redshift_databases as
select datname as database_name, datdba as database_owner, 'local' as database_type, cast(null as varchar) as database_acl,
    cast(null as varchar) as database_options, 'Snapshot Isolation' as database_isolation_level
from auspex_dialect.pg_database;

create or replace view auspex_dialect.stv_ml_model_info as
select schema_name, owner as user_name, model_name, lower(state) as life_cycle, system.main.auspex_model_is_refreshable(id) as is_refreshable, phase as model_state
from auspex.models
where replaces is null
    and (owner = auspex_dialect.session_user_name()
        or auspex_dialect.is_superuser_name(auspex_dialect.session_user_name()));

create or replace view auspex_dialect.svv_ml_model_info as
select current_database() as database_name, schema_name, owner as user_name, model_name, lower(state) as life_cycle,
    system.main.auspex_model_is_refreshable(id) as is_refreshable, phase as model_state
from auspex.models
where replaces is null
    and (owner = auspex_dialect.session_user_name()
        or auspex_dialect.is_superuser_name(auspex_dialect.session_user_name()));

-- Whether the session's user sees what is granted to somebody: superusers and who is that, or may read system tables.
create or replace macro auspex_dialect.sees_identity(kind_, name_) as
    auspex_dialect.is_allowed(auspex_dialect.session_user_name(), 'SYSTEM', '', '', 'ACCESSSYSTEMTABLE')
    or exists(select 1 from (select user_name as auspex_user, kind as auspex_kind, name as auspex_name
                             from auspex_dialect.__auspex_user_identities)
        where auspex_user = auspex_dialect.session_user_name() and auspex_kind = kind_ and auspex_name = name_);

-- Everything granted, with the number of whom it is granted to.
create or replace view auspex_dialect.granted_privileges as
select p.kind as object_kind, p.schema_name, p.object_name, replace(p.privilege, '_', ' ') as privilege_type,
    cast(coalesce(u.id, g.id, r.id, 0) as integer) as identity_id, p.grantee_name as identity_name,
    lower(p.grantee_kind) as identity_type, p.grant_option as admin_option, p.grantor
from auspex.privileges as p
left join auspex.users as u on p.grantee_kind = 'USER' and u.name = p.grantee_name
left join auspex.groups as g on p.grantee_kind = 'GROUP' and g.name = p.grantee_name
left join auspex.roles as r on p.grantee_kind = 'ROLE' and r.name = p.grantee_name
where auspex_dialect.sees_identity(p.grantee_kind, p.grantee_name)
    or auspex_dialect.is_allowed(auspex_dialect.session_user_name(), p.kind, p.schema_name, p.object_name, 'OWNER');

create or replace view auspex_dialect.svv_ml_model_privileges as
select schema_name as namespace_name, object_name as model_name, cast(1 as integer) as model_version, privilege_type,
    identity_id, identity_name, identity_type, admin_option
from auspex_dialect.granted_privileges where object_kind = 'MODEL';

create or replace view auspex_dialect.svv_relation_privileges as
select schema_name as namespace_name, object_name as relation_name, privilege_type, identity_id, identity_name,
    identity_type, admin_option
from auspex_dialect.granted_privileges where object_kind = 'TABLE';

create or replace view auspex_dialect.svv_schema_privileges as
select schema_name as namespace_name, privilege_type, identity_id, identity_name, identity_type, admin_option
from auspex_dialect.granted_privileges where object_kind = 'SCHEMA';

create or replace view auspex_dialect.svv_database_privileges as
select object_name as database_name, privilege_type, identity_id, identity_name, identity_type, admin_option
from auspex_dialect.granted_privileges where object_kind = 'DATABASE';

-- GRANT CREATE MODEL is shown as USAGE on the language of prediction functions.
create or replace view auspex_dialect.svv_language_privileges as
select 'mlfunc' as language_name, 'USAGE' as privilege_type, identity_id, identity_name, identity_type, admin_option
from auspex_dialect.granted_privileges where object_kind = 'SYSTEM' and privilege_type = 'CREATE MODEL';

create or replace view auspex_dialect.svv_system_privileges as
select privilege_type as system_privilege, identity_id, identity_name, identity_type
from auspex_dialect.granted_privileges where object_kind = 'SYSTEM';

create or replace view auspex_dialect.svv_iam_privileges as
select object_name as iam_arn, privilege_type as command_type, identity_id, identity_name, identity_type
from auspex_dialect.granted_privileges where object_kind = 'IAM_ROLE';

create or replace view auspex_dialect.svv_roles as
select cast(r.id as integer) as role_id, r.name as role_name, r.owner as role_owner, cast(null as varchar) as external_id
from auspex.roles as r
where auspex_dialect.sees_identity('ROLE', r.name) or r.owner = auspex_dialect.session_user_name();

create or replace view auspex_dialect.svv_user_grants as
select cast(u.id as integer) as user_id, u.name as user_name, cast(r.id as integer) as role_id, r.name as role_name,
    g.admin_option
from auspex.role_grants as g
join auspex.users as u on g.grantee_kind = 'USER' and u.name = g.grantee_name
join auspex.roles as r on r.name = g.role_name
where auspex_dialect.sees_identity('USER', u.name);

create or replace view auspex_dialect.svv_role_grants as
select cast(r.id as integer) as role_id, r.name as role_name, cast(m.id as integer) as granted_role_id,
    m.name as granted_role_name
from auspex.role_grants as g
join auspex.roles as r on g.grantee_kind = 'ROLE' and r.name = g.grantee_name
join auspex.roles as m on m.name = g.role_name
where auspex_dialect.sees_identity('ROLE', r.name);

create or replace view auspex_dialect.svv_user_info as
select usename as user_name, cast(usesysid as integer) as user_id, usecreatedb as createdb, usesuper as superuser,
    usecatupd as catalog_update, useconnlimit as connection_limit,
    case when r.unrestricted_log then 'UNRESTRICTED' else 'RESTRICTED' end as syslog_access,
    cast(null as timestamp) as last_ddl_timestamp, coalesce(r.session_timeout, 0) as session_timeout,
    cast(null as varchar) as external_user_id
from auspex_dialect.pg_user_info as u join auspex.users as r on r.id = u.usesysid;

create or replace view auspex_dialect.svv_external_schemas as
select cast(null as bigint) as esoid, cast(null as smallint) as eskind, cast(null as varchar) as schemaname,
    cast(null as bigint) as esowner, cast(null as varchar) as databasename, cast(null as varchar) as esoptions
where false;
