# Functions on text, with the examples of their pages where they have some.
select 'a' || 'b', 'a' || null => ab|null
select concat('December 25, ', '2008') => December 25, 2008
select concat('a', null) => null
select concat('a', 1), concat(1, 2) => a1|12
select ascii('amazon'), ascii('') , ascii('é') => 97|0|233
select chr(65), chr(97), chr(233) => A|a|é
select len('alphabet'), length('alphabet'), char_length('alphabet'), character_length('a'), textlen('ab') => 8|8|8|1|2
select len('français'), octet_length('français'), octet_length('abc') => 8|9|3
select len('cat  '), length('cat  ') => 5|5
select octet_length('cat'), octet_length('') => 3|0
select bit_length('abc') => 24
select upper('Warszawa'), lower('WarSzawa') => WARSZAWA|warszawa
select initcap('nicOLe'), initcap('classical music'), initcap('o''neil smith-jones') => Nicole|Classical Music|O'Neil Smith-Jones
select initcap('Nibh.Quisque@Interdum.edu') => Nibh.Quisque@Interdum.Edu
select left('caterpillar', 3), right('caterpillar', 3), left('abc', 10) => cat|lar|abc
select left('Chicago', 0), right('abc', 0) => |
select lpad('cat', 7), lpad('cat', 7, '.'), lpad('caterpillar', 3) => '    cat'|....cat|cat
select rpad('cat', 7, '-') , rpad('cat', 5) || '|', rpad('caterpillar', 3, 'x') => cat----|'cat  |'|cat
select lpad('cat', 7, '01') => 0101cat
select ltrim('  dog'), rtrim('dog  ') || '|', btrim('  dog  ') => dog|'dog|'|dog
select ltrim('2008-01-24 06:43:29', '2008-') => 1-24 06:43:29
select rtrim('Concert Bulls', 'Bls') , btrim('setuphistorycassettes', 'tes') => Concert Bu|uphistoryca
select trim('   dog   '), trim(both ' ' from ' a '), trim('xxaxx', 'x') => dog|a|a
select trim(leading 'x' from 'xxaxx'), trim(trailing 'x' from 'xxaxx'), trim(both '"' from '"dog"') => axx|xxa|dog
select position('dog' in 'fish and dogs'), position('x' in 'abc'), position('a' in 'banana') => 10|0|2
select strpos('dogfish', 'fish'), strpos('a', 'b') => 4|0
select charindex('fish', 'dogfish'), charindex('dog', 'fish'), charindex('dog', 'dog') => 4|0|1
select octetindex('q', 'AMAZON REDSHIFT'), octetindex('REDSHIFT', 'Άμαζον Amazon Redshift') => 0|0
select octetindex('Redshift', 'Άμαζον Amazon Redshift') => 21
select repeat('ab', 3), replicate('ab', 2), repeat('a', 0) => ababab|abab|
select replace('Concerts Pop', 'Pop', 'Rock'), replace('aaa', 'a', ''), replace('abc', 'x', 'y') => Concerts Rock||abc
select reverse('abc'), reverse('frog') => cba|gorf
select translate('mint tea', 'inea', 'osin') => most tin
select translate('St. George', ' .', '_') => St_George
select translate('abc', null, 'x') => null
select substring('caterpillar', 6, 4), substring('caterpillar', 6) => pill|pillar
select substring('caterpillar', 12, 3), substring('caterpillar', 0, 6), substring('caterpillar', -2, 6) => |cater|cat
select substring('caterpillar' from 2 for 3), substr('caterpillar', 1, 3) => ate|cat
select substring('abc', 2, -1) => ! 22011
select substring(123456, 3, 2) => 34
select split_part('abc$def$ghi', '$', 2), split_part('abc$def', '$', 5), split_part('2008-03-05', '-', 1) => def||2008
select split_part('abc$def', '$', 0) => ! 22023
select quote_ident('Foo bar'), quote_ident('foo') => "Foo bar"|foo
select quote_literal('it''s') => 'it''s'
select soundex('Amazon'), soundex('Robert'), soundex('Rupert') => A525|R163|R163
select difference('Amazon', '+-*/%'), difference('AC/DC', 'Ay See Dee See') => 0|4
select bpcharcmp('a', 'b'), bpcharcmp('b', 'a'), bpcharcmp('a', 'a  ') => -1|1|0
select bttext_pattern_cmp('a', 'b'), bttext_pattern_cmp('b', 'a'), bttext_pattern_cmp('a', 'a') => -1|1|0
select md5('Amazon Redshift') => f7415e33f972c03abd4f3fed36748f7a
select func_sha1('abc'), sha1('abc') = sha('abc') => a9993e364706816aba3e25717850c26c9cd0d89d|t
select crc32('Amazon Redshift') => f2726906
select len(sha2('Amazon Redshift', 256)), len(sha2('a', 512)), len(sha2('a', 384)), len(sha2('a', 224)) => 64|128|96|56
select sha2('abc', 256) => ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad
select strtol('zz', 36) => 1295
- select collate('a', 'case_insensitive') = 'A' => t
select textlen('abc'), dexp(0), lower('ÀÉ') => 3|1|àé

# Regular expressions: POSIX operators and functions.
select 'abc' ~ '^a', 'abc' ~ 'd', 'abc' !~ 'd' => t|f|t
select 'abc' ~* 'B', 'ABC' !~* 'b' => t|f
select 'Springfield' ~ 'field$', 'a1' ~ '[0-9]', 'x' ~ '^(x|y)$' => t|t|t
select regexp_count('abcdefghijklmnopqrstuvwxyz', '[a-z]{3}'), regexp_count('abcdefghijklmnopqrstuvwxyz', '[a-z]{3}', 4) => 8|7
select regexp_count('the fox', 'FOX', 1, 'i') => 1
- select regexp_count('passwd7 plain A1234 a1234', '(?=[^ ]*[a-z])(?=[^ ]*[0-9])[^ ]+', 1, 'p') => 2
select regexp_instr('Cum@accumsan.com', '@[^.]*'), regexp_instr('abc', 'x') => 4|0
select regexp_instr('The Home Depot Center', '[cC]ent(er|re)$'), regexp_instr('a1b2', '[0-9]', 3) => 16|4
select regexp_instr('the fox', 'FOX', 1, 1, 0, 'i'), regexp_instr('a1b2', '[0-9]', 1, 2) => 5|4
select regexp_substr('amet.faucibus.ut@condimentumegetvolutpat.ca', '@[^.]*') => @condimentumegetvolutpat
select regexp_substr('the fox', 'FOX', 1, 1, 'i'), regexp_substr('abc', 'x') => fox|
select regexp_substr('a1b2c3', '[0-9]', 1, 2), regexp_substr('a1b2c3', '[0-9]', 3) => 2|2
select regexp_substr('key=value', '=(.*)', 1, 1, 'e') => value
- select regexp_substr('passwd7 plain A1234 a1234', '(?=[^ ]*[a-z])(?=[^ ]*[0-9])[^ ]+', 1, 2, 'p') => a1234
select regexp_replace('etiam@mailorg.edu', '@.*\\.(org|gov|com|edu|ca)$') => etiam
select regexp_replace('the fox', 'FOX', 'quick brown fox', 1, 'i') => the quick brown fox
select regexp_replace('aaa', 'a', 'b'), regexp_replace('a1b2', '[0-9]', '') => bbb|ab
select regexp_replace('Smith John', '([A-Za-z]+) ([A-Za-z]+)', '$2 $1') => John Smith
select regexp_replace('ID: 12345', '[^0-9]', '') => 12345

# LIKE, ILIKE and SIMILAR TO. % and _ are wildcards in all three.
select 'abc' like 'a%', 'abc' like 'A%', 'abc' ilike 'A%' => t|f|t
select 'abc' like '_b_', 'abc' like 'b', 'abc' not like 'x%' => t|f|t
select 'a_c' like 'a\\_c', 'abc' like 'a\\_c' => t|f
select '50%' like '50^%' escape '^', '500' like '50^%' escape '^' => t|f
select null like 'a' , 'a' like null => null|null
select 'abc' similar to 'abc', 'abc' similar to 'b', 'abc' similar to '%b%' => t|f|t
select 'Springfield' similar to '%(field|ville)', 'abc' similar to '_b_' => t|t
select 'abc' similar to 'a(b|x)c', 'aaa' similar to 'a{3}', 'abc' not similar to '%(b|d)%' => t|t|f
select 'ab12' similar to '[a-z]+[0-9]*', 'a.c' similar to 'a.c', 'abc' similar to 'a.c' => t|t|f
select 12345 like '123%' => t

# Comparison and order: byte order, capitals first; trailing blanks do not matter.
select 'a' < 'b', 'B' < 'a', 'a' = 'A', 'Z' < 'a' => t|t|f|t
select 'abc' < 'abcd', '' < 'a', '10' < '9' => t|t|t
- select 'a' = 'a  ' => t
- select 'abc  '::varchar(10) = 'abc'::varchar(10) => t
select max(x), min(x) from (select 'a' as x union all select 'B' union all select 'c') => c|B
select x from (select 'b' as x union all select 'A' union all select 'a' union all select null) order by x => A & a & b & null
- select 'it''s', 'a"b', 'a\\b' => it's|a"b|a\b
select $$a'b$$, e'a\tb' = 'a' || chr(9) || 'b' => a'b|t
select 'a' 'b' => ! 42601

# VARCHAR(n) and CHAR(n): lengths in bytes, casts cut off, CHAR pads with blanks.
select 'abcdef'::varchar(3), cast('abcdef' as char(3)) => abc|abc
select 'City of South San Francisco'::char(20) => City of South San Fr
select 'éé'::varchar(3), 'é'::varchar(1) => é|
- select len('a'::char(3)), octet_length('a'::char(3)), 'a'::char(3) = 'a' => 1|3|t
select 'abc'::char, 'abc'::varchar, 'abc'::text, 'ab'::bpchar => a|abc|abc|ab
select 12345::varchar(3), cast(123.45 as varchar(4)) => 123|123.
select 'x'::nvarchar(5), 'abc'::nchar(2), 'abc'::character varying(2), 'abc'::character(2) => x|ab|ab|ab
select '2008-01-01'::date::varchar(7), true::varchar(4) => 2008-01|true
