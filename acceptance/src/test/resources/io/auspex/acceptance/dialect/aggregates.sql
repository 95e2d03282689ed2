# Aggregates: NULLs are left out; SUM and AVG of integers stay whole.
select count(*), count(qty_shipped), count(distinct sellerid) from winsales => 11|5|4
select sum(qty), avg(qty), min(qty), max(qty) from winsales => 215|19|10|40
select avg(qty_shipped), sum(qty_shipped) from winsales => 14|70
select sum(price), avg(price)::decimal(9,2) from sales => 1483.00|296.60
- select avg(price) from sales => 296.60
select avg(qty) from sales => 2
select avg(qty::float) from sales => 2.2
select sum(qty) from winsales where false => null
select count(*) from winsales where false => 0
select min(eventname), max(eventname) from event => Gala|Yankees
select min(starttime), max(starttime::date) from event => 2008-01-25 14:30:00|2008-03-01
select sum(distinct qty), avg(distinct qty), count(distinct qty) from winsales => 115|23|5
select stddev(qty)::decimal(9,4), stddev_samp(qty)::decimal(9,4), stddev_pop(qty)::decimal(9,4) from sales => 1.0954|1.0954|0.9798
select variance(qty)::decimal(9,4), var_samp(qty)::decimal(9,4), var_pop(qty)::decimal(9,4) from sales => 1.2000|1.2000|0.9600
select median(qty), median(price) from sales => 2|175.00
select median(qty) from winsales where sellerid = 2 => 20
select percentile_cont(0.6) within group (order by qty) from winsales => 20
select percentile_cont(0.25) within group (order by qty) from winsales => 10
select percentile_disc(0.5) within group (order by qty) from winsales => 20
select percentile_cont(0.5) within group (order by qty desc) from sales => 2
select approximate percentile_disc(0.5) within group (order by qty) from winsales => 20
select approximate count(distinct sellerid) from winsales => 4
select bool_and(qty > 5), bool_or(qty > 35), every(qty > 10) from winsales => t|t|f
select bit_and(qty), bit_or(qty) from sales => 0|7
select listagg(eventname, ',') within group (order by eventname) from event => Gala,Mets,Tosca,Yankees
select listagg(eventname) within group (order by eventid) from event => YankeesMetsToscaGala
select listagg(distinct sellerid, '; ') within group (order by sellerid) from winsales => 1; 2; 3; 4
select sellerid, listagg(buyerid, '') within group (order by salesid) from winsales group by sellerid order by 1 => 1|cac & 2|bc & 3|bbbc & 4|aa
select any_value(catgroup) from category where catid = 3 => Shows
select sellerid, sum(qty) from winsales group by 1 order by 1 => 1|50 & 2|40 & 3|75 & 4|50
select sellerid as s, count(*) as n from winsales group by s having n > 2 order by s => 1|3 & 3|4
select sellerid, count(*) from winsales group by sellerid having count(*) > 3 => 3|4
select catgroup, count(*) from category group by catgroup order by count(*) desc, catgroup limit 1 => Sports|2
select sellerid, buyerid, sum(qty) from winsales where sellerid < 3 group by rollup(sellerid, buyerid) order by 1, 2 => 1|a|30 & 1|c|20 & 1|null|50 & 2|b|20 & 2|c|20 & 2|null|40 & null|null|90
select sellerid, grouping(sellerid), sum(qty) from winsales where sellerid < 3 group by grouping sets ((sellerid), ()) order by 1 => 1|0|50 & 2|0|40 & null|1|90
select count(*) from (select sellerid, buyerid from winsales group by cube(sellerid, buyerid)) => 15
select count(*) + 1, sum(qty) / count(*) from winsales => 12|19
select max(case when sellerid = 3 then qty end), sum(decode(buyerid, 'b', 1, 0)) from winsales => 30|4
select distinct sellerid from winsales order by sellerid desc => 4 & 3 & 2 & 1
select count(distinct sellerid || buyerid) from winsales => 7
select sum(qty * 1.5) from sales => 16.5
select sum(1), count(1) from sales => 5|5
select count(*), sum(qty), nvl(max(price), 0) from sales where salesid < 0 => [count|sum|coalesce] 0|null|0.00
