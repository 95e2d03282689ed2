# What Redshift refuses is refused with its SQLSTATE.
select * from no_such_table => ! 42P01
select no_such_column from sales => ! 42703
select no_such_function(1) => ! 42883
select s.price from sales => ! 42P01
select salesid, count(*) from sales => ! 42803
select sum(count(*)) from sales => ! 42803
select * from sales where count(*) > 1 => ! 42803
select from where => ! 42601
selec 1 => ! 42601
select (1 => ! 42601
select 'abc => ! 42601
select 1, => ! 42601
select 1 + 'x' => ! 22P02
insert into sales (salesid) values (1, 2) => ! 42601
insert into sales (no_such_column) values (1) => ! 42703
update sales set no_such_column = 1 => ! 42703
create table sales (a int) => ! 42P07
drop table no_such_table => ! 42P01
select salesid from sales union select salesid, price from sales => ! 42601
select (select salesid from sales) => ! 21000
select salesid as x from sales, category where x = catid and catid = y => ! 42703
select a.salesid from sales a, sales b where salesid = 1 => ! 42702
create table twice (a int, a int) => ! 42701
select 'a'::no_such_type => ! 42704
select cast('2008-02-30' as date) => ! 22008

# Known to PostgreSQL or the engine and not to Redshift, or not offered: refused, with a way out.
savepoint a => ! 0A000
drop sequence if exists no_such_sequence cascade => ! 0A000
select length(repeat('x', 2000000000)) => ! 54000
select length(repeat(repeat('x', 100000), 100000)) => ! 54000
select length(lpad('x', 2000000000)), length(rpad('x', 2000000000, 'y')) => ! 54000
create index i on sales (salesid) => ! 0A000
create materialized view mv as select 1 => ! 0A000
create function f(int) returns int stable as $$ select 1 $$ language sql => ! 0A000
create procedure p() as $$ begin end $$ language plpgsql => ! 0A000
call p() => ! 0A000
create external table e (a int) => ! 0A000
alter table sales append from other => ! 0A000
select eventid from event connect by prior eventid = catid => ! 0A000
select * from read_csv('x') => ! 42501
pragma version => ! 0A000
attach 'x' => ! 0A000
