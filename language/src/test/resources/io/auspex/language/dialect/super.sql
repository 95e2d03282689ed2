# A path to an attribute is the engine's; an index counts from 0 and is a macro. The column has the last attribute's name.
select p.labels[0], t.p.n.age, "P"."Key".X from t
=> select auspex_dialect.super_shown(auspex_dialect.super_element(p.labels, 0)) as "labels", auspex_dialect.super_shown(t.p.n.age) as "age", "P"."Key".x as "x" from t

# One name with an index may be a list of the engine's, and so may what a function gives.
select a[1], f(x)[1], [1, 2][1], x::int[3], array[1,2][1], a[1:2] from t
=> select a[1] as "a", (f(x))[1] as "f", [1, 2][1], x::int[3] as "x", array[1,2][1], a[1:2] from t

# Compared with text, a number, and what only the engine knows.
select 1 from t where p.labels[0] = 'True.' and 0.5 < p.probabilities[0] and p.n.a <> b + 1 and $1 = p.n.c
=> select 1 as "?column?" from t where auspex_dialect.super_text(auspex_dialect.super_element(p.labels, 0)) = 'True.' and 0.5 < auspex_dialect.super_number(auspex_dialect.super_element(p.probabilities, 0)) and auspex_dialect.super_beside(p.n.a, b + 1) <> b + 1 and $1 = auspex_dialect.super_text(p.n.c)

select 1 from t where p.a.b in ('x', 'y') or p.a.c not in (1, 2) or p.a.d between 1 and 3 or p.a.e like 'x%' or p.a.f is null
=> select 1 as "?column?" from t where auspex_dialect.super_text(p.a.b) in ('x', 'y') or auspex_dialect.super_number(p.a.c) not in (1, 2) or auspex_dialect.super_number(p.a.d) between 1 and 3 or auspex_dialect.super_text(p.a.e) like 'x%' or auspex_dialect.super_text(p.a.f) is null

# Casts give NULL where the value is none of the type.
select p.labels[0]::varchar, cast(p.probabilities[0] as decimal(7,2)) x, t.p.n::super, p.a[0]::double precision + 1 from t
=> select try_cast(auspex_dialect.super_text(auspex_dialect.super_element(p.labels, 0)) as varchar) as "labels", try_cast(auspex_dialect.super_text(auspex_dialect.super_element(p.probabilities, 0)) as decimal(7,2)) x, t.p.n::json as "n", try_cast(auspex_dialect.super_text(auspex_dialect.super_element(p.a, 0)) as double precision) + 1 as "?column?" from t

# Numbers and text for operators and functions.
select avg(p.probabilities[0]), p.a.b * 2, -p.a.b, upper(p.labels[0]), p.labels[0] || 'x', max(p.a.b) from t
=> select auspex_dialect.average(avg(auspex_dialect.super_number(auspex_dialect.super_element(p.probabilities, 0))), any_value(auspex_dialect.super_number(auspex_dialect.super_element(p.probabilities, 0)))) as "avg", auspex_dialect.super_number(p.a.b) * 2 as "?column?", - auspex_dialect.super_number(p.a.b) as "?column?", upper(auspex_dialect.super_text(auspex_dialect.super_element(p.labels, 0))) as "upper", auspex_dialect.super_text(auspex_dialect.super_element(p.labels, 0)) || 'x' as "?column?", max(p.a.b) as "max" from t

# Keys of ORDER BY and GROUP BY, also by number and by alias.
select p.labels[0] as l, count(*) from t group by 1 order by l desc nulls last, 2
=> select auspex_dialect.super_shown(auspex_dialect.super_element(p.labels, 0)) as l, count(*) as "count" from t group by auspex_dialect.super_element(p.labels, 0) order by auspex_dialect.super_number(auspex_dialect.super_element(p.labels, 0)) desc nulls last, auspex_dialect.super_element(p.labels, 0) desc nulls last, 2

# An alias of the same query stands for its path; one of an inner query is a column.
select p.labels[0] as l, l = 'x' as y from t where l = 'a'
=> select auspex_dialect.super_shown(auspex_dialect.super_element(p.labels, 0)) as l, auspex_dialect.super_text(auspex_dialect.super_element(p.labels, 0)) = 'x' as y from t where auspex_dialect.super_text(auspex_dialect.super_element(p.labels, 0)) = 'a'

select q.l, l from (select p.labels[0] as l from t) q where q.l = 'a' and l > 1
=> select auspex_dialect.super_shown(q.l) as "l", auspex_dialect.super_shown(l) as "l" from (select auspex_dialect.super_element(p.labels, 0) as l from t) q where auspex_dialect.super_text(q.l) = 'a' and auspex_dialect.super_number(l) > 1

# Columns of relations are left alone, however they are named.
select t.a, s.t.a, d.s.t.a, u.b from d.s.t, x as u where t.a = u.b and s.t.a = 'p.labels[0]' order by t.a
=> select t.a, s.t.a, d.s.t.a, u.b from d.s.t, x as u where t.a = u.b and s.t.a = 'p.labels[0]' order by t.a

select "select".a, t."order" from "select", t where "select".a = t."order"
=> select "select".a, t."order" from "select", t where "select".a = t."order"

select count(*) from t where (t.a).b = 1 /* p.labels[0] = 'x' */
=> select count(*) as "count" from t where (t.a).b = 1

# The catalog's arrays are the engine's.
select c.conkey[1] from pg_constraint c where c.conkey[1] = 1
=> select c.conkey[1] from pg_constraint c where c.conkey[1] = 1

# Unnesting.
select label, t.p.probabilities[i] from t, t.p.labels as label at i where label = 'True.'
=> select auspex_dialect.super_shown(label) as "label", auspex_dialect.super_shown(auspex_dialect.super_element(t.p.probabilities, i)) as "probabilities" from t, lateral (select unnest(auspex_dialect.super_elements(t.p.labels)), generate_subscripts(auspex_dialect.super_elements(t.p.labels), 1) - 1) as "auspex items 43" ("label", "i") where auspex_dialect.super_text(label) = 'True.'

select l from (select f(a) as p from x) t left join t.p.labels l on true
=> select auspex_dialect.super_shown(l) as "l" from (select f(a) as p from x) t left join lateral (select unnest(auspex_dialect.super_elements(t.p.labels)), generate_subscripts(auspex_dialect.super_elements(t.p.labels), 1) - 1) as "auspex items 52" ("l", "auspex at 52") on true

select a, v from t, unpivot t.r.e as v at a order by v desc
=> select a, auspex_dialect.super_shown(v) as "v" from t, lateral (select attribute.entry.value , attribute.entry.key from (select unnest(auspex_dialect.super_attributes(t.r.e)) as entry) as attribute) as "auspex items 20" ("v", "a") order by auspex_dialect.super_number(v) desc, v desc

select 1 from s.t, s.u, t.v where s.t.a = 1
=> select 1 as "?column?" from s.t, s.u, lateral (select unnest(auspex_dialect.super_elements(t.v)), generate_subscripts(auspex_dialect.super_elements(t.v), 1) - 1) as "auspex items 24" ("v", "auspex at 24") where s.t.a = 1

insert into t select p.labels[0] from u
=> insert into t select auspex_dialect.super_element(p.labels, 0) as "labels" from u

update t set a = u.p.labels[0] from u where t.id = u.id
=> update t set a = auspex_dialect.super_beside(auspex_dialect.super_element(u.p.labels, 0), a) from u where t.id = u.id

create view v as select l.x from t, t.p as l with no schema binding
=> create view v as select l.x as "x" from t, lateral (select unnest(auspex_dialect.super_elements(t.p)), generate_subscripts(auspex_dialect.super_elements(t.p), 1) - 1) as "auspex items 36" ("l", "auspex at 36")

delete from t using u where t.p.labels[0] = u.a
=> delete from t using u where auspex_dialect.super_beside(auspex_dialect.super_element(t.p.labels, 0), u.a) = u.a

select object('a', array(1, 'x')), array(select 1), json_extract_path_text(j, 'a', 'b', true)
=> select json_object('a', json_array(1, 'x')) as "object", array(select 1) as "array", json_extract_path_text(json_extract_path(auspex_dialect.super_valid(j), 'a'), 'b') as "json_extract_path_text"
