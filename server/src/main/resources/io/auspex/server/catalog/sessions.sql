-- The sessions that are open and what they run. Who may not read system tables sees those of the same user.

create or replace view auspex_dialect.session_list as
select cast(s.pid as integer) as pid, s.user_name, s.application_name, s.state, make_timestamp(s.started) as started,
    make_timestamp(s.statement_started) as statement_started, s.statement
from (select unnest(from_json(system.main.__auspex_sessions(''),
        '[{"pid":"BIGINT","user_name":"VARCHAR","application_name":"VARCHAR","state":"VARCHAR","started":"BIGINT","statement_started":"BIGINT","statement":"VARCHAR"}]'))
    as s) as l
where s.user_name = auspex_dialect.session_user_name()
    or auspex_dialect.is_allowed(auspex_dialect.session_user_name(), 'SYSTEM', '', '', 'ACCESSSYSTEMTABLE');

create or replace view auspex_dialect.pg_stat_activity as
select cast(16384 as bigint) as datid, current_database() as datname, l.pid as procpid, l.pid, u.id as usesysid,
    l.user_name as usename, l.application_name, cast(null as varchar) as client_addr, cast(null as varchar) as client_hostname,
    cast(null as integer) as client_port, l.started as backend_start,
    case when l.state <> 'idle' then l.statement_started end as xact_start, l.statement_started as query_start,
    l.statement_started as state_change, cast(null as varchar) as wait_event_type, cast(null as varchar) as wait_event,
    false as waiting, l.state, l.statement as query,
    case when l.state = 'active' then l.statement else '<IDLE>' end as current_query, 'client backend' as backend_type
from auspex_dialect.session_list as l left join auspex.users as u on u.name = l.user_name;

create or replace view auspex_dialect.pg_locks as
select cast(null as varchar) as locktype, cast(null as bigint) as database, cast(null as bigint) as relation,
    cast(null as bigint) as transactionid, cast(null as integer) as pid, cast(null as varchar) as mode,
    cast(null as boolean) as granted
where false;

create or replace view auspex_dialect.stv_sessions as
select started as starttime, pid as process, user_name, current_database() as db_name, cast(0 as integer) as timeout_sec
from auspex_dialect.session_list;

create or replace view auspex_dialect.stv_recents as
select cast(u.id as integer) as userid, case when l.state = 'active' then 'Running' else 'Done' end as status,
    l.statement_started as starttime,
    cast(case when l.state = 'active' then epoch_us(cast(current_timestamp as timestamp)) - epoch_us(l.statement_started) else 0 end
        as bigint) as duration,
    l.user_name, current_database() as db_name, l.statement as query, case when l.state = 'active' then l.pid else -1 end as pid
from auspex_dialect.session_list as l left join auspex.users as u on u.name = l.user_name
where l.statement <> '';

create or replace view auspex_dialect.stv_inflight as
select cast(u.id as integer) as userid, cast(0 as integer) as slice, cast(l.pid as integer) as query, 'default' as label,
    cast(0 as bigint) as xid, l.pid, l.statement_started as starttime, l.statement as text, cast(0 as integer) as suspended,
    cast(0 as integer) as insert_pristine, cast(0 as integer) as concurrency_scaling_status
from auspex_dialect.session_list as l left join auspex.users as u on u.name = l.user_name
where l.state = 'active';

create or replace macro auspex_dialect.pg_cancel_backend(process_) as
    system.main.__auspex_signal(auspex_dialect.session_user_name(), 'cancel', cast(process_ as varchar)) = 1;
create or replace macro auspex_dialect.pg_terminate_backend(process_) as
    system.main.__auspex_signal(auspex_dialect.session_user_name(), 'terminate', cast(process_ as varchar)) = 1;
