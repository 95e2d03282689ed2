# Length of VARCHAR(n) and CHAR(n): too long is an error, unless what is too long is blanks.
create table address (address_id int, address1 varchar(100), city_name char(20), state char(2), zip varchar(5)) => ok
insert into address (city_name) values ('City of South San Francisco') => ! 22001
insert into address (city_name) values ('City of South San Francisco'::char(20)) => 1 rows
insert into address (state) values ('New York') => ! 22001
insert into address values (1, '9516 Magnolia Boulevard', 'Augusta', 'GA', '12345') => 1 rows
insert into address (zip) values ('123456') => ! 22001
insert into address (zip) values ('éééé') => ! 22001
insert into address (zip) values ('éé') => 1 rows
insert into address (zip) values ('123     ') => 1 rows
insert into address (state) values ('GA   ') => 1 rows
update address set zip = '999999' where address_id = 1 => ! 22001
update address set zip = '54321' where address_id = 1 => 1 rows
insert into address (zip) select '1234567' => ! 22001
insert into address (address_id, zip) values (2, 12345) => 1 rows
insert into address (zip) values (1234567) => ! 22001
insert into address (zip) values (null) => 1 rows
- select city_name, len(city_name), octet_length(zip) from address where address_id = 1 => 'Augusta             '|7|5
select count(*) from address where city_name = 'Augusta' => 1
- select count(*) from address where city_name = 'Augusta  ' => 1
alter table address drop column zip => ok
alter table address rename column state to st => ok
insert into address (st) values ('ABC') => ! 22001
alter table address add column note varchar(3) default 'abc' => ok
insert into address (note) values ('abcd') => ! 22001
alter table address alter column address1 type varchar(200) => ok
alter table address alter column st type varchar(5) => ok
insert into address (st) values ('ABCDE') => 1 rows
insert into address (st) values ('ABCDEF') => ! 22001
alter table address alter column st type varchar(4) => ! 22001
alter table address alter column st type varchar(70000) => ! 22023
drop table address => ok
create table defaults (a varchar, b char, c text, d bpchar, e nvarchar(2), f character varying(2), g varchar(max)) => ok
insert into defaults (b) values ('ab') => ! 22001
insert into defaults (a) values (repeat('x', 256)) => 1 rows
insert into defaults (a) values (repeat('x', 257)) => ! 22001
insert into defaults (c) values (repeat('x', 257)) => ! 22001
insert into defaults (e) values ('abc') => ! 22001
insert into defaults (f) values ('abc') => ! 22001
insert into defaults (g) values (repeat('x', 60000)) => 1 rows
insert into defaults (g) values (repeat('x', 65536)) => ! 22001
create table too_wide (a varchar(65536)) => ! 22023
create table too_wide (a char(4097)) => ! 22023
create table too_wide (a varchar(0)) => ! 22023
drop table defaults => ok

# Numbers in columns.
create table numbers (a decimal(8,2), b smallint, c decimal, d real) => ok
insert into numbers values (4323.8951, 12, 12.7, 1.5) => 1 rows
select a, b, c, d from numbers => 4323.90|12|13|1.5
insert into numbers (b) values (40000) => ! 22003
insert into numbers (a) values (12345678.9) => ! 22003
insert into numbers (b) values ('12') => 1 rows
insert into numbers (b) values ('x') => ! 22P02
update numbers set a = a * 2, b = b + 1 where b = 12 and a is not null => 1 rows
select a, b from numbers where a is not null => 8647.80|13
delete numbers where b = 12 => 1 rows
delete from numbers using category where numbers.b = category.catid => 0 rows
truncate numbers => ok
truncate table numbers => ok
select count(*) from numbers => 0
drop table numbers => ok

# Keys, defaults and identity. PRIMARY KEY and UNIQUE inform the planner and are not enforced; NOT NULL is.
create table keyed (id int primary key, name char(10) not null default 'none', made timestamp default getdate(), n bigint identity(10, 5)) sortkey (id) => ok
insert into keyed (id) values (1), (2) => 2 rows
- select id, name, n from keyed order by id => 1|'none      '|10 & 2|'none      '|15
- insert into keyed (id) values (1) => 1 rows
insert into keyed (id, name) values (3, null) => ! 23502
insert into keyed (id, name) values (4, default) => 1 rows
select count(*) from keyed where made <= getdate() => 3
create table if not exists keyed (x int) => ok
create table copy (like keyed) => ok
select count(*) from copy => 0
insert into copy (id, name) select id, name from keyed => 3 rows
alter table copy rename to copied => ok
alter table copied add column extra int default 7 => ok
alter table copied drop column extra => ok
select * from copied where false => none
insert into keyed (id, name, made, n) values (30, 'x', default, 99) => ! 0A000
insert into keyed values (31, 'x', default, default), (32, 'x', default, default) => 2 rows
insert into keyed values (33, 'x', default, 1) => ! 0A000
insert into keyed select 34, 'x', getdate(), 1 => ! 0A000
update keyed set name = 'y', n = 1 where id = 31 => ! 0A000
update keyed set n = default, name = 'y' where id = 31 => 1 rows
merge into keyed using (select 31 as id) as s on keyed.id = s.id when matched then update set n = 5 when not matched then insert (id) values (s.id) => ! 0A000
create table counted (id int generated by default as identity(3, 2), v varchar(2)) => ok
insert into counted values (default, 'a'), (100, 'b') => 2 rows
insert into counted (v) values ('c') => 1 rows
select id, v from counted order by v => 3|a & 100|b & 5|c
update counted set id = 7 where v = 'a' => 1 rows
insert into copied (id, name) values (40, 'more than ten') => ! 22001
insert into copied (id) values (40) => ! 23502
insert into copied (id, name) values (3, 'x') => 1 rows
create table copy (like keyed including defaults) => ok
insert into copy (id) values (1), (2) => 2 rows
select id, trim(name), n, made <= getdate() from copy order by id => 1|none|10|t & 2|none|15|t
insert into copy (id, n) values (3, 1) => ! 0A000
create temp table copy2 (note varchar(2), like counted including defaults, more int) => ok
insert into copy2 (note, v) values ('ab', 'x') => 1 rows
insert into copy2 (note, v) values ('ab', 'xyz') => ! 22001
select note, id, v, more from copy2 => ab|3|x|null
create table copy (like not_there) => ! 42P01
create table if not exists copy (like keyed) => ok
drop table copy, copy2, counted => ok
drop table copied, keyed => ok
drop table if exists copied => ok

# CREATE TABLE AS, SELECT INTO, temporary tables with and without #.
create table big_sales as select * from sales where price > 100 => ok
select count(*) from big_sales => 4
create table two_columns (a, b) as select salesid, price from sales => ok
select a, b from two_columns where a = 1 => 1|728.00
select salesid, price into small_sales from sales where price < 100 => ok
select * from small_sales => 2|76.00
select top 1 salesid into temp top_sale from sales order by price desc => ok
select salesid from top_sale => 1
select * into #hash_sales from sales where qty = 2 => ok
select count(*) from #hash_sales => 3
create table #newtable (a int, b varchar(3)) => ok
insert into #newtable values (1, 'abc') => 1 rows
insert into #newtable values (1, 'abcd') => ! 22001
select a, b from #newtable => 1|abc
select n.a from #newtable as n join sales on n.a = salesid => 1
create table #ctas as select 5 as five => ok
select five from #ctas => 5
drop table #newtable => ok
create temp table t1 (a int) on commit preserve rows => ok
create local temporary table t2 (a int) => ok
drop table if exists big_sales, two_columns, small_sales => ok
create table distributed diststyle key distkey (salesid) interleaved sortkey (salesid, qty) as select * from sales => ok
drop table distributed cascade => ok

# MERGE, with the examples of its page.
create table target (id int, name char(10)) => ok
create table source (id int, name char(10)) => ok
insert into target values (101, 'Bob'), (102, 'John'), (103, 'Susan') => 3 rows
insert into source values (102, 'Tony'), (103, 'Alice'), (104, 'Bill') => 3 rows
merge into target using source on target.id = source.id when matched then update set id = source.id, name = source.name when not matched then insert values (source.id, source.name) => ok
select id, trim(name) from target order by id => 101|Bob & 102|Tony & 103|Alice & 104|Bill
insert into source values (105, 'David') => 1 rows
merge into target using source on target.id = source.id when matched then delete when not matched then insert values (source.id, source.name) => ok
select id, trim(name) from target order by id => 101|Bob & 105|David
- merge into target using source s on target.id = s.id remove duplicates => ok
- select count(*) from target => 5
- update target set name = source.name from source where target.id = source.id => 4 rows
update target set name = 'x' where id in (select id from source where id > 104) => 1 rows
insert into target (select id + 1000, name from source) => 4 rows
insert into target default values => 1 rows
delete from target where id > (select avg(id) from source) => 5 rows
drop table target, source => ok

# Views and schemas.
create view sports as select catname from category where catgroup = 'Sports' => ok
select count(*) from sports => 2
create or replace view sports as select catname, catid from category where catgroup = 'Sports' => ok
- create view late as select * from not_there_yet with no schema binding => ok
select * from late => ! 42P01
create table seen (a int, b int) => ok
create view seeing as select a from seen => ok
drop table seen => ! 2BP01
alter table seen drop column a => ! 2BP01
alter table seen alter column a type bigint => ! 0A000
alter table seen drop column b => ok
drop table seen cascade => ok
select * from seeing => ! 42P01
drop view sports => ok
- drop view late => ok
create schema if not exists other authorization awsuser => ok
create table other.t (a int) => ok
insert into other.t values (1) => 1 rows
set search_path to other, public => ok
select a from t => 1
reset search_path => ok
drop schema other cascade => ok
comment on table sales is 'what was sold' => ok
begin => ok
insert into category values (9, 'x', 'y') => 1 rows
rollback => ok
select count(*) from category => 4
analyze sales => ok
vacuum full sales to 99 percent => ok
