# Models that are trained already: from a file, or from the job that trained them.

CREATE MODEL demo.m FROM 's3://bucket/path/model.tar.gz' FUNCTION f(int, float8, varchar(20), numeric(10,2)) RETURNS decimal(10, 6) IAM_ROLE 'arn:aws:iam::1:role/r' SETTINGS (S3_BUCKET 'bucket', KMS_KEY_ID 'key')
=> import demo.m
   from object s3://bucket/path/model.tar.gz at 25
   function f [integer, double precision, character varying(20), numeric(10,2)] returns numeric(10,6)
   iam_role arn:aws:iam::1:role/r
   settings {KMS_KEY_ID=key, S3_BUCKET=bucket}

create or replace model "M" settings(s3_bucket'b') iam_role default returns int function s.f(float, float4, double precision, text, timestamp with time zone, bool) from ('redshiftml-20261121093000123456-xgboost')
=> import M or replace
   from job redshiftml-20261121093000123456-xgboost at 170
   function s.f [double precision, real, double precision, character varying, timestamp with time zone, boolean] returns integer
   iam_role default
   settings {S3_BUCKET=b}

# E24: without the types, or with a clause of trained models.

create model m from 's3://b/m.ubj' function f returns int iam_role default
! 42601 FUNCTION f of an imported model needs the types of its arguments
? in the order of the model's features

create model m from 's3://b/m.ubj' function f(int) iam_role default
! 42601 model m has no RETURNS
? RETURNS float8

create model m from 's3://b/m.ubj' returns int iam_role default
! 42601 model m has no FUNCTION

create model m from 's3://b/m.ubj' target y function f(int) returns int
                                   ^
! 42601 TARGET cannot be used with a model that is imported
? trained already

create model m from 'job' function f(int) returns int auto off
                                                      ^
! 42601 AUTO cannot be used with a model that is imported

# E26: SUPER is for remote endpoints.

create model m from 's3://b/m.ubj' function f(int) returns super
                                                           ^
! 22023 an imported model cannot return SUPER
? NAME_probabilities

# E18: settings of other models.

create model m from 's3://b/m.ubj' function f(int) returns int settings (max_batch_rows 5)
                                                                         ^
! 42601 setting MAX_BATCH_ROWS is for remote endpoints only

create model m from 's3://b/m.ubj' function f(int) returns int settings (max_cells 5)
                                                                         ^
! 42601 setting MAX_CELLS is for models that are trained here only

create model m from 's3://b/m.ubj' function f(int) returns int settings (s3_buckt 'b')
                                                                         ^
! 42601 syntax error at or near "s3_buckt": expected the name of a setting

# The rest of the shape.

create model m from 's3://b/m.ubj' function f(int) returns int function g(int)
                                                               ^
! 42601 syntax error at or near "function": the FUNCTION clause is given twice

create model m from '' function f(int) returns int
                    ^
! 22023 FROM names no file and no training job

create model m from 's3://b/m.ubj' function f(integr) returns int
                                              ^
! 42704 type "integr" does not exist
? INTEGER

create model m from 's3://b/m.ubj' function f(geometry) returns int
                                              ^
! 0A000 type GEOMETRY is not supported

create model m from 's3://b/m.ubj' function f(numeric(50,2)) returns int
                                                      ^
! 22023 50 is out of range for this type

create model m from 's3://b/m.ubj' function f() returns int
                                              ^
! 42601 syntax error at or near ")": expected a type

create model m from 's3://b/m.ubj' function f(int returns int
                                                  ^
! 42601 syntax error at or near "returns": expected ")"

create model m from 's3://b/m.ubj' function f(int) returns int, settings (s3_bucket 'b')
                                                              ^
! 42601 syntax error at or near ",": expected a clause of CREATE MODEL
? Possible here

# The remote form is known and not offered.

create model m function f(int) returns int sagemaker 'ep' iam_role default
                                           ^
! 0A000 CREATE MODEL with SAGEMAKER is not supported: calling a remote endpoint is not offered yet

create model m function f(varchar) returns decimal(10,6) sagemaker'ep':'one' iam_role default settings (max_batch_rows 5)
                                                         ^
! 0A000 CREATE MODEL with SAGEMAKER is not supported: calling a remote endpoint is not offered yet
