# CASE, DECODE, NVL, NVL2, COALESCE, NULLIF.
select case when 1 = 1 then 'a' else 'b' end, case 3 when 1 then 'x' when 3 then 'y' end => a|y
select case when null then 'a' else 'b' end, case 5 when 1 then 'x' end => b|null
select case when 1 > 0 then 1 else 2.5 end => 1.0
select decode(1, 1, 'one', 2, 'two'), decode(3, 1, 'one', 2, 'two', 'other'), decode(3, 1, 'one') => one|other|null
select decode(null, null, 'empty', 'full'), decode('b', 'a', 1, 'b', 2) => empty|2
select decode(date '2008-06-01', date '2008-06-01', 'June 1st, 2008', '') => June 1st, 2008
select nvl(null, 5), nvl(null, null, 7), nvl('a', 'b'), coalesce(null, null, 3) => 5|7|a|3
select nvl2(null, 'a', 'b'), nvl2(1, 'a', 'b'), nvl2(null, null, 'c') => b|a|c
select nullif('a', 'a'), nullif(1, 2), nullif(null, 1) => null|1|null
select coalesce(null, 'x') || 'y', coalesce(1, 2) => xy|1
select greatest('apple', 'pear', 'fig'), least('apple', 'pear') => pear|apple

# Three-valued logic and booleans.
select true and null, false and null, true or null, false or null, not null::boolean => null|f|t|null|null
select null = null, null <> 1, null is null, 1 is not null => null|null|t|t
select 1 in (1, 2), 3 in (1, 2), 3 in (1, null), 3 not in (1, null) => t|f|null|null
select true is true, null is true, null is not true, false is false, null is unknown => t|f|t|t|t
select 't'::boolean, 'yes'::boolean, 'y'::boolean, '1'::boolean, 'true'::boolean => t|t|t|t|t
select 'f'::boolean, 'no'::boolean, 'n'::boolean, '0'::boolean, 'FALSE'::boolean => f|f|f|f|f
select 'maybe'::boolean => ! 22P02
select true > false, not true => t|f
select 5 <> 4, 5 != 5 => t|f
select exists (select 1), exists (select 1 where false) => t|f
select 3 > any (select 1 union select 2), 3 > all (select 1 union select 5) => t|f
select (1, 2) = (1, 2), (1, 2) in ((1, 2), (3, 4)) => t|t
select isnull('a', 'b') => ! 42883

# Types in mixed company.
select coalesce(null, 1, 2.5) => 1.0
select case when true then 1 else null end => 1
select 1 union all select 2.5 => 1.0 & 2.5
select null::varchar is null, null || 'a' => t|null
select 'true'::varchar::boolean, true::varchar, false::varchar(5) => t|true|false
