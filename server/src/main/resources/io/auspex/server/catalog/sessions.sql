-- The sessions that are open and what they run. Who may not read system tables sees those of the same user.

create or replace view auspex_dialect.session_list as
select cast(s.pid as integer) as pid, s.user_name, s.application_name, s.state, make_timestamp(s.started) as started,
    make_timestamp(s.statement_started) as statement_started, s.statement, s.query, s.label, s.service_class, s.queue_state, s.slots,
    s."position", s.queued, s.executed
from (select unnest(from_json(system.main.__auspex_sessions(''),
        '[{"pid":"BIGINT","user_name":"VARCHAR","application_name":"VARCHAR","state":"VARCHAR","started":"BIGINT","statement_started":"BIGINT","statement":"VARCHAR","query":"BIGINT","label":"VARCHAR","service_class":"INTEGER","queue_state":"VARCHAR","slots":"INTEGER","position":"INTEGER","queued":"BIGINT","executed":"BIGINT"}]'))
    as s) as l
where s.user_name = auspex_dialect.session_user_name()
    or auspex_dialect.is_allowed(auspex_dialect.session_user_name(), 'SYSTEM', '', '', 'ACCESSSYSTEMTABLE');

create or replace view auspex_dialect.pg_stat_activity as
select cast(16384 as bigint) as datid, current_database() as datname, l.pid as procpid, l.pid, u.id as usesysid,
    l.user_name as usename, l.application_name, cast(null as varchar) as client_addr, cast(null as varchar) as client_hostname,
    cast(null as integer) as client_port, l.started as backend_start,
    case when l.state <> 'idle' then l.statement_started end as xact_start, l.statement_started as query_start,
    l.statement_started as state_change, case when l.queue_state = 'QueuedWaiting' then 'ResourceGroup' end as wait_event_type,
    case when l.queue_state = 'QueuedWaiting' then 'ResourceGroup' end as wait_event,
    coalesce(l.queue_state = 'QueuedWaiting', false) as waiting, l.state, l.statement as query,
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
select cast(u.id as integer) as userid, cast(0 as integer) as slice, cast(l.query as integer) as query, l.label,
    cast(l.query as bigint) as xid, l.pid, l.statement_started as starttime, l.statement as text, cast(0 as integer) as suspended,
    cast(0 as integer) as insert_pristine, cast(0 as integer) as concurrency_scaling_status
from auspex_dialect.session_list as l left join auspex.users as u on u.name = l.user_name
where l.state = 'active' and l.queue_state is distinct from 'QueuedWaiting';

-- The queues of Redshift's workload management. No query has a part of the memory to itself here: -1 stands for that.

create or replace view auspex_dialect.stv_wlm_query_state as
select cast(query as integer) as xid, cast(query as integer) as task, cast(query as integer) as query, service_class,
    slots as slot_count, statement_started as wlm_start_time, queue_state as state, queued as queue_time, executed as exec_time,
    'Normal' as query_priority
from auspex_dialect.session_list where service_class is not null;

create or replace view auspex_dialect.stv_wlm_query_queue_state as
select service_class, "position", cast(query as integer) as task, cast(query as integer) as query, slots as slot_count,
    statement_started as start_time, queued as queue_time
from auspex_dialect.session_list where queue_state = 'QueuedWaiting';

create or replace view auspex_dialect.stv_wlm_query_task_state as
select service_class, cast(query as integer) as task, cast(query as integer) as query, cast(1 as integer) as level,
    statement_started as start_time, executed as exec_time
from auspex_dialect.session_list where service_class is not null and queue_state <> 'QueuedWaiting';

create or replace view auspex_dialect.queue_list as
select q.service_class, q.name, q.slots, q.executing, q.queued, q.admitted
from (select unnest(from_json(system.main.__auspex_queues(''),
        '[{"service_class":"INTEGER","name":"VARCHAR","slots":"INTEGER","executing":"INTEGER","queued":"INTEGER","admitted":"BIGINT"}]'))
    as q) as l
where auspex_dialect.is_allowed(auspex_dialect.session_user_name(), 'SYSTEM', '', '', 'ACCESSSYSTEMTABLE');

create or replace view auspex_dialect.stv_wlm_service_class_config as
select service_class, 'Manual' as queueing_strategy, slots as num_query_tasks, slots as target_num_query_tasks, 'false' as evictable,
    cast(0 as bigint) as eviction_threshold, cast(-1 as integer) as query_working_mem,
    cast(-1 as integer) as target_query_working_mem, cast(0 as integer) as min_step_mem, name,
    cast(0 as bigint) as max_execution_time, false as user_group_wild_card, false as query_group_wild_card,
    'off' as concurrency_scaling, 'Normal' as query_priority
from auspex_dialect.queue_list;

create or replace view auspex_dialect.stv_wlm_service_class_state as
select service_class, queued as num_queued_queries, executing as num_executing_queries,
    cast(admitted as integer) as num_serviced_queries, cast(admitted - executing as integer) as num_executed_queries,
    cast(-1 as integer) as query_working_mem, slots as num_query_tasks, slots as target_num_query_tasks
from auspex_dialect.queue_list;

create or replace view auspex_dialect.stv_wlm_classification_config as
select service_class as id,
    case service_class when 5 then '(query group: superuser) and (super user)'
        when 14 then '(catalog or no table) or (small definition)' else 'all others' end as condition,
    cast(0 as integer) as action_seq, 'assign query to service class' as action, service_class as action_service_class
from auspex_dialect.queue_list;

create or replace macro auspex_dialect.pg_cancel_backend(process_) as
    system.main.__auspex_signal(auspex_dialect.session_user_name(), 'cancel', cast(process_ as varchar)) = 1;
create or replace macro auspex_dialect.pg_terminate_backend(process_) as
    system.main.__auspex_signal(auspex_dialect.session_user_name(), 'terminate', cast(process_ as varchar)) = 1;
