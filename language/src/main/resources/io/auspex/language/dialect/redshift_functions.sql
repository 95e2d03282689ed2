-- Functions of Amazon Redshift that the embedded engine lacks, as macros of the engine. They are created without a schema
-- prefix: whoever loads them sets the schema, and keeps it on the search path. A macro must not have the name of a function
-- of the engine, unless it covers what that function does.

-- Date and time.
create or replace macro add_months(d, n) as
    case when last_day(d) = cast(d as date)
         then cast(last_day(d + interval '1 month' * cast(n as bigint)) as timestamp) + (cast(d as timestamp) - cast(cast(d as date) as timestamp))
         else cast(d as timestamp) + interval '1 month' * cast(n as bigint) end;
create or replace macro months_between(a, b) as
    case when date_part('day', a) = date_part('day', b)
              or (last_day(a) = cast(a as date) and last_day(b) = cast(b as date))
         then cast((date_part('year', a) - date_part('year', b)) * 12 + date_part('month', a) - date_part('month', b) as double)
         else (date_part('year', a) - date_part('year', b)) * 12 + date_part('month', a) - date_part('month', b)
              + (date_part('day', a) - date_part('day', b)
                 + (epoch(cast(a as timestamp)) - epoch(cast(cast(a as date) as timestamp))
                    - epoch(cast(b as timestamp)) + epoch(cast(cast(b as date) as timestamp))) / 86400.0) / 31.0 end;
create or replace macro next_day(d, weekday) as
    cast(d as date) + cast((((case lower(left(weekday, 2))
        when 'su' then 0 when 'mo' then 1 when 'tu' then 2 when 'we' then 3 when 'th' then 4 when 'fr' then 5 when 'sa' then 6
        end) - dayofweek(cast(d as date)) + 6) % 7) + 1 as integer);
create or replace macro date_part_year(d) as cast(date_part('year', d) as integer);
create or replace macro date_cmp(a, b) as cast(sign(date_diff('day', cast(b as date), cast(a as date))) as integer);
create or replace macro timestamp_cmp(a, b) as
    case when cast(a as timestamp) < cast(b as timestamp) then -1 when cast(a as timestamp) > cast(b as timestamp) then 1
         when a is null or b is null then null else 0 end;
create or replace macro date_cmp_timestamp(a, b) as
    case when cast(a as timestamp) < cast(b as timestamp) then -1 when cast(a as timestamp) > cast(b as timestamp) then 1
         when a is null or b is null then null else 0 end;
create or replace macro timestamp_cmp_date(a, b) as
    case when cast(a as timestamp) < cast(b as timestamp) then -1 when cast(a as timestamp) > cast(b as timestamp) then 1
         when a is null or b is null then null else 0 end;
create or replace macro interval_cmp(a, b) as
    case when cast(a as interval) < cast(b as interval) then -1 when cast(a as interval) > cast(b as interval) then 1
         when a is null or b is null then null else 0 end;
create or replace macro convert_timezone(a, b) as timezone(a, timezone('UTC', cast(b as timestamp))),
    (a, b, c) as timezone(b, timezone(a, cast(c as timestamp)));
-- Of a time the day, of a number what it is for the engine too.
create or replace macro trunc(d timestamp) as cast(d as date), (d date) as d, (d timestamptz) as cast(d as date),
    (n) as system.main.trunc(n), (n, digits) as system.main.trunc(n, digits);
create or replace macro timeofday() as strftime(now(), '%a %b %d %H:%M:%S.%f %Y') || ' UTC';

-- Text.
create or replace macro charindex(part, text) as cast(strpos(text, part) as integer);
create or replace macro btrim(text) as trim(text, ' '), (text, characters) as trim(text, characters);
create or replace macro replicate(text, n) as repeat(text, n);
create or replace macro textlen(text) as length(text);
create or replace macro initcap(text) as
    array_to_string(list_transform(regexp_extract_all(text, '[\p{L}\p{N}]+|[^\p{L}\p{N}]+'),
        lambda word: upper(left(word, 1)) || lower(substring(word, 2))), '');
create or replace macro octetindex(part, text) as cast(strpos(text, part) as integer);
create or replace macro quote_ident(text) as
    case when regexp_full_match(text, '[a-z_][a-z0-9_$]*') then text else '"' || replace(text, '"', '""') || '"' end;
create or replace macro quote_literal(text) as '''' || replace(text, '''', '''''') || '''';
create or replace macro regexp_substr(text, pattern) as regexp_extract(text, pattern);
create or replace macro regexp_count(text, pattern) as cast(length(regexp_extract_all(text, pattern)) as integer);
create or replace macro strtol(text, base) as
    cast(list_sum(list_transform(range(1, length(text) + 1),
        lambda i: cast(strpos('0123456789abcdefghijklmnopqrstuvwxyz', lower(substring(text, cast(i as integer), 1))) - 1 as bigint)
             * cast(pow(base, length(text) - i) as bigint))) as bigint);
create or replace macro func_sha1(text) as sha1(text);
create or replace macro sha(text) as sha1(text);

-- Numbers.
create or replace macro dexp(x) as exp(cast(x as double));
create or replace macro dlog1(x) as ln(cast(x as double));
create or replace macro dlog10(x) as log10(cast(x as double));

-- JSON text.
create or replace macro json_parse(text) as cast(text as json);
create or replace macro json_serialize(value) as cast(to_json(value) as varchar);
create or replace macro is_valid_json(text) as json_valid(text) and coalesce(json_type(text), '') = 'OBJECT';
create or replace macro is_valid_json_array(text) as json_valid(text) and coalesce(json_type(text), '') = 'ARRAY';
create or replace macro json_extract_array_element_text(text, position) as
    json_extract_string(text, '$[' || cast(position as varchar) || ']'),
    (text, position, null_if_invalid) as
        case when json_valid(text) then json_extract_string(text, '$[' || cast(position as varchar) || ']') end;

-- SUPER values, which are JSON, or a STRUCT of lists from a prediction function. The rewriter calls these; each has one form a
-- type, and the last form leaves a value of any other type alone. A VARCHAR form stands beside each JSON one because text
-- would turn into JSON without being asked.
create or replace macro super_element(x json, i) as case when i >= 0 then json_extract(x, cast(i as bigint)) end,
    (x varchar, i) as x[i],
    (x, i) as case when i >= 0 then list_extract(x, i + 1) end;
create or replace macro super_number(x json) as try_cast(json_extract_string(x, '$') as double),
    (x varchar) as x,
    (x) as x;
create or replace macro super_text(x json) as json_extract_string(x, '$'),
    (x varchar) as x,
    (x) as x;
create or replace macro super_beside(x json, y json) as json_extract_string(x, '$'),
    (x json, y varchar) as json_extract_string(x, '$'),
    (x json, y boolean) as try_cast(json_extract_string(x, '$') as boolean),
    (x json, y) as try_cast(json_extract_string(x, '$') as double),
    (x varchar, y varchar) as x,
    (x varchar, y) as x,
    (x, y) as x;
create or replace macro super_shown(x json) as x,
    (x varchar) as to_json(x),
    (x) as x;
-- Of lateral subqueries, where the engine does not take macros with a form a type.
create or replace macro super_elements(x) as
    case when json_type(to_json(x)) = 'ARRAY' then cast(to_json(x) as json[])
         when json_type(to_json(x)) <> 'NULL' then [to_json(x)] end;
create or replace macro super_attributes(x) as
    map_entries(cast(case when json_type(to_json(x)) = 'OBJECT' then to_json(x) end as map(varchar, json)));
create or replace macro super_valid(x) as case when json_valid(cast(x as varchar)) then cast(x as varchar) end;
create or replace macro json_typeof(value) as
    case json_type(to_json(value)) when 'OBJECT' then 'object' when 'ARRAY' then 'array' when 'VARCHAR' then 'string'
         when 'BOOLEAN' then 'boolean' when 'NULL' then 'null'
         when 'UBIGINT' then 'number' when 'BIGINT' then 'number' when 'DOUBLE' then 'number' when 'HUGEINT' then 'number' end;
create or replace macro is_object(value) as json_type(to_json(value)) = 'OBJECT';
create or replace macro is_array(value) as json_type(to_json(value)) = 'ARRAY';
create or replace macro is_scalar(value) as json_type(to_json(value)) not in ('OBJECT', 'ARRAY', 'NULL');
create or replace macro is_varchar(value) as json_type(to_json(value)) = 'VARCHAR';
create or replace macro is_char(value) as json_type(to_json(value)) = 'VARCHAR';
create or replace macro is_boolean(value) as json_type(to_json(value)) = 'BOOLEAN';
create or replace macro is_integer(value) as json_type(to_json(value)) in ('UBIGINT', 'BIGINT');
create or replace macro is_bigint(value) as json_type(to_json(value)) in ('UBIGINT', 'BIGINT');
create or replace macro is_smallint(value) as
    json_type(to_json(value)) in ('UBIGINT', 'BIGINT') and cast(json_extract_string(to_json(value), '$') as hugeint) between -32768 and 32767;
create or replace macro is_decimal(value) as json_type(to_json(value)) in ('UBIGINT', 'BIGINT', 'DOUBLE');
create or replace macro is_float(value) as json_type(to_json(value)) = 'DOUBLE';
create or replace macro get_array_length(value) as
    case when json_type(to_json(value)) = 'ARRAY' then cast(json_array_length(to_json(value)) as integer) end;

-- Aggregates.
create or replace macro every(condition) as bool_and(condition);
