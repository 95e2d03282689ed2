-- What COPY has read and what it could not, each user's own; superusers see all. Its number is that of the statement in
-- stl_query, and what pg_last_copy_id() gives.

create or replace macro auspex_dialect.sees_load(loader_) as
    loader_ = auspex_dialect.session_user_name() or auspex_dialect.is_superuser_name(auspex_dialect.session_user_name());

create or replace view auspex_dialect.stl_load_errors as
select coalesce(u.id, 0) as userid, 0 as slice, coalesce(c.oid, 0) as tbl, e.started as starttime, e.session, e.load as query,
    e.file_name as filename, e.line_number, coalesce(e.column_name, '') as colname, coalesce(e.column_type, '') as type,
    coalesce(e.column_length, '') as col_length, cast(e.value_position as integer) as position, e.record as raw_line, e.value as raw_field_value,
    e.code as err_code, e.reason as err_reason, 0 as is_partial, 0 as start_offset, cast(null as bigint) as copy_job_id
from auspex.load_errors as e left join auspex.users as u on u.name = e.user_name
    left join (select relname as auspex_relation, min(oid) as oid from auspex_dialect.pg_class group by relname) as c
        on c.auspex_relation = e.table_name
where auspex_dialect.sees_load(e.user_name);

create or replace view auspex_dialect.stl_loaderror_detail as
select userid, slice, session, query, filename, line_number, 0 as field, colname, raw_field_value as value, 0 as is_null,
    type, col_length
from auspex_dialect.stl_load_errors where colname <> '';

create or replace view auspex_dialect.sys_load_error_detail as
select userid as user_id, query as query_id, cast(null as bigint) as transaction_id, session as session_id,
    current_database() as database_name, tbl as table_id, starttime as start_time, filename as file_name, line_number,
    colname as column_name, type as column_type, col_length as column_length, position, err_code as error_code,
    err_reason as error_message
from auspex_dialect.stl_load_errors;

-- The objects that were read to their end. Compressed ones are counted as they are stored.
create or replace view auspex_dialect.stl_load_commits as
select cast(coalesce(u.id, 0) as integer) as userid, cast(f.load as integer) as query, 0 as slice, cast(0 as integer) as name,
    f.file_name as filename, cast(0 as integer) as byte_offset, cast(f.lines as integer) as lines_scanned,
    cast(f.errors as integer) as errors, f.ended as curtime, cast(1 as integer) as status, f.format as file_format, 0 as is_partial,
    cast(0 as bigint) as start_offset, cast(null as bigint) as copy_job_id
from auspex.load_files as f left join auspex.users as u on u.name = f.user_name
where auspex_dialect.sees_load(f.user_name);

create or replace view auspex_dialect.sys_load_detail as
select cast(coalesce(u.id, 0) as integer) as user_id, f.load as query_id, f.file_name, f.bytes as bytes_scanned,
    f.lines as lines_scanned, f.ended as record_time, cast(1 as integer) as splits_scanned, cast(0 as bigint) as start_offset
from auspex.load_files as f left join auspex.users as u on u.name = f.user_name
where auspex_dialect.sees_load(f.user_name);

-- Loads that have gone well: of others stl_load_errors and sys_query_history tell.
create or replace view auspex_dialect.sys_load_history as
select cast(coalesce(min(u.id), 0) as integer) as user_id, f.load as query_id, f.load as transaction_id,
    cast(f.session as integer) as session_id, current_database() as database_name, 'completed' as status, f.table_name,
    f.started as start_time, max(f.ended) as end_time, epoch_us(max(f.ended)) - epoch_us(f.started) as duration,
    f.source as data_source, f.format as file_format, cast(sum(f.row_count) as bigint) as loaded_rows,
    cast(sum(f.bytes) as bigint) as loaded_bytes, cast(count(*) as integer) as source_file_count,
    cast(sum(f.bytes) as bigint) as source_file_bytes, cast(count(*) as integer) as file_count_scanned,
    cast(sum(f.bytes) as bigint) as file_bytes_scanned, cast(sum(f.errors) as bigint) as error_count,
    cast(null as bigint) as copy_job_id
from auspex.load_files as f left join auspex.users as u on u.name = f.user_name
where auspex_dialect.sees_load(f.user_name)
group by f.load, f.session, f.table_name, f.started, f.source, f.format;
