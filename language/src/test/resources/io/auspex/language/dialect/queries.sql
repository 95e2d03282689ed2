# Text outside the rules stays as it was, words in lower case.
SELECT Foo."Bar"  AS Baz,(1+2)*3 FROM t Foo WHERE a->>'b' = $1 AND c::INT <> 1e5;
=> select foo."Bar"  as baz,(1+2)*3 as "?column?" from t foo where a->>'b' = $1 and c::int <> 1e5

# Comments and strings cannot be read differently by the engine.
select 1 -- a ' quote
  + /* nested /* ; */ drop */ 2
=> select 1             
     +                           2 as "?column?"

select E'a\'b\x41', U&'d\0061t!', N'n', $q$it's$q$, 'a'
  'b'
=> select 'a''bA' as "?column?", 'dat!' as "?column?", 'n' as "?column?", 'it''s' as "?column?", 'ab' as "?column?"

select 5--5
=> select 5 as "?column?"

# Dates.
select getdate(), SYSDATE, x.sysdate, 1 as sysdate from x
=> select localtimestamp as "getdate", localtimestamp as "sysdate", x.sysdate, 1 as sysdate from x

select dateadd(month, 1, '2008-02-28'), dateadd('hr', -n, t.d), dateadd(d, 1, a + b), dateadd(qtr, 1, $1)
=> select (timestamp '2008-02-28' + interval '1 month' * 1) as "dateadd", (t.d + interval '1 hour' * cast(-n as bigint)) as "dateadd", ((a + b) + interval '1 day' * 1) as "dateadd", (cast($1 as timestamp) + interval '1 quarter' * 1) as "dateadd"

select datediff(qtr, '2008-01-01', d) , date_part(dow, d), extract(yr from d), date_trunc('month', d), date_part('isodow', d), date_trunc(p, d)
=> select date_diff('quarter', timestamp '2008-01-01', d) as "datediff", date_part('dow', d) as "date_part", extract(year from d) as "date_part", date_trunc('month', d) as "date_trunc", date_part('isodow', d) as "date_part", date_trunc(p, d) as "date_trunc"

select datediff(day, d, dateadd(day, 7, getdate()))
=> select date_diff('day', d, (localtimestamp + interval '1 day' * 7)) as "datediff"

select to_char(d, 'q'), to_char(d, 'D"."WW') from t
=> select (cast(cast(floor((cast(strftime(d, '%m') as integer) + 2) / 3.0) as integer) as varchar)) as "to_char", (cast(cast(floor((cast(strftime(d, '%w') as integer) + 1) / 1.0) as integer) as varchar) || strftime(d, '.') || lpad(cast(cast(floor((cast(strftime(d, '%j') as integer) + 6) / 7.0) as integer) as varchar), 2, '0')) as "to_char" from t

select to_char(d, 'YYYY-MM-DD HH24:MI:SS'), to_char(d, 'MON "of" yy'), to_date(x, 'DD Mon YYYY'), to_timestamp('x', 'YYYYMMDD')
=> select strftime(d, '%Y-%m-%d %H:%M:%S') as "to_char", (upper(strftime(d, '%b')) || strftime(d, ' of %y')) as "to_char", cast(coalesce(try_strptime(cast(x as varchar), '%d %b %Y'), auspex_dialect.moment_read(cast(x as varchar), 'DD Mon YYYY', false)) as date) as "to_date", cast(coalesce(try_strptime(cast('x' as varchar), '%Y%m%d'), auspex_dialect.moment_read(cast('x' as varchar), 'YYYYMMDD', false)) as timestamptz) as "to_timestamp"

select dateadd(foo, 1, d)
               ^
! 22023 there is no date part foo

select dateadd(1+1, 1, d)
               ^
! 22023 dateadd needs a date part

select to_char(125, '999'), to_char('2008-01-01', 'J'), to_number('1.5', '9D9')
=> select to_char(125, '999') as "to_char", to_char(timestamp '2008-01-01', 'J') as "to_char", cast(auspex_dialect.number_read('1.5', '9D9') as decimal(38 , 1)) as "to_number"

# Joins with (+).
select a.x, b.y from a, b where a.x = b.x(+) and b.z(+) > 1 and a.y in (1, 2)
=> select a.x, b.y from a left join b on a.x = b.x and b.z > 1 where a.y in (1, 2)

select 1 from a, b where a.x = b.x(+) or a.y = 1
                                      ^
! 42601 the outer join operator (+) is not allowed in an operand of OR or IN

# Windows.
select row_number() over (order by random()), lag(a) ignore nulls over (order by b) from t
=> select row_number() over (order by hash(*columns(*), now())) as "row_number", lag(a ignore nulls) over (order by b) as "lag" from t

# Patterns.
select a similar to '%(b|d)_', a like 'x\\_%', a ~ '\\d' from t
=> select a similar to '(?s).*(b|d).', a like 'x\_%' escape '\', a ~ '\d' as "?column?" from t

select a from t connect by prior a = b
                ^
! 0A000 CONNECT BY is not supported

# Conditions and casts.
select nvl(a, 1), nvl2(a, nvl2(b, 1, 2), 3), nvl2(a + 1, 2, 3)
=> select coalesce(a, 1) as "coalesce", (case when a is not null then (case when b is not null then 1 else 2 end) else 3 end) as "nvl2", (case when (a + 1) is not null then 2 else 3 end) as "nvl2"

select decode(a, 1, 'x', null, 'y', 'z'), decode(a+b, c, d), decode(a)
=> select (case when a = 1 then 'x' when a is not distinct from null then 'y' else 'z' end) as "decode", (case when (a+b) is not distinct from c then d end) as "decode", decode(a) as "decode"

select convert(decimal(8,2), a), cast(a as super), a::super, a::varchar(max), cast(b as varbyte), super, x.super
=> select cast(a as decimal(8,2)) as "convert", cast(a as json) as "a", a::json as "a", auspex_dialect.cut(a, 65535) as "a", cast(b as blob) as "b", super, x.super

select pg_catalog.lower(a), a::pg_catalog.text, pg_catalog.pg_class.oid from pg_catalog.pg_class
=> select lower(a) as "lower", a::text as "a", auspex_dialect.pg_class.oid from auspex_dialect.pg_class

select 1 from "pg_catalog"."pg_class" c, dev.information_schema.tables t, PG_CATALOG.generate_series(1, 2)
=> select 1 as "?column?" from auspex_dialect."pg_class" c, dev.auspex_information_schema.tables t, generate_series(1, 2)

select a from t where a operator(pg_catalog.~) '^(t)$' collate pg_catalog.default and b operator(-) 1 = 2
=> select a from t where a ~ '^(t)$' and b - 1 = 2

select 1 where a = 'pg_class'::regclass::oid and f = 'pg_catalog.array_in'::regproc or cast('t' as regclass) = $1::regtype
=> select 1 as "?column?" where a = regclass_number('pg_class')::bigint and f = 'array_in' or regclass_number('t') = regtype_number($1)

select 1 where c.oid::pg_catalog.regclass::pg_catalog.text = f(x)::regtype and (a)::regproc = s.f(x)::regrole and x::oid::regclass = 'a'
=> select 1 as "?column?" where regclass_name(c.oid)::text = regtype_name(f(x)) and regproc_name((a)) = regrole_name(s.f(x)) and regclass_name(x::bigint) = 'a'

select (information_schema._pg_expandarray(i.indkey)).n as n, oid::name as oid, x::"char" as c, regclass as r from t
=> select (expand_array(i.indkey)).n as n, oid::varchar as oid, x::varchar as c, regclass as r from t

# Aggregates.
select listagg(a), listagg(distinct a, '|') within group (order by b desc) over (partition by c), approximate count(distinct a)
=> select listagg(a, '') as "listagg", listagg(distinct a, '|' order by b desc) over (partition by c) as "listagg", count(distinct a) as "count"

# TOP and MINUS.
select top 2 a from t order by 1
=> select a from t order by 1 limit 2

select distinct top (3) a from (select top 1 * from t) x
=> select distinct a from (select * from t limit 1) x limit (3)

select top 1 a from t union all select top 2 a from u order by 1
=> (select a from t limit 1) union all (select a from u limit 2) order by 1

select top, top(5) , t.top from t
=> select top, top(5) as "top", t.top from t

insert into x select top 5 * from t
=> insert into x select * from t limit 5

select a from t minus select b from u minus (select 1)
=> select a from t except select b from u except (select 1)

select minus from t
=> select minus from t

select {'a': [1, 2]}['a'][1:2], array(1)
=> select {'a': [1, 2]}['a'][1:2], json_array(1) as "array"

select (1]
         ^
! 42601 syntax error at or near "]": nothing matches it

select 1)
        ^
! 42601 syntax error at or near ")": nothing matches it

# Columns are named as Redshift names them.
select count(*), sum(t.a) total, max(b) as m, lower(c) , a::bigint, t.b::varchar(3)::text, cast(t.a as int), a::int x, case when a = 1 then 2 end from t
=> select count(*) as "count", sum(t.a) total, max(b) as m, lower(c) as "lower", a::bigint as "a", auspex_dialect.cut(t.b, 3)::text as "b", cast(t.a as int) as "a", a::int x, case when a = 1 then 2 end as "case" from t

select a + 1, 1, 'x', -a, a, t.*, *, a * 2 two, (a), a is distinct from 2, exists (select max(a) from t), not (a = 1) from t union select count(*) from t
=> select a + 1 as "?column?", 1 as "?column?", 'x' as "?column?", -a as "?column?", a, t.*, *, a * 2 two, (a), a is distinct from 2, exists (select max(a) as "max" from t) as "exists", not (a = 1) from t union select count(*) as "count" from t

select distinct on (a) max(b), row_number() over (partition by a), count(distinct a) filter (where a > 1) from t
=> select distinct on (a) max(b) as "max", row_number() over (partition by a) as "row_number", count(distinct a) filter (where a > 1) as "count" from t

create view v as select b, count(*), a + 1 from (select nvl(a, 1), extract(day from b), sysdate from t) group by b
=> create view v as select b, count(*) as "count", a + 1 from (select coalesce(a, 1) as "coalesce", extract(day from b) as "date_part", localtimestamp as "sysdate" from t) group by b

insert into t (a) select top 1 max(a) from t
=> insert into t (a) select max(a) as "max" from t limit 1

select (select max(a) from t), (select distinct t.b from t), (select a as c from t), (select 1), (a), (select x from t) y
=> select (select max(a) as "max" from t) as "max", (select distinct t.b from t) as "b", (select a as c from t) as "c", (select 1) as "?column?", (a), (select x from t) y

select col_name from pg_get_late_binding_view_cols() cols(view_schema name, view_name name, col_name name, col_type varchar, col_num int) where 1 = 1
=> select col_name from pg_get_late_binding_view_cols() cols(view_schema, view_name, col_name, col_type, col_num) where 1 = 1
