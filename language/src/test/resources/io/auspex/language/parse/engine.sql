select 1
=> SELECT

/* a; */ (select 1) union all (select 2);
=> SELECT

with a as (select 1), b(x) as materialized (select 2) select * from a
=> SELECT

with a as (select 1) (select * from a)
=> SELECT

with recursive a as (select 1) insert into t select * from a
=> INSERT

with a as (select 1) delete from t using a where t.x = a.x
=> DELETE

values (1), (2)
=> SELECT

explain verbose select 1
=> EXPLAIN

explain create table t as select 1
=> EXPLAIN

create table if not exists s.t (a int default 1, b varchar(10)) diststyle all
=> CREATE_TABLE

create local temp table t distkey(a) as (select 1 a)
=> CREATE_TABLE_AS

create or replace view v as select 1 with no schema binding
=> CREATE_VIEW

alter table s.t add column a int
=> ALTER_TABLE

alter table s.t alter distkey a
=> NoOperation[commandTag=ALTER TABLE]

alter table t alter column a encode zstd
=> NoOperation[commandTag=ALTER TABLE]

drop table if exists a, b cascade
=> DROP_TABLE

comment on column t.a is 'it''s'
=> COMMENT

truncate t
=> TRUNCATE

merge into t using s on t.a = s.a when matched then delete
=> MERGE

# Nothing else reaches the engine.

attach 'x.db'
^
! 0A000 ATTACH is not supported

install httpfs
^
! 0A000 INSTALL is not supported

load 'x'
^
! 0A000 LOAD is not supported

pragma version
^
! 0A000 PRAGMA is not supported

export database 'x'
^
! 0A000 EXPORT is not supported

call f()
^
! 0A000 CALL is not supported

use x
^
! 0A000 USE is not supported

from t
^
! 0A000 FROM is not supported

prepare p as select 1
^
! 0A000 PREPARE is not supported

savepoint a
^
! 0A000 SAVEPOINT is not supported


create secret (type s3)
       ^
! 0A000 CREATE SECRET is not supported

create or replace function f() returns int as 'x'
                  ^
! 0A000 CREATE FUNCTION is not supported

create macro f(a) as a
       ^
! 0A000 CREATE MACRO is not supported

create materialized view v as select 1
       ^
! 0A000 CREATE MATERIALIZED VIEW is not supported

create or replace table t (a int)
^
! 0A000 CREATE OR REPLACE TABLE is not supported

drop function f
     ^
! 0A000 DROP FUNCTION is not supported

with x as (insert into t values (1) returning a) select * from x
           ^
! 0A000 INSERT inside WITH is not supported

with x as not materialized (copy t to '/tmp/x') select 1
                            ^
! 0A000 COPY inside WITH is not supported

create table t as with x as (delete from s returning *) select * from x
                             ^
! 0A000 DELETE inside WITH is not supported

explain analyze delete from t
                ^
! 0A000 EXPLAIN ANALYZE executes the statement and is supported for queries only

explain copy t from 'x'
        ^
! 0A000 EXPLAIN of this statement is not supported

explain attach 'x'
        ^
! 0A000 ATTACH is not supported

select 1; drop table t
        ^
! 42601 cannot insert multiple commands into a prepared statement

selct 1
^
! 42601 syntax error at or near "selct": expected a statement
? Did you mean SELECT?

create tabel t (a int)
       ^
! 42601 syntax error at or near "tabel": expected MODEL, SCHEMA, TABLE or VIEW
? Did you mean TABLE?

42
^
! 42601 syntax error at or near "42": expected a statement

(drop table t)
 ^
! 42601 syntax error at or near "drop": expected SELECT

with a as (select 1) drop table t
                     ^
! 42601 syntax error at or near "drop": expected SELECT, INSERT, UPDATE, DELETE or MERGE

create table t as drop table s
                  ^
! 42601 syntax error at or near "drop": expected a SELECT behind AS

select a, b into temp t2 from t
=> CREATE_TABLE_AS
