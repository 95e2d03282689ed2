copy t from 's3://b/k' iam_role default
=> Copy t from s3://b/k {IAM_ROLE=default}

COPY demo_ml.t (a, "B") FROM 's3://b/k' IAM_ROLE 'arn' REGION 'us-east-1' IGNOREHEADER 1 FORMAT AS CSV DELIMITER ',' QUOTE '"'
=> Copy demo_ml.t [a, B] from s3://b/k {DELIMITER=,, FORMAT=CSV, IAM_ROLE=arn, IGNOREHEADER=1, QUOTE=", REGION=us-east-1}

copy t from 's3://b/k' credentials 'x' csv gzip ignoreheader as 2 emptyasnull blanksasnull dateformat 'auto' timeformat as auto null as '\N' acceptinvchars as '^' maxerror as 10 compupdate off statupdate
=> Copy t from s3://b/k {ACCEPTINVCHARS=^, BLANKSASNULL=, COMPUPDATE=OFF, CREDENTIALS=x, DATEFORMAT=auto, EMPTYASNULL=, FORMAT=CSV, GZIP=, IGNOREHEADER=2, MAXERROR=10, NULL=\N, STATUPDATE=ON, TIMEFORMAT=auto}

copy t from 's3://b/k' format delimiter '|' removequotes escape fillrecord truncatecolumns trimblanks ignoreblanklines explicit_ids manifest encoding utf8 bzip2 acceptinvchars
=> Copy t from s3://b/k {ACCEPTINVCHARS=, BZIP2=, DELIMITER=|, ENCODING=utf8, ESCAPE=, EXPLICIT_IDS=, FILLRECORD=, IGNOREBLANKLINES=, MANIFEST=, REMOVEQUOTES=, TRIMBLANKS=, TRUNCATECOLUMNS=}

copy t from 's3://b/k' with credentials as 'x' json as 'auto' zstd
=> Copy t from s3://b/k {CREDENTIALS=x, FORMAT=JSON, JSON=auto, ZSTD=}

copy t from 's3://b/k' parquet
=> Copy t from s3://b/k {FORMAT=PARQUET}

copy t from 's3://b/k' ignorheader 1
                       ^
! 42601 syntax error at or near "ignorheader": COPY has no such option
? Did you mean IGNOREHEADER? Options are ACCEPTANYDATE, ACCEPTINVCHARS, ACCESS_KEY_ID, BLANKSASNULL, BZIP2, COMPROWS, COMPUPDATE, CREDENTIALS, CSV, DATEFORMAT, DELIMITER, EMPTYASNULL, ENCODING, ESCAPE, EXPLICIT_IDS, FILLRECORD, FIXEDWIDTH, GZIP, IAM_ROLE, IGNOREBLANKLINES, IGNOREHEADER, JSON, MANIFEST, MAXERROR, NOLOAD, NULL, PARQUET, QUOTE, REGION, REMOVEQUOTES, ROUNDEC, SECRET_ACCESS_KEY, SERIALIZETOJSON, SESSION_TOKEN, STATUPDATE, TIMEFORMAT, TRIMBLANKS, TRUNCATECOLUMNS and ZSTD.

copy t from 's3://b/k' csv csv
                           ^
! 42601 syntax error at or near "csv": a second file format

copy t from 's3://b/k' gzip gzip
                            ^
! 42601 syntax error at or near "gzip": this option is given twice

copy t from 's3://b/k' ignoreheader -1
                                    ^
! 42601 syntax error at or near "-": expected a whole number behind IGNOREHEADER

copy t from 's3://b/k' format as xml
                                 ^
! 42601 syntax error at or near "xml": expected a file format

copy t from stdin
=> from t [] {FORMAT=TEXT}

copy t (a, "B") from stdin with (format csv, header, delimiter ';', null 'x', quote '''', escape '\', encoding 'UTF8')
=> from t [a, B] {DELIMITER=;, ENCODING=UTF8, ESCAPE=\, FORMAT=CSV, HEADER=ON, NULL=x, QUOTE='}

copy t from stdin csv header delimiter as ',' null as ''
=> from t [] {DELIMITER=,, FORMAT=CSV, HEADER=ON, NULL=}

copy (select a, ')' from t) to stdout with (format 'csv', header off, force_quote *)
=> to at 6: select a, ')' from t {FORCE_QUOTE=*, FORMAT=CSV, HEADER=OFF}

copy s.t (a) to stdout
=> to at 5 of table: SELECT "a" FROM "s"."t" {FORMAT=TEXT}

copy t from stdin binary
                  ^
! 0A000 COPY FORMAT binary is not supported between server and client

copy t from stdin with (format csv, force_null (a))
                                    ^
! 42601 syntax error at or near "force_null": COPY has no such option between server and client

copy t from program 'ls'
            ^
! 0A000 COPY ... FROM PROGRAM is not supported

copy t to 's3://b/k'
          ^
! 0A000 COPY writes to STDOUT only
? Write UNLOAD ('SELECT ...') TO 's3://bucket/prefix' for files on the server.

copy (select 1) to '/etc/passwd'
                   ^
! 0A000 COPY writes to STDOUT only

unload ('select ''a'' from t') to 's3://b/k_' iam_role default
=> unload select 'a' from t to s3://b/k_ {IAM_ROLE=default}

unload ($$select 1$$) to 's3://b/k' format as csv header gzip allowoverwrite parallel off maxfilesize 1.5 gb manifest verbose null as 'n'
=> unload select 1 to s3://b/k {ALLOWOVERWRITE=, FORMAT=CSV, GZIP=, HEADER=, MANIFEST=VERBOSE, MAXFILESIZE=1610612736, NULL=n, PARALLEL=OFF}

unload ('select 1') to 's3://b/k' parquet partition by (y, "M") include cleanpath
=> unload select 1 to s3://b/k by [y, M] include {CLEANPATH=, FORMAT=PARQUET}

unload (select 1) to 's3://b/k'
        ^
! 42601 syntax error at or near "select": expected the query in single quotes

unload ('select 1') to 's3://b/k' heder
                                  ^
! 42601 syntax error at or near "heder": UNLOAD has no such option

unload ('select 1') to 's3://b/k' csv json
                                      ^
! 42601 syntax error at or near "json": a second file format

copy t (a, a) from 's3://b/k'
           ^
! 42601 syntax error at or near "a": column a is given twice

copy t 's3://b/k'
       ^
! 42601 syntax error at or near "'s3://b/k'": expected FROM
