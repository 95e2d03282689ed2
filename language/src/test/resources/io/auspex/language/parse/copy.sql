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
? Did you mean IGNOREHEADER? Options are ACCEPTANYDATE, ACCEPTINVCHARS, ACCESS_KEY_ID, BLANKSASNULL, BZIP2, COMPROWS, COMPUPDATE, CREDENTIALS, CSV, DATEFORMAT, DELIMITER, EMPTYASNULL, ENCODING, ESCAPE, EXPLICIT_IDS, FILLRECORD, GZIP, IAM_ROLE, IGNOREBLANKLINES, IGNOREHEADER, NOLOAD, NULL, QUOTE, REGION, REMOVEQUOTES, ROUNDEC, SECRET_ACCESS_KEY, SESSION_TOKEN, STATUPDATE, TIMEFORMAT, TRIMBLANKS and TRUNCATECOLUMNS.

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
            ^
! 0A000 COPY ... FROM STDIN is not supported

copy t to 's3://b/k'
       ^
! 0A000 COPY ... TO is not supported

copy (select 1) to '/etc/passwd'
^
! 0A000 COPY of a query is not supported

copy t (a, a) from 's3://b/k'
           ^
! 42601 syntax error at or near "a": column a is given twice

copy t 's3://b/k'
       ^
! 42601 syntax error at or near "'s3://b/k'": expected FROM
