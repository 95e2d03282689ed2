-- Functions of Amazon Redshift that the embedded engine lacks, as macros of the engine. They are created without a schema
-- prefix: whoever loads them sets the schema, and keeps it on the search path. A macro must not have the name of a function
-- of the engine, unless it covers what that function does.

-- Date and time.
create or replace macro add_months(d, n) as
    case when last_day(d) = cast(d as date)
         then cast(last_day(d + interval '1 month' * cast(n as bigint)) as timestamp) + (cast(d as timestamp) - cast(cast(d as date) as timestamp))
         else cast(d as timestamp) + interval '1 month' * cast(n as bigint) end;
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

create or replace macro months_between(a, b) as
    case when date_part('day', a) = date_part('day', b)
              or (last_day(a) = cast(a as date) and last_day(b) = cast(b as date))
         then cast((date_part('year', a) - date_part('year', b)) * 12 + date_part('month', a) - date_part('month', b) as double)
         else (date_part('year', a) - date_part('year', b)) * 12 + date_part('month', a) - date_part('month', b)
              + (date_part('day', a) - date_part('day', b)
                 + cast(epoch(cast(a as timestamp)) - epoch(cast(cast(a as date) as timestamp))
                    - epoch(cast(b as timestamp)) + epoch(cast(cast(b as date) as timestamp)) as double) / 86400) / cast(31 as double) end;
-- The day after the 28th of February for the 29th, where there is none.
create or replace macro add_years(d, n) as
    d + interval '1 year' * cast(n as bigint)
    + case when date_part('month', d) = 2 and date_part('day', d) = 29
                and date_part('day', d + interval '1 year' * cast(n as bigint)) = 28
           then interval '1 day' else interval '0 days' end;
create or replace macro date_cmp_timestamptz(a, b) as
    case when cast(a as timestamptz) < cast(b as timestamptz) then -1 when cast(a as timestamptz) > cast(b as timestamptz) then 1
         when a is null or b is null then null else 0 end;
create or replace macro timestamp_cmp_timestamptz(a, b) as date_cmp_timestamptz(a, b);
create or replace macro timestamptz_cmp(a, b) as date_cmp_timestamptz(a, b);
create or replace macro timestamptz_cmp_date(a, b) as date_cmp_timestamptz(a, b);
create or replace macro timestamptz_cmp_timestamp(a, b) as date_cmp_timestamptz(a, b);

-- Formats. What the rewriter does not turn into the engine's own.
create or replace macro to_char(x timestamp, f) as system.main.__auspex_text_moment_shown(cast(x as varchar), f),
    (x date, f) as system.main.__auspex_text_moment_shown(cast(cast(x as timestamp) as varchar), f),
    (x timestamptz, f) as system.main.__auspex_text_moment_shown(cast(cast(x as timestamp) as varchar), f),
    (x time, f) as system.main.__auspex_text_moment_shown('1970-01-01 ' || cast(x as varchar), f),
    (x interval, f) as
        system.main.__auspex_text_moment_shown(cast(timestamp '1970-01-01' + x as varchar), f),
    (x, f) as system.main.__auspex_text_number_shown(cast(x as varchar), f);
create or replace macro number_read(t, f) as system.main.__auspex_text_number_read(cast(t as varchar), f);
create or replace macro moment_read(t, f, strict) as
    cast(system.main.__auspex_text_moment_read(cast(t as varchar), f, cast(strict as varchar)) as timestamp);
create or replace macro cut(x, n) as
    case when strlen(cast(x as varchar)) <= n then cast(x as varchar)
         else system.main.__auspex_text_cut(cast(x as varchar), cast(n as varchar)) end;

-- A step may be a number or an interval: only 0 is what remains of it without itself.
create or replace macro generate_series(first, last) as system.main.generate_series(first, last),
    (first, last, step) as
        case when step = step - step then error('step size cannot equal zero')
             else system.main.generate_series(first, last, step) end;

-- Text.
create or replace macro octet_length(t blob) as system.main.octet_length(t), (t) as strlen(cast(t as varchar));
create or replace macro bit_length(t) as 8 * strlen(cast(t as varchar));
create or replace macro concat(a, b) as cast(a as varchar) || cast(b as varchar);
-- The engine would make a text of any length, and does not look up from it to see that it is to stop.
create or replace macro requested(n, size) as
    cast(case when cast(n as double) * size > 16777216 then error('requested length too large') else n end as integer);
create or replace macro lpad(t, n) as system.main.lpad(cast(t as varchar), requested(n, 1), ' '),
    (t, n, fill) as system.main.lpad(cast(t as varchar), requested(n, 1), fill);
create or replace macro rpad(t, n) as system.main.rpad(cast(t as varchar), requested(n, 1), ' '),
    (t, n, fill) as system.main.rpad(cast(t as varchar), requested(n, 1), fill);
create or replace macro repeat(t, n) as system.main.repeat(cast(t as varchar), requested(n, strlen(cast(t as varchar))));
-- What lies before the first character counts, and is nothing.
create or replace macro substring(t, s) as system.main.substring(cast(t as varchar), greatest(s, 1)),
    (t, s, n) as system.main.substring(cast(t as varchar), greatest(s, 1), greatest(least(n, n + s - 1), 0));
create or replace macro substr(t, s) as substring(t, s), (t, s, n) as substring(t, s, n);
create or replace macro octetindex(part, text) as
    cast(case when strpos(text, part) = 0 then 0 else strlen(left(text, strpos(text, part) - 1)) + 1 end as integer);
create or replace macro soundex(t) as system.main.__auspex_text_soundex(cast(t as varchar));
create or replace macro difference(a, b) as
    cast((substring(soundex(a), 1, 1) = substring(soundex(b), 1, 1))::int + (substring(soundex(a), 2, 1) = substring(soundex(b), 2, 1))::int
         + (substring(soundex(a), 3, 1) = substring(soundex(b), 3, 1))::int
         + (substring(soundex(a), 4, 1) = substring(soundex(b), 4, 1))::int as integer);
create or replace macro bpcharcmp(a, b) as
    case when rtrim(a) < rtrim(b) then -1 when rtrim(a) > rtrim(b) then 1 when a is null or b is null then null else 0 end;
create or replace macro bttext_pattern_cmp(a, b) as
    case when a < b then -1 when a > b then 1 when a is null or b is null then null else 0 end;
create or replace macro crc32(t) as system.main.__auspex_text_crc32(cast(t as varchar));
create or replace macro sha2(t, bits) as system.main.__auspex_text_sha2(cast(t as varchar), cast(bits as varchar));
create or replace macro strtol(t, base) as
    cast(system.main.__auspex_text_strtol(cast(t as varchar), cast(base as varchar)) as bigint);

-- Regular expressions: the engine's, from a position, of an occurrence, and with Redshift's parameters.
create or replace macro pattern_with(p, parameters) as case when contains(parameters, 'i') then '(?i)' || p else p end;
create or replace macro regexp_count(t, p) as cast(len(regexp_extract_all(t, p)) as integer),
    (t, p, start) as cast(len(regexp_extract_all(substring(t, start), p)) as integer),
    (t, p, start, parameters) as
        cast(len(regexp_extract_all(substring(t, start), pattern_with(p, parameters))) as integer);
create or replace macro pattern_place(t, p, start, n, behind) as
    cast(case when regexp_matches(t, '(?s)^(?:.*?(?:' || p || ')){' || cast(n as varchar) || '}')
         then length(regexp_extract(t, '(?s)^((?:.*?(?:' || p || ')){' || cast(n - 1 as varchar) || '}.*?)(?:' || p || ')',
                                    case when behind = 1 then 0 else 1 end)) + greatest(start, 1)
         else 0 end as integer);
create or replace macro regexp_instr(t, p) as pattern_place(t, p, 1, 1, 0),
    (t, p, start) as pattern_place(substring(t, start), p, start, 1, 0),
    (t, p, start, n) as pattern_place(substring(t, start), p, start, n, 0),
    (t, p, start, n, behind) as pattern_place(substring(t, start), p, start, n, behind),
    (t, p, start, n, behind, parameters) as
        pattern_place(substring(t, start), pattern_with(p, parameters), start, n, behind);
create or replace macro regexp_substr(t, p) as regexp_extract(t, p),
    (t, p, start) as regexp_extract(substring(t, start), p),
    (t, p, start, n) as coalesce(regexp_extract_all(substring(t, start), p)[n], case when t is not null then '' end),
    (t, p, start, n, parameters) as
        coalesce(regexp_extract_all(substring(t, start), pattern_with(p, parameters),
                                    case when contains(parameters, 'e') then 1 else 0 end)[n],
                 case when t is not null then '' end);
create or replace macro with_groups(replacement) as system.main.regexp_replace(replacement, '\$([0-9])', '\\\1', 'g');
create or replace macro regexp_replace(t, p) as system.main.regexp_replace(t, p, '', 'g'),
    (t, p, r) as system.main.regexp_replace(t, p, with_groups(r), 'g'),
    (t, p, r, start varchar) as
        case when contains(start, 'g') then system.main.regexp_replace(t, pattern_with(p, start), r, 'g')
             else system.main.regexp_replace(t, pattern_with(p, start), r) end,
    (t, p, r, start) as left(t, greatest(start, 1) - 1) || system.main.regexp_replace(substring(t, start), p, with_groups(r), 'g'),
    (t, p, r, start, parameters) as
        left(t, greatest(start, 1) - 1)
        || system.main.regexp_replace(substring(t, start), pattern_with(p, parameters), with_groups(r), 'g');
create or replace macro charindex(part, text) as cast(strpos(text, part) as integer);
create or replace macro btrim(text) as trim(text, ' '), (text, characters) as trim(text, characters);
create or replace macro replicate(text, n) as repeat(text, n);
create or replace macro textlen(text) as length(text);
create or replace macro initcap(text) as
    array_to_string(list_transform(regexp_extract_all(text, '[\p{L}\p{N}]+|[^\p{L}\p{N}]+'),
        lambda word: upper(left(word, 1)) || lower(substring(word, 2))), '');
create or replace macro quote_ident(text) as
    case when regexp_full_match(text, '[a-z_][a-z0-9_$]*') then text else '"' || replace(text, '"', '""') || '"' end;
create or replace macro quote_literal(text) as '''' || replace(text, '''', '''''') || '''';
create or replace macro func_sha1(text) as sha1(text);
create or replace macro sha(text) as sha1(text);

-- Numbers.
create or replace macro dexp(x) as exp(cast(x as double));
create or replace macro dlog1(x) as ln(cast(x as double));
create or replace macro dlog10(x) as log10(cast(x as double));

create or replace macro to_hex(n) as lower(system.main.to_hex(n));
-- Exact where the root is a whole number.
create or replace macro cbrt(x) as
    case when pow(round(system.main.cbrt(x)), 3) = x then round(system.main.cbrt(x)) else system.main.cbrt(x) end;
create or replace macro checksum(x) as cast(abs(hash(cast(x as varchar)) % 2147483647) as integer);
create or replace macro width_bucket(x, low, high, n) as
    cast(case when x < low then 0 when x >= high then n + 1
         else floor((cast(x as double) - low) / (high - low) * n) + 1 end as integer);
-- An average of integers is an integer: of the average and one of the values. The engine cannot choose a form by type here.
create or replace macro average(a, x) as
    case when typeof(x) in ('INTEGER', 'BIGINT', 'SMALLINT', 'TINYINT', 'HUGEINT')
         then system.main.trunc(cast(a as double)) else a end;

-- Bytes.
create or replace macro to_varbyte(t, form) as
    case lower(form) when 'hex' then unhex(t) when 'base64' then from_base64(t) else encode(t) end;
create or replace macro from_varbyte(b, form) as
    case lower(form) when 'hex' then lower(hex(b)) when 'base64' then to_base64(b) else decode(b) end;

-- JSON text.
create or replace macro can_json_parse(text) as json_valid(text);
create or replace macro json_array_length(text) as cast(system.main.json_array_length(cast(text as json)) as integer),
    (text, null_if_invalid) as
        cast(case when null_if_invalid and not json_valid(text) then null
             else system.main.json_array_length(cast(text as json)) end as integer);
create or replace macro array_concat(a, b) as to_json(list_concat(cast(to_json(a) as json[]), cast(to_json(b) as json[])));
create or replace macro subarray(a, start, n) as
    to_json(list_slice(cast(to_json(a) as json[]), start + 1, start + n));
create or replace macro array_flatten(a) as
    to_json(flatten(list_transform(cast(to_json(a) as json[]),
        lambda x: case when json_type(x) = 'ARRAY' then cast(x as json[]) else [x] end)));
create or replace macro split_to_array(t) as to_json(string_split(t, ',')),
    (t, separator) as to_json(string_split(t, separator));
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
