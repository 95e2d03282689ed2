# The forms of the official tutorials.

CREATE MODEL demo_ml.customer_churn_model FROM (SELECT state, churn FROM demo_ml.customer_activity WHERE record_date < '2020-01-01') TARGET churn FUNCTION predict_customer_churn IAM_ROLE default SETTINGS (S3_BUCKET 'bucket', MAX_RUNTIME 60);
=> model demo_ml.customer_churn_model
   from query at 48: SELECT state, churn FROM demo_ml.customer_activity WHERE record_date < '2020-01-01'
   target churn
   function predict_customer_churn
   iam_role default
   settings {MAX_RUNTIME=60, S3_BUCKET=bucket}

CREATE MODEL abalone_xgboost_multi_predict_age
FROM ( SELECT length_val, rings FROM abalone_xgb WHERE record_number < 2500 )
TARGET rings FUNCTION ml_fn_abalone_xgboost_multi_predict_age
IAM_ROLE 'arn:aws:iam::1:role/Redshift-ML' AUTO OFF
MODEL_TYPE XGBoost OBJECTIVE 'multi:softmax' PREPROCESSORS 'none'
HYPERPARAMETERS DEFAULT EXCEPT (NUM_ROUND '100', NUM_CLASS '30')
SETTINGS (S3_BUCKET 'bucket')
=> model abalone_xgboost_multi_predict_age
   from query at 54: SELECT length_val, rings FROM abalone_xgb WHERE record_number < 2500
   target rings
   function ml_fn_abalone_xgboost_multi_predict_age
   iam_role arn:aws:iam::1:role/Redshift-ML
   auto false
   model_type XGBOOST
   objective multi:softmax
   preprocessors none
   hyperparameters {num_class=30, num_round=100}
   settings {S3_BUCKET=bucket}

create or replace model "My Model" from public.t target 'Churn' function "F" iam_role'x'problem_type(regression)objective('mse')settings(s3_garbage_collect off,seed -7,max_cells'5',kms_key_id'k',tags 'a=b')
=> model My Model or replace
   from table public.t
   target Churn
   function F
   iam_role x
   problem_type REGRESSION
   objective mse
   settings {KMS_KEY_ID=k, MAX_CELLS=5, S3_GARBAGE_COLLECT=OFF, SEED=-7, TAGS=a=b}

# A column may have the name of a clause; a semicolon or parenthesis inside quotes is text.
create model m from ((select 1 as target, ';)' as "x""(") union all (select 2, $$)$$)) target target function function hyperparameters default
=> model m
   from query at 21: (select 1 as target, ';)' as "x""(") union all (select 2, $$)$$)
   target target
   function function
   hyperparameters {}

create model m from t target y function f settings (horizon 3, frequency 30min, percentiles '0.1,mean', max_batch_rows 5)
=> model m
   from table t
   target y
   function f
   settings {FREQUENCY=30min, HORIZON=3, MAX_BATCH_ROWS=5, PERCENTILES=0.1,mean}

create model m from t hyperparameters default except (k'7', eta -0.5, gamma +1)
=> model m
   from table t
   hyperparameters {eta=-0.5, gamma=+1, k=7}

# Errors point at the token.

create model from t target y function f
             ^
! 42601 syntax error at or near "from": expected a model name

create model m from (select a from t target y function f iam_role default
                    ^
! 42601 syntax error: this parenthesis is never closed
? before the next clause

create model m from (select a from t)) target y function f
                                     ^
! 42601 syntax error at or near ")": expected a clause of CREATE MODEL
? no opening parenthesis

create model m from (select a from t) targte y function f
                                      ^
! 42601 syntax error at or near "targte": expected a clause of CREATE MODEL
? Did you mean TARGET?

create model m from (select a from t), target y
                                     ^
! 42601 syntax error at or near ",": expected a clause of CREATE MODEL
? not separated by commas

create model m from t target y target z
                               ^
! 42601 syntax error at or near "target": the TARGET clause is given twice

create model m from t target function f
                             ^
! 42601 syntax error at or near "function": expected the target column

create model m target y function f
                                  ^
! 42601 syntax error at end of input: CREATE MODEL m has no FROM clause
? FROM (SELECT ...)

create model m from select 1
                    ^
! 42601 syntax error at or near "select": a training query stands in parentheses

create model m from () target y
                     ^
! 42601 syntax error at or near ")": expected a SELECT between the parentheses of FROM

create model m from (delete from t) target y
                     ^
! 42601 syntax error at or near "delete": expected a SELECT between the parentheses of FROM

create model m from (with x as (copy t to 'f') select 1) target y
                                ^
! 0A000 COPY inside WITH is not supported

create model m from (select 1; drop table t) target y
                             ^
! 42601 syntax error at or near ";": expected a closing parenthesis before the end of the statement

create model m from t target "y" function f auto maybe
                                                 ^
! 42601 syntax error at or near "maybe": expected ON or OFF behind AUTO

create model m from t objective mse
                                ^
! 42601 syntax error at or near "mse": expected an objective in single quotes

create model m from t iam_role "arn"
                               ^
! 42601 syntax error at or near ""arn"": expected DEFAULT, or the ARN of a role in single quotes
? write 'arn'

create model m from t hyperparameters default except (eta 'a', ETA 'b')
                                                               ^
! 42601 syntax error at or near "ETA": this hyperparameter is given twice

create model m from t hyperparameters default except (eta)
                                                         ^
! 42601 syntax error at or near ")": expected the value of ETA in single quotes

create model m from t settings (max_runtim 3)
                                ^
! 42601 syntax error at or near "max_runtim": there is no setting MAX_RUNTIM
? Did you mean MAX_RUNTIME? Settings are S3_BUCKET, TAGS, KMS_KEY_ID, S3_GARBAGE_COLLECT, MAX_CELLS, MAX_RUNTIME, HORIZON, FREQUENCY, PERCENTILES, SEED, FOLDS, VALIDATION_COLUMN, TIME_COLUMN, GROUP_COLUMN, SAMPLE_WEIGHT, CLASS_BALANCE, LATENCY_BUDGET, MAX_MODELS, MIN_ROWS and ENSEMBLE.

create model m from t settings (max_runtime 3, max_runtime 4)
                                               ^
! 42601 syntax error at or near "max_runtime": this setting is given twice

create model m from t settings (max_runtime 1.5)
                                            ^
! 42601 syntax error at or near "1.5": expected a whole number behind MAX_RUNTIME

create model m from t settings (max_runtime 99999999999999999999)
                                            ^
! 22023 MAX_RUNTIME 99999999999999999999 is out of range

create model m from t settings (s3_bucket 'b' max_cells 1)
                                              ^
! 42601 syntax error at or near "max_cells": expected "," or ")"

create model if not exists m from t
             ^
! 42601 syntax error at or near "if": expected a model name
? DROP MODEL IF EXISTS

create model prod.public.m from t
             ^
! 0A000 cross-database references are not supported here: prod.public...

# What belongs to models that are trained elsewhere (E24).

create model m from t target y function f(int) iam_role default
                                         ^
! 42601 a list of argument types cannot be used with a model that is trained here

create model m from t target y function f returns int
                                          ^
! 42601 RETURNS cannot be used with a model that is trained here
? CREATE MODEL name FROM 's3://bucket/model.tar.gz'

create model m from (select 1) target y function f sagemaker 'ep'
                                                   ^
! 42601 SAGEMAKER cannot be used with a model that is trained here

create external model m function f model_type bedrock
^
! 0A000 CREATE EXTERNAL MODEL is not supported

create or replace external function f(int) returns int volatile sagemaker 'ep' iam_role default
^
! 0A000 CREATE EXTERNAL FUNCTION is not supported: calling a remote endpoint is not offered yet
? Import the model's own file

# The rest of the family.

show model all
=> ShowAllModels[]

show model "S".M;
=> ShowModel[name=S.m]

show model
          ^
! 42601 syntax error at end of input: expected a model name or ALL

drop model if exists s.m
=> DropModel[name=s.m, ifExists=true]

drop model "dev".s.m
=> DropModel[name=s.m, ifExists=false]

drop model m cascade
             ^
! 42601 syntax error at or near "cascade": expected the end of the statement
? neither CASCADE nor RESTRICT

stop model "S".m
=> StopModel[name=S.m]

stop m
     ^
! 42601 syntax error at or near "m": expected MODEL
? STOP MODEL name

create model m from t target y function f settings (ensemble 3)
                                                             ^
! 42601 syntax error at or near "3": expected ON or OFF behind ENSEMBLE
? Write ENSEMBLE ON or ENSEMBLE OFF.

create model m from t target y function f settings (group_column group)
                                                                 ^
! 42601 syntax error at or near "group": expected the name of a column
? GROUP is a reserved word

# CHECK MODEL takes what CREATE MODEL takes.

check or replace model s.m from (select a, b from t) target b function f iam_role default settings (max_runtime 5)
=> check model s.m or replace
   from query at 33: select a, b from t
   target b
   function f
   iam_role default
   settings {MAX_RUNTIME=5}

check model m from 's3://bucket/model.tar.gz' function f (int) returns int iam_role default
^
! 0A000 CHECK MODEL does not check a model that is trained already
? CREATE MODEL checks the file

check table t
^
! 42601 syntax error at or near "check": expected a statement
? CHECK MODEL
