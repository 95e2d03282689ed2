SELECT Größe, "Mixed ""Case""", a$b$c, _x1 FROM täble
=> W:select W:größe S:, Q:Mixed "Case" S:, W:a$b$c S:, W:_x1 W:from W:täble

'it''s' 'a\' E'b\'c\\' e'\n\t\101\x41\u00e9\U0001F600' N'n' B'101' x'1F'
=> S:it's S:a\ S:b'c\ S:\n	AAé😀 S:n B:101 B:1F

U&'d\0061t\+01F600\\' U&"d!0061t!!" UESCAPE '!' u&'plain'
=> S:dat😀\ Q:dat! S:plain

$$a;'b$$ $x$ a $$;$$ $x$ $1 $23
=> S:a;'b S: a $$;$$  P:1 P:23

1 1.5 .5 2. 1e5 1.5E-3 1..2 3e 0x1F
=> N:1 N:1.5 N:.5 N:2. N:1e5 N:1.5E-3 N:1 O:.. N:2 N:3 W:e N:0 W:x1f

a->>'b' ::int ?| <= != - -1 *- a@-b 2+-3 := a.b [1:2] {x}
=> W:a O:->> S:b O::: W:int O:?| O:<= O:!= O:- O:- N:1 O:* O:- W:a O:@- W:b N:2 O:+ O:- N:3 O::= W:a S:. W:b S:[ N:1 S:: N:2 S:] S:{ W:x S:}

5--5
=> N:5

1/* /* */ -- */+/**/2 a<--b
=> N:1 O:+ N:2 W:a O:<

'a' -- joined
  'b'
=> S:ab

select 'a
       ^
! 42601 unterminated quoted string at or near "'a"
? single quote

select "a
       ^
! 42601 unterminated quoted identifier at or near ""a"

select /* a /* b */
       ^
! 42601 unterminated comment at or near "/* a /* b */"

select $x$ a $y$
       ^
! 42601 unterminated dollar-quoted string at or near "$x$ a $y$"

select ""
       ^
! 42601 zero-length delimited identifier at or near """"

select $a
       ^
! 42601 syntax error at or near "$"

select \ 1
       ^
! 42601 syntax error at or near "\"

select E'\u12'
         ^
! 42601 Unicode escapes must be \uXXXX or \UXXXXXXXX

select E'\xff'
       ^
! 22021 invalid byte sequence for encoding "UTF8" in an escaped string

select U&'\00'
       ^
! 42601 Unicode escapes must be \XXXX or \+XXXXXX
