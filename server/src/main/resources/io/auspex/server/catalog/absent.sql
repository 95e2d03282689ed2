-- What PostgreSQL has and this server has none of: clients ask, and see that there is nothing.

create or replace view auspex_dialect.pg_opclass as
select cast(null as bigint) as oid, cast(null as bigint) as opcmethod, cast(null as varchar) as opcname,
    cast(null as bigint) as opcnamespace, cast(null as bigint) as opcowner, cast(null as bigint) as opcfamily,
    cast(null as bigint) as opcintype, cast(null as boolean) as opcdefault, cast(null as bigint) as opckeytype,
    cast(2616 as bigint) as tableoid, cast(null as bigint) as opcamid
where false;

create or replace view auspex_dialect.pg_opfamily as
select cast(null as bigint) as oid, cast(null as bigint) as opfmethod, cast(null as varchar) as opfname,
    cast(null as bigint) as opfnamespace, cast(null as bigint) as opfowner, cast(2753 as bigint) as tableoid
where false;

create or replace view auspex_dialect.pg_amop as
select cast(null as bigint) as oid, cast(null as bigint) as amopfamily, cast(null as bigint) as amoplefttype,
    cast(null as bigint) as amoprighttype, cast(null as smallint) as amopstrategy, cast(null as varchar) as amoppurpose,
    cast(null as bigint) as amopopr, cast(null as bigint) as amopmethod, cast(null as bigint) as amopsortfamily
where false;

create or replace view auspex_dialect.pg_amproc as
select cast(null as bigint) as oid, cast(null as bigint) as amprocfamily, cast(null as bigint) as amproclefttype,
    cast(null as bigint) as amprocrighttype, cast(null as smallint) as amprocnum, cast(null as bigint) as amproc
where false;

create or replace view auspex_dialect.pg_conversion as
select cast(null as bigint) as oid, cast(null as varchar) as conname, cast(null as bigint) as connamespace,
    cast(null as bigint) as conowner, cast(null as integer) as conforencoding, cast(null as integer) as contoencoding,
    cast(null as bigint) as conproc, cast(null as boolean) as condefault, cast(2607 as bigint) as tableoid
where false;

create or replace view auspex_dialect.pg_cast as
select cast(null as bigint) as oid, cast(null as bigint) as castsource, cast(null as bigint) as casttarget,
    cast(null as bigint) as castfunc, cast(null as varchar) as castcontext, cast(null as varchar) as castmethod,
    cast(2605 as bigint) as tableoid
where false;

create or replace view auspex_dialect.pg_operator as
select cast(null as bigint) as oid, cast(null as varchar) as oprname, cast(null as bigint) as oprnamespace,
    cast(null as bigint) as oprowner, cast(null as varchar) as oprkind, cast(null as boolean) as oprcanmerge,
    cast(null as boolean) as oprcanhash, cast(null as bigint) as oprleft, cast(null as bigint) as oprright,
    cast(null as bigint) as oprresult, cast(null as bigint) as oprcom, cast(null as bigint) as oprnegate,
    cast(null as bigint) as oprcode, cast(null as bigint) as oprrest, cast(null as bigint) as oprjoin,
    cast(2617 as bigint) as tableoid
where false;

create or replace view auspex_dialect.pg_aggregate as
select cast(null as bigint) as aggfnoid, cast(null as varchar) as aggkind, cast(null as smallint) as aggnumdirectargs,
    cast(null as bigint) as aggtransfn, cast(null as bigint) as aggfinalfn, cast(null as bigint) as aggsortop,
    cast(null as bigint) as aggtranstype, cast(null as varchar) as agginitval
where false;

create or replace view auspex_dialect.pg_user_mappings as
select cast(null as bigint) as umid, cast(null as bigint) as srvid, cast(null as varchar) as srvname,
    cast(null as bigint) as umuser, cast(null as varchar) as usename, cast(null as varchar[]) as umoptions
where false;

create or replace view auspex_dialect.pg_ts_config as
select cast(null as bigint) as oid, cast(null as varchar) as cfgname, cast(null as bigint) as cfgnamespace,
    cast(null as bigint) as cfgowner, cast(null as bigint) as cfgparser, cast(3602 as bigint) as tableoid
where false;

create or replace view auspex_dialect.pg_ts_dict as
select cast(null as bigint) as oid, cast(null as varchar) as dictname, cast(null as bigint) as dictnamespace,
    cast(null as bigint) as dictowner, cast(null as bigint) as dicttemplate, cast(null as varchar) as dictinitoption,
    cast(3600 as bigint) as tableoid
where false;

create or replace view auspex_dialect.pg_ts_parser as
select cast(null as bigint) as oid, cast(null as varchar) as prsname, cast(null as bigint) as prsnamespace,
    cast(null as bigint) as prsstart, cast(null as bigint) as prstoken, cast(null as bigint) as prsend,
    cast(null as bigint) as prsheadline, cast(null as bigint) as prslextype, cast(3601 as bigint) as tableoid
where false;

create or replace view auspex_dialect.pg_ts_template as
select cast(null as bigint) as oid, cast(null as varchar) as tmplname, cast(null as bigint) as tmplnamespace,
    cast(null as bigint) as tmplinit, cast(null as bigint) as tmpllexize, cast(3764 as bigint) as tableoid
where false;

create or replace view auspex_dialect.pg_largeobject_metadata as
select cast(null as bigint) as oid, cast(null as bigint) as lomowner, cast(null as varchar) as lomacl where false;

create or replace view auspex_dialect.pg_event_trigger as
select cast(null as bigint) as oid, cast(null as varchar) as evtname, cast(null as varchar) as evtevent,
    cast(null as bigint) as evtowner, cast(null as bigint) as evtfoid, cast(null as varchar) as evtenabled,
    cast(null as varchar[]) as evttags
where false;

create or replace view auspex_dialect.pg_subscription as
select cast(null as bigint) as oid, cast(null as bigint) as subdbid, cast(null as varchar) as subname,
    cast(null as bigint) as subowner, cast(null as boolean) as subenabled
where false;

create or replace view auspex_dialect.pg_available_extensions as
select cast(null as varchar) as name, cast(null as varchar) as default_version, cast(null as varchar) as installed_version,
    cast(null as varchar) as comment
where false;

create or replace view auspex_dialect.pg_foreign_data_wrapper as
select cast(null as bigint) as oid, cast(null as varchar) as fdwname, cast(null as bigint) as fdwowner,
    cast(null as bigint) as fdwhandler, cast(null as bigint) as fdwvalidator, cast(null as varchar) as fdwacl,
    cast(null as varchar[]) as fdwoptions, cast(2328 as bigint) as tableoid
where false;

create or replace view auspex_dialect.pg_foreign_server as
select cast(null as bigint) as oid, cast(null as varchar) as srvname, cast(null as bigint) as srvowner,
    cast(null as bigint) as srvfdw, cast(null as varchar) as srvtype, cast(null as varchar) as srvversion,
    cast(null as varchar) as srvacl, cast(null as varchar[]) as srvoptions, cast(1417 as bigint) as tableoid
where false;

create or replace macro auspex_dialect.pg_tablespace_size(tablespace) as cast(0 as bigint);
create or replace macro auspex_dialect.pg_ts_config_is_visible(configuration) as true;
create or replace macro auspex_dialect.pg_ts_dict_is_visible(dictionary) as true;
create or replace macro auspex_dialect.pg_ts_parser_is_visible(parser) as true;
create or replace macro auspex_dialect.pg_ts_template_is_visible(template) as true;
create or replace macro auspex_dialect.pg_opfamily_is_visible(family) as true;
create or replace macro auspex_dialect.pg_options_to_table(options) as table
    select cast(null as varchar) as option_name, cast(null as varchar) as option_value where false;
create or replace macro auspex_dialect.regoperator_name(operator) as cast(operator as varchar);
-- Of a constant the server gives the session's value; of a name that is computed, the one that sessions begin with.
create or replace macro auspex_dialect.initial_setting(name_) as
    (select max(auspex_value) from (select name as auspex_name, setting as auspex_value from auspex_dialect.pg_settings)
     where auspex_name = lower(name_));
