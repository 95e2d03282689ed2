# Integer arithmetic: INT2, INT4 and INT8 stay integers, division truncates (Computations with numeric values).
select 7 / 2 => 3
select -7 / 2 => -3
select 7 % 3, -7 % 3, 7 % -3 => 1|-1|1
select mod(10, 4), mod(-10, 4) => 2|-2
select 5 / 2 * 2 => 4
select 1 + 2 * 3, (1 + 2) * 3 => 7|9
select 2 ^ 3 => 8
select |/ 25 => 5
select ||/ 27 => 3
select @ -5 => 5
select 10 / 4.0::float => 2.5
select 1 / 0 => ! 22012
select 1 % 0 => ! 22012
select 1.0 / 0 => ! 22012
select 2147483647 + 1 => ! 22003
select 9223372036854775807 + 1 => ! 22003
- select 32767::smallint + 1 => 32768
select 40000::smallint => ! 22003
select 3000000000::int => ! 22003
select 3000000000 => 3000000000
select 2147483647::bigint + 1 => 2147483648
select 5 & 3, 5 | 3, 5 # 3, ~5 => 1|7|6|-6
select 1 << 4, 256 >> 4 => 16|16
select +5, - -5 => 5|5
select 1e3::int => 1000

# Scale of decimals: + and - keep the larger scale, * adds the scales, / has max(4, s1 + p2 - s2 + 1).
select 1.10 + 2.205 => 3.305
select 1.10 - 0.1 => 1.00
select 1.50 * 2.50 => 3.7500
select 1.5::decimal(4,2) * 2 => 3.00
select 3::decimal(8,2) + 1 => 4.00
- select 10.00::decimal(8,2) / 3.00::decimal(8,2) => 3.333333333
- select 1.0 / 3.0 => 0.3333
- select 1 / 3.0::decimal(2,1) => 0.3333
select 100.00::decimal(8,2) / 0 => ! 22012
select cast(10.005 as decimal(8,2)) => 10.01
select cast(-10.005 as decimal(8,2)) => -10.01
select 162.00::integer => 162
select 2.5::int, 3.5::int, -2.5::int, 2.4::int => 3|4|-3|2
select '12.345'::decimal(5,2) => 12.35
select '12.345'::numeric => 12
select 12.7::decimal => 13
select 12345.678::decimal(7,3) => ! 22003
select 123.45::decimal(5,2), 123.45::decimal(4,1), 123.45::numeric(3) => 123.45|123.5|123
select 9999999.99::decimal(9,2) * 100::int => 999999999.00
select 0.1 + 0.2 = 0.3 => t
select 0.1::float8 + 0.2::float8 = 0.3::float8 => f
select 1.0 = 1, 1.00 = 1.0 => t|t
select 5.0::float / 2 => 2.5
select 7::float4 / 2 => 3.5
select 1.5e2 => 150
select .5, 5. => 0.5|5
select 123456789012345678 * 10 => 1234567890123456780
select 12345678901234567890.5 + 1 => 12345678901234567891.5
select 'NaN'::float, 'Infinity'::float, '-Infinity'::float => NaN|Infinity|-Infinity

# Mathematical functions, with the examples of their pages.
select abs(-38), abs(-76.45), abs(-5::smallint) => 38|76.45|5
select acos(-1)::decimal(9,6), asin(1)::decimal(9,6), atan(1)::decimal(9,6) => 3.141593|1.570796|0.785398
select atan2(2, 2) * 4 = pi() => t
select cbrt(27), cbrt(8.0) => 3|2
select ceil(-38.5), ceiling(1.2), ceil(4) => -38|2|4
select floor(-1.5), floor(12.15), floor(4) => -2|12|4
select cos(0), sin(0), tan(0) => 1|0|0
select round(cot(1)::decimal(12,8), 6) => 0.642093
select degrees(pi()), radians(180) = pi() => 180|t
select round(exp(1)::decimal(12,8), 6), round(dexp(1)::decimal(12,8), 6) => 2.718282|2.718282
select ln(1), dlog1(1), dlog10(100), log(100) => 0|0|2|2
select dlog10(1000) => 3
select round(ln(2.718281828)::decimal(12,8), 6) => 1.000000
select ln(0) => ! 2201E
select ln(-1) => ! 2201E
select log(0) => ! 2201E
select power(2, 10), pow(3, 2), power(9, 0.5) => 1024|9|3
select sqrt(16), sqrt(2.25) => 4|1.5
select sqrt(-1) => ! 2201F
select sign(-5), sign(0), sign(18.5) => -1|0|1
select round(28.05, 1), round(28.05), round(-28.5) => 28.1|28|-29
select round(2.5), round(3.5), round(-2.5) => 3|4|-3
select round(1234.567, -2), round(1234.567, 2), round(1250, -2) => 1200|1234.57|1300
select trunc(111.86), trunc(111.86, 1), trunc(115, -1), trunc(-1.7) => 111|111.8|110|-1
select mod(5, 2), mod(7.5, 2) => 1|1.5
select pi() > 3.14159 and pi() < 3.1416 => t
select random() >= 0 and random() < 1 => t
select floor(random() * 100)::int between 0 and 99 => t
select to_hex(2147483647), to_hex(255) => 7fffffff|ff
select greatest(3, 1, 2), least(3, 1, 2) => 3|1
select greatest(1, null, 3), least(null, 2) => 3|2
select greatest(null::int, null) is null => t
select checksum(100) is not null => t
select width_bucket(5, 0, 10, 5) => 3
select 5 between 1 and 10, 5 not between 1 and 4, 5 between 10 and 1 => t|t|f
select sinh(0), cosh(0), tanh(0) => 0|1|0
select strtol('0xf', 16), strtol('abcd1234', 16) => 15|2882343476
select strtol('1234567', 10), strtol('1234567', 8), strtol('110101', 2) => 1234567|342391|53
select strtol('', 2), strtol('-11', 10), strtol(' 7', 10) => 0|-11|7
select to_number('12,454.8-', '99G999D9S') => -12454.8
select to_number('12.345', '99D999') => 12.345
select to_number('1,234', '9,999'), to_number('-12', 'S99') => 1234|-12
select to_number('  42 ', '9999') => 42
select to_number('$1,234.50', 'L9,999.99') => 1234.50
select to_number('abc', '999') => ! 22P02

# Implicit casts between numbers and text.
select '12' + 1, 3 * '2' => 13|6
select '1.5'::float + 1 => 2.5
select 5 = '5', '5' = 5, 6 > '5' => t|t|t
select 'a' = 5 => ! 22P02
select 'abc'::int => ! 22P02
select ''::int => ! 22P02
select ' 42 '::int, '+7'::int, '-7'::bigint => 42|7|-7
select 1::varchar || 2 => 12
select 12 || 'a', 'a' || 12.50, 'x' || 1.5::float => 12a|a12.50|x1.5
select true || 'a' => truea
select 3::char(1), 12.5::varchar(10) => 3|12.5
select cast('5' as smallint) + 1 => 6
select cast(null as int) is null => t
select convert(integer, '12'), convert(decimal(5,2), 3.14159) => 12|3.14
select 1::bool, 0::bool, 5::boolean => t|f|t
select true::int, false::int => 1|0
