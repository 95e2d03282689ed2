-- What has happened: connections and statements, in the columns of Amazon Redshift's STL and SVL views and of their successors
-- in its SYS schema. Users see what they did themselves; superusers, users with SYSLOG ACCESS UNRESTRICTED and those who may
-- read system tables see all. A user of the name or number of one who has been dropped does not see that one's past.

create or replace view auspex_dialect.__auspex_log_readers as
select name as auspex_name from auspex.users where superuser or unrestricted_log;

create or replace macro auspex_dialect.sees_log() as
    auspex_dialect.session_user_name() in (select auspex_name from auspex_dialect.__auspex_log_readers)
    or auspex_dialect.is_allowed(auspex_dialect.session_user_name(), 'SYSTEM', '', '', 'ACCESSSYSTEMTABLE');

create or replace view auspex_dialect.connection_log as
select c.* from auspex.log_connections as c
where auspex_dialect.sees_log()
    or exists(select 1 from auspex.users as u
        where u.name = auspex_dialect.session_user_name() and u.id = c.user_id and c.recorded >= epoch_us(u.created));

create or replace view auspex_dialect.statement_log as
select s.* from auspex.log_statements as s
where auspex_dialect.sees_log()
    or exists(select 1 from auspex.users as u
        where u.name = auspex_dialect.session_user_name() and u.id = s.user_id and s.started >= epoch_us(u.created));

create or replace view auspex_dialect.stl_connection_log as
select event, make_timestamp(recorded) as recordtime, remote_host as remotehost, cast(remote_port as varchar) as remoteport,
    cast(session as integer) as pid, database_name as dbname, user_name as username, method as authmethod, duration,
    coalesce(tls_version, '') as sslversion, coalesce(tls_cipher, '') as sslcipher, 0 as mtu, '' as sslcompression,
    '' as sslexpansion, '' as iamauthguid, application_name, os_version, driver_version, '' as plugin_name,
    0 as protocol_version, '' as sessionid, '' as compression
from auspex_dialect.connection_log;

create or replace view auspex_dialect.sys_connection_log as
select event, recordtime as record_time, remotehost as remote_host, remoteport as remote_port, pid as session_id,
    dbname as database_name, username as user_name, authmethod as auth_method, duration, sslversion as ssl_version,
    sslcipher as ssl_cipher, mtu, sslcompression as ssl_compression, sslexpansion as ssl_expansion,
    iamauthguid as iam_auth_guid, application_name, os_version, driver_version, plugin_name, protocol_version,
    '' as global_session_id
from auspex_dialect.stl_connection_log;

-- Sessions that have ended.
create or replace view auspex_dialect.stl_sessions as
select cast(user_id as integer) as userid, make_timestamp(recorded - duration) as starttime, make_timestamp(recorded) as endtime,
    cast(session as integer) as process, user_name, database_name as db_name, 0 as timeout_sec, 0 as timed_out
from auspex_dialect.connection_log where event = 'disconnecting session';

create or replace view auspex_dialect.stl_query as
select cast(user_id as integer) as userid, id as query, label, transaction_number as xid, cast(session as integer) as pid,
    current_database() as database, left(text, 4000) as querytxt, make_timestamp(started) as starttime,
    make_timestamp(ended) as endtime, case outcome when 'SUCCESS' then 0 else 1 end as aborted, 0 as insert_pristine,
    0 as concurrency_scaling_status
from auspex_dialect.statement_log where category = 'QUERY';

create or replace view auspex_dialect.svl_qlog as
select cast(user_id as integer) as userid, id as query, transaction_number as xid, cast(session as integer) as pid,
    make_timestamp(started) as starttime, make_timestamp(ended) as endtime, ended - started as elapsed,
    case outcome when 'SUCCESS' then 0 else 1 end as aborted, label, left(text, 60) as substring,
    cast(null as bigint) as source_query, '0' as concurrency_scaling_status_txt, 0 as from_sp_call
from auspex_dialect.statement_log where category = 'QUERY';

-- Texts, 200 characters a row.
create or replace view auspex_dialect.statement_parts as
select s.*, cast(p.sequence as integer) as sequence, substring(s.text, cast(p.sequence as integer) * 200 + 1, 200) as part
from auspex_dialect.statement_log as s, unnest(range(0, greatest(1, (length(s.text) + 199) // 200))) as p(sequence);

create or replace view auspex_dialect.stl_querytext as
select cast(user_id as integer) as userid, transaction_number as xid, cast(session as integer) as pid, id as query, sequence,
    part as text
from auspex_dialect.statement_parts where category = 'QUERY';

create or replace view auspex_dialect.svl_statementtext as
select cast(user_id as integer) as userid, transaction_number as xid, cast(session as integer) as pid, label,
    make_timestamp(started) as starttime, make_timestamp(ended) as endtime, sequence, category as type, part as text
from auspex_dialect.statement_parts;

create or replace view auspex_dialect.stl_ddltext as
select userid, xid, pid, label, starttime, endtime, sequence, text
from auspex_dialect.svl_statementtext where type = 'DDL';

create or replace view auspex_dialect.stl_utilitytext as
select userid, xid, pid, label, starttime, endtime, sequence, text
from auspex_dialect.svl_statementtext where type = 'UTILITY';

create or replace view auspex_dialect.sys_query_history as
select cast(user_id as integer) as user_id, id as query_id, label as query_label, transaction_number as transaction_id,
    cast(session as integer) as session_id, current_database() as database_name, kind as query_type, lower(outcome) as status,
    false as result_cache_hit, make_timestamp(started) as start_time, make_timestamp(ended) as end_time,
    ended - started as elapsed_time, coalesce(queued, 0) as queue_time,
    greatest(ended - started - coalesce(queued, 0), 0) as execution_time,
    coalesce(error, '') as error_message, row_count as returned_rows, cast(null as bigint) as returned_bytes,
    left(text, 4000) as query_text, '' as redshift_version, '' as usage_limit, 'primary' as compute_type,
    cast(0 as bigint) as compile_time, cast(0 as bigint) as planning_time, cast(0 as bigint) as lock_wait_time,
    cast(service_class as integer) as service_class_id, queue_name as service_class_name,
    cast(null as varchar) as query_priority
from auspex_dialect.statement_log;

-- A statement may wait more than once, when it lost its slot while its client did not read: all of it is shown as if at the beginning.
create or replace view auspex_dialect.stl_wlm_query as
select cast(user_id as integer) as userid, cast(id as integer) as xid, cast(id as integer) as task, cast(id as integer) as query,
    cast(service_class as integer) as service_class, cast(slots as integer) as slot_count,
    make_timestamp(started) as service_class_start_time, make_timestamp(started) as queue_start_time,
    make_timestamp(started + queued) as queue_end_time, queued as total_queue_time,
    make_timestamp(started + queued) as exec_start_time, make_timestamp(ended) as exec_end_time,
    greatest(ended - started - queued, 0) as total_exec_time, make_timestamp(ended) as service_class_end_time,
    case outcome when 'SUCCESS' then 'Completed' when 'CANCELED' then 'Canceled' else 'Aborted' end as final_state,
    'Normal' as query_priority
from auspex_dialect.statement_log where service_class is not null;

create or replace view auspex_dialect.sys_query_text as
select cast(s.user_id as integer) as user_id, s.id as query_id, s.transaction_number as transaction_id,
    cast(s.session as integer) as session_id, make_timestamp(s.started) as start_time, cast(p.sequence as integer) as sequence,
    substring(s.text, cast(p.sequence as integer) * 4000 + 1, 4000) as text
from auspex_dialect.statement_log as s, unnest(range(0, greatest(1, (length(s.text) + 3999) // 4000))) as p(sequence);

-- Only superusers see what has become of users, as in Redshift.
create or replace view auspex_dialect.stl_userlog as
select cast(user_id as integer) as userid, old_name as oldusername, new_name as newusername, action,
    cast(create_database as integer) as usecreatedb, cast(superuser as integer) as usesuper,
    cast(superuser as integer) as usecatupd, valid_until as valuntil, cast(session as integer) as pid, statement as xid,
    make_timestamp(recorded) as recordtime
from auspex.log_users where auspex_dialect.is_superuser_name(auspex_dialect.session_user_name());

create or replace view auspex_dialect.sys_userlog as
select userid as user_id, oldusername as user_original_name, newusername as user_name, action,
    usecreatedb = 1 as has_create_db_privs, usesuper = 1 as is_superuser, usecatupd = 1 as has_update_catalog_privs,
    valuntil as password_expiration, pid as session_id, xid as transaction_id, recordtime as record_time
from auspex_dialect.stl_userlog;
