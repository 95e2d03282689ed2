# JSON functions on text.
select json_extract_path_text('{"f2":{"f3":1},"f4":{"f5":99,"f6":"star"}}', 'f4', 'f6') => star
select json_extract_path_text('{"f2":{"f3":1},"f4":{"f5":99}}', 'f4'), json_extract_path_text('{"a":1}', 'a') => {"f5":99}|1
select json_extract_path_text('{"f2":{"f3":1},"f4":{"f5":99,"f6":"star"}', 'f4', 'f6') => ! 22P02
select json_extract_path_text('{"f2":{"f3":1},"f4":{"f5":99,"f6":"star"}', 'f4', 'f6', true) => null
select json_extract_path_text('{"a":1}', 'b') is null => t
select json_extract_array_element_text('[111,112,113]', 2), json_extract_array_element_text('["a",["b",1]]', 1) => 113|["b",1]
- select json_extract_array_element_text('["a",["b",1,["c",2,3,null,]]]', 1, true) => null
select json_extract_array_element_text('[1]', 5) is null => t
select json_array_length('[11,12,13,{"f1":21,"f2":[25,26]},14]') => 5
select json_array_length('[11,12,13,{"f1":21,"f2":[25,26]},14', true) => null
select json_array_length('[11', false) => ! 22P02
select is_valid_json('{"a":2}'), is_valid_json('{"a":{"b":2}') => t|f
select is_valid_json_array('[]'), is_valid_json_array('["a","b"]'), is_valid_json_array('{"a":1}') => t|t|f
select can_json_parse('[1,2]'), can_json_parse('[1,') => t|f

# SUPER: literals, navigation, unnesting.
create table docs (id int, v super) => ok
insert into docs values (1, json_parse('{"name":"ann","n":[1,2,3],"o":{"k":"x","f":1.5}}')), (2, json_parse('{"name":"bob","n":[],"b":true}')), (3, json_parse('[10,20]')) => 3 rows
select v.name, v.n[1], v.o.f from docs where id = 1 => "ann"|2|1.5
select v.name::varchar, v.n[0]::int + 1 from docs where id = 1 => ann|2
select v.missing, v.n[9], v.name.x from docs where id = 1 => null|null|null
select id from docs where v.name = 'bob' => 2
select id from docs where v.o.f > 1 => 1
select d.v[1] from docs d where id = 3 => 20
select id, e from docs d, d.v.n as e where id = 1 order by e desc => 1|3 & 1|2 & 1|1
select e, i from docs d, d.v.n as e at i where id = 1 order by i => 1|0 & 2|1 & 3|2
select k, x from docs d, unpivot d.v.o as x at k where id = 1 order by k => f|1.5 & k|"x"
select json_typeof(v), json_typeof(v.n), json_typeof(v.name), json_typeof(v.b) from docs where id = 2 => object|array|string|boolean
select is_array(v.n), is_object(v), is_varchar(v.name), is_boolean(v.b), is_scalar(v.name) from docs where id = 2 => t|t|t|t|t
select is_integer(v[0]), is_array(v), get_array_length(v) from docs where id = 3 => t|t|2
select get_array_length(v.n) from docs where id = 1 => 3
select json_serialize(v.n) as n, json_serialize(json_parse('{"a": 1}')) from docs where id = 1 => [1,2,3]|{"a":1}
select array(1, 'a', null) as a, object('a', 1, 'b', array(2)) => [1,"a",null]|{"a":1,"b":[2]}
select json_parse('[1, 2') => ! 22P02
select array_concat(array(1, 2), array(3)), subarray(array('a', 'b', 'c', 'd'), 1, 2) => [1,2,3]|["b","c"]
select array_flatten(array(array(1, 2), array(3))) => [1,2,3]
select split_to_array('12|345', '|'), split_to_array('a,b') => ["12","345"]|["a","b"]
select get_array_length(array(1, 2, 3)) => 3
select lower(v.name), len(v.name), v.name || '!' from docs where id = 1 => ann|3|ann!
select sum(v.o.f), count(v.name) from docs => 1.5|2
drop table docs => ok

# VARBYTE and digests.
select to_hex(255), from_hex('6162')::varchar => ff|ab
select to_varbyte('abc', 'utf8') = 'abc'::varbyte => t
select from_varbyte('abc'::varbyte, 'hex'), from_varbyte(to_varbyte('abc', 'utf-8'), 'utf-8') => 616263|abc
