# SELECT lists: names of columns, lateral aliases, TOP, DISTINCT.
select count(*) from sales => [count] 5
select sum(qty), max(price), qty_sum from (select qty, price, 1 as qty_sum from sales) group by 3 => [sum|max|qty_sum] 11|728.00|1
select 1, 'a', 2 as two => [?column?|?column?|two] 1|a|2
select '7'::varchar, 7::int, (1 + 1)::decimal(5,1), null::bigint, cast('x' as char(1)), 1::double precision => [varchar|int4|numeric|int8|bpchar|float8] 7|7|2.0|null|x|1
select count(*)::int, max(price)::varchar(10), (select max(catid) as top from category)::smallint, 1 + 1::int, case when price > 5000 then 1 end::int from sales group by price having price > 5000 => none
select price::int, lower(eventname), getdate() is null from sales join event using (eventid) where salesid = 1 => [price|lower|?column?] 728|yankees|f
select case when true then 1 end, cast(qty as varchar) from sales where salesid = 1 => [case|qty] 1|4
select Price as "Mixed Case", PRICE as UPPER_CASE from Sales where SALESID = 1 => [Mixed Case|upper_case] 728.00|728.00
select price - commission as net, net * 2 as twice from sales where salesid = 1 => 618.80|1237.60
select qty + 1 as q, q * q as square, square - 1 as less from sales where q > 4 => 5|25|24
select qty * 2 as qty, qty as same from sales where salesid = 1 => 8|4
select top 2 salesid from sales order by salesid => 1 & 2
select top 1 with ties salesid from sales order by qty => ! 42601
select distinct top 2 sellerid from sales order by sellerid => 1 & 2
select all sellerid from sales where salesid = 2 => 2
select salesid from sales order by salesid limit 2 offset 1 => 2 & 3
select salesid from sales order by salesid offset 3 => 4 & 5
select salesid from sales order by 1 limit all => 1 & 2 & 3 & 4 & 5
select salesid from sales limit 0 => none
select * from (select 1 as a, 2 as b) => [a|b] 1|2
select s.*, 1 as one from (select 7 as x) s => [x|one] 7|1
select sales.salesid from sales where sales.salesid = 1 => 1
select dev.public.sales.salesid from dev.public.sales where salesid = 1 => 1
select "salesid" from "public"."sales" where "salesid" = 1 => 1
select 5 where 1 = 1 => 5
select 1 as "a""b" => [a"b] 1
select * exclude (commission, saletime, price) from sales where salesid = 1 => [salesid|eventid|sellerid|qty] 1|10|1|4

# ORDER BY: NULL is the largest value.
select starttime::date from event order by starttime => 2008-01-25 & 2008-02-25 & 2008-03-01 & null
select starttime::date from event order by starttime desc => null & 2008-03-01 & 2008-02-25 & 2008-01-25
select starttime::date from event order by starttime nulls first limit 1 => null
select starttime::date from event order by starttime desc nulls last limit 1 => 2008-03-01
select eventname as n from event order by n desc limit 1 => Yankees
select qty, price from sales order by 1 desc, 2 limit 2 => 4|728.00 & 2|76.00
select salesid from sales order by price - commission limit 1 => 2

# Joins.
select eventname, catname from event join category on event.catid = category.catid order by 1 => Mets|MLB & Tosca|Opera & Yankees|MLB
select eventname, catname from event left outer join category using (catid) where catname is null => Gala|null
select catname from event right join category on event.catid = category.catid where eventid is null order by 1 => Jazz & NHL
select count(*) from event full outer join category on event.catid = category.catid => 6
select count(*) from event cross join category => 16
select count(*) from event, category => 16
select count(*) from event natural join category => 3
select e.eventname, c.catname from event e, category c where e.catid = c.catid and c.catgroup = 'Shows' => Tosca|Opera
select a.eventid, b.eventid from event a join event b on a.catid = b.catid and a.eventid < b.eventid => 10|11
select count(*) from event, category where event.catid = category.catid(+) => 4
select count(*) from event, category where event.catid(+) = category.catid => 5
select catname, eventname from category, event where category.catid = event.catid(+) and eventid(+) = 12 order by 1 => Jazz|null & MLB|null & NHL|null & Opera|Tosca
select catname, eventname from category, event where category.catid = event.catid(+) and eventid = 12 => Opera|Tosca
select category.catid, sum(event.eventid) as s from category, event where event.catid(+) = category.catid and category.catid between 1 and 2 group by 1 order by 1 => 1|21 & 2|null
select count(*) from event a, event b where a.eventid(+) = b.catid => 4
select count(*) from event e, category c, sales s where e.catid = c.catid(+) and e.eventid = s.eventid(+) => 6
select count(*) from event, category where event.catid(+) = category.catid or event.eventid = 0 => ! 42601
select count(*) from event, category where event.catid * 10(+) = category.catid => ! 42601
select e.eventname, s.n from event e join (select eventid, count(*) as n from sales group by eventid) s on s.eventid = e.eventid order by 1 => Mets|1 & Tosca|2 & Yankees|2

# Subqueries, WITH and set operators.
select eventname from event where catid in (select catid from category where catgroup = 'Sports') order by 1 => Mets & Yankees
select eventname from event e where exists (select 1 from sales s where s.eventid = e.eventid and s.qty > 3) => Yankees
select eventname from event where eventid not in (select eventid from sales) => Gala
select (select max(price) from sales) as m => 728.00
select salesid from sales s where price = (select max(price) from sales where eventid = s.eventid) order by 1 => 1 & 3 & 4
with c as (select * from category), d as (select catid from c where catid > 2) select count(*) from d => 2
with t(a, b) as (select 1, 2) select a + b as s from t => 3
with recursive n(i) as (select 1 union all select i + 1 from n where i < 5) select sum(i) from n => 15
select 1 union select 1 union all select 2 order by 1 => 1 & 2
select catid from category minus select catid from event order by 1 => 2 & 4
select catid from category except select catid from event order by 1 => 2 & 4
select catid from category intersect select catid from event order by 1 => 1 & 3
select top 1 catid from category union all select 99 order by 1 desc limit 1 => 99
(select 1) union all (select 2) order by 1 desc => 2 & 1
select x from (select 1 as x union select null) order by x => 1 & null
select count(*) from (select 1) as t (x) where x = 1 => 1
select * from (select catid, catgroup from category) pivot (count(catid) for catgroup in ('Sports', 'Shows')) => 2|1
select what, value from (select 1 as a, 2 as b) unpivot (value for what in (a, b)) order by 1 => a|1 & b|2
select catname from category where catname ilike 'm%' or catname similar to '(N|O)%' order by 1 => MLB & NHL & Opera
select count(*) from sales where saletime between '2008-06-06' and '2008-06-30' => 3
select date_trunc('month', saletime), count(*) from sales group by 1 order by 1 limit 1 => 2008-02-01 00:00:00|1
select trunc(saletime) as d, sum(qty) as n from sales group by trunc(saletime) order by d limit 2 => 2008-02-18|4 & 2008-06-06|4
select generate_series(1, 3) => 1 & 2 & 3
select abs(generate_series(-1, 1)) + 1 as n => 2 & 1 & 2
select 2 * (1 + generate_series(1, 2)), 'x' => 4|x & 6|x
select (select generate_series(4, 4)) + 1 => 5
select (select generate_series(1, 2)) => ! 21000
select sum(generate_series(1, 3)) => ! 0A000
values (generate_series(1, 2)) => ! 0A000
select generate_series(1, 3, 0) => ! 22023
select * from generate_series(1, 3, 0) => ! 22023
select generate_series(timestamp '2008-03-01', timestamp '2008-03-03', interval '1 day') => 2008-03-01 00:00:00 & 2008-03-02 00:00:00 & 2008-03-03 00:00:00
select generate_series(1, 5, 2) + 1 as n, 'x' from (select 1) as t order by 1 desc => 6|x & 4|x & 2|x
select current_schema(), current_database(), current_user = 'awsuser' => public|dev|t
select pg_backend_pid() > 0, version() like '%Redshift%' => t|t
explain select 1 => some
