# Window functions, with the examples of their pages on WINSALES.
select salesid, sum(qty) over (order by dateid, salesid rows unbounded preceding) as s from winsales order by 2, 1 => 30001|10 & 10001|20 & 10005|50 & 40001|90 & 10006|100 & 20001|120 & 40005|130 & 20002|150 & 30003|165 & 30004|185 & 30007|215
select salesid, row_number() over (partition by sellerid order by qty, salesid) as r from winsales where sellerid in (1, 2) order by sellerid, r => 10001|1 & 10006|2 & 10005|3 & 20001|1 & 20002|2
select salesid, qty, rank() over (order by qty) as r, dense_rank() over (order by qty) as d from winsales order by 2, 1 => 10001|10|1|1 & 10006|10|1|1 & 30001|10|1|1 & 40005|10|1|1 & 30003|15|5|2 & 20001|20|6|3 & 20002|20|6|3 & 30004|20|6|3 & 10005|30|9|4 & 30007|30|9|4 & 40001|40|11|5
select salesid, lag(qty, 1) over (partition by sellerid order by dateid, salesid) as prev from winsales where sellerid = 3 order by salesid => 30001|null & 30003|10 & 30004|15 & 30007|20
select salesid, lead(qty, 1) over (order by salesid) from winsales where sellerid = 2 order by 1 => 20001|20 & 20002|null
select salesid, lag(qty, 2) ignore nulls over (order by salesid) from winsales where sellerid = 3 order by 1 => 30001|null & 30003|null & 30004|10 & 30007|15
select salesid, first_value(qty) over (partition by sellerid order by salesid rows between unbounded preceding and unbounded following) from winsales where sellerid < 3 order by 1 => 10001|10 & 10005|10 & 10006|10 & 20001|20 & 20002|20
select salesid, last_value(qty) over (partition by sellerid order by salesid rows between unbounded preceding and unbounded following) from winsales where sellerid < 3 order by 1 => 10001|10 & 10005|10 & 10006|10 & 20001|20 & 20002|20
select salesid, first_value(qty_shipped) ignore nulls over (order by salesid desc rows unbounded preceding) f from winsales where sellerid = 3 order by 1 desc => 30007|null & 30004|null & 30003|null & 30001|10
select salesid, nth_value(qty, 2) over (order by salesid rows between unbounded preceding and unbounded following) from winsales where sellerid = 1 order by 1 => 10001|30 & 10005|30 & 10006|30
select salesid, ntile(2) over (order by salesid) from winsales where sellerid = 3 order by 1 => 30001|1 & 30003|1 & 30004|2 & 30007|2
select salesid, cume_dist() over (order by qty)::decimal(5,3) from winsales where sellerid = 3 order by qty => 30001|0.250 & 30003|0.500 & 30004|0.750 & 30007|1.000
select salesid, percent_rank() over (order by qty)::decimal(5,3) from winsales where sellerid = 3 order by qty => 30001|0.000 & 30003|0.333 & 30004|0.667 & 30007|1.000
select salesid, ratio_to_report(qty) over (partition by sellerid)::decimal(5,3) from winsales where sellerid = 3 order by salesid => 30001|0.133 & 30003|0.200 & 30004|0.267 & 30007|0.400
select sellerid, qty, median(qty) over (partition by sellerid) from winsales where sellerid < 3 order by sellerid, salesid => 1|10|10 & 1|30|10 & 1|10|10 & 2|20|20 & 2|20|20
select sellerid, qty, percentile_cont(0.5) within group (order by qty) over (partition by sellerid) as m from winsales where sellerid = 3 order by qty => 3|10|17.5 & 3|15|17.5 & 3|20|17.5 & 3|30|17.5
select sellerid, qty, percentile_disc(0.5) within group (order by qty) over (partition by sellerid) as m from winsales where sellerid = 3 order by qty => 3|10|15 & 3|15|15 & 3|20|15 & 3|30|15
select distinct sellerid, listagg(salesid, ',') within group (order by salesid) over (partition by sellerid) as l from winsales where sellerid < 3 order by 1 => 1|10001,10005,10006 & 2|20001,20002
select salesid, avg(qty) over (order by salesid rows between 1 preceding and current row) from winsales where sellerid = 3 order by 1 => 30001|10 & 30003|12 & 30004|17 & 30007|25
select salesid, count(*) over (partition by buyerid) from winsales where sellerid = 1 order by 1 => 10001|2 & 10005|1 & 10006|2
select salesid, max(qty) over (), min(qty) over () from winsales where sellerid = 2 order by 1 => 20001|20|20 & 20002|20|20
select salesid, stddev_pop(qty) over (partition by sellerid)::decimal(6,3) from winsales where sellerid = 2 order by 1 => 20001|0.000 & 20002|0.000
select salesid from winsales qualify row_number() over (partition by sellerid order by qty desc, salesid) = 1 order by 1 => 10005 & 20001 & 30007 & 40001
select sellerid, sum(qty) from winsales group by sellerid qualify row_number() over (order by sum(qty) desc) = 1 => 3|75
select count(*) from (select row_number() over (order by random()) as r from winsales) where r <= 3 => 3
select sum(r) from (select row_number() over (order by random()) as r from winsales) => 66
select count(*) from (select ntile(3) over (partition by sellerid order by random(), salesid) as n from winsales) => 11
select row_number() over () from (select 1) => 1
select count(*) from (select rank() over (order by md5(salesid)) from winsales) => 11
select lag(salesid) over (order by salesid nulls first) is null from winsales order by 1 limit 1 => f
