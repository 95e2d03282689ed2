-- T9, XGBoost with many classes: how old is an abalone? One XGBoost run with the parameters given (AUTO OFF).
--
--   ./auspex sql -e -f examples/redshift-ml/t9_abalone.sql
--
-- Data: the real abalones, numbered. The age is the number of rings plus 1.5; counting rings takes a microscope, the seven
-- measurements do not.

-- added: so that the script can run again, and CREATE MODEL returns when the model is READY, with every client.
SET auspex.wait_for_models TO on;
DROP MODEL IF EXISTS abalone_xgboost_multi_predict_age;

DROP TABLE IF EXISTS abalone_xgb;

CREATE TABLE abalone_xgb (
length_val float,
diameter float,
height float,
whole_weight float,
shucked_weight float,
viscera_weight float,
shell_weight float,
rings int,
record_number int);

COPY abalone_xgb
FROM 's3://auspex-examples/abalone_xgb.csv.gz'  -- changed: bucket
REGION 'us-east-1' IAM_ROLE 'arn:aws:iam::123456789012:role/Redshift-ML'
IGNOREHEADER 1 CSV
GZIP;  -- changed: our file is packed

CREATE MODEL abalone_xgboost_multi_predict_age
FROM ( SELECT length_val,
              diameter,
              height,
              whole_weight,
              shucked_weight,
              viscera_weight,
              shell_weight,
              rings
        FROM abalone_xgb WHERE record_number < 2500 )
TARGET rings FUNCTION ml_fn_abalone_xgboost_multi_predict_age
IAM_ROLE 'arn:aws:iam::123456789012:role/Redshift-ML'
AUTO OFF
MODEL_TYPE XGBOOST
OBJECTIVE 'multi:softmax'
PREPROCESSORS 'none'
HYPERPARAMETERS DEFAULT EXCEPT (NUM_ROUND '100', NUM_CLASS '30')
SETTINGS (S3_BUCKET 'auspex-examples');

SHOW MODEL abalone_xgboost_multi_predict_age;

select ml_fn_abalone_xgboost_multi_predict_age(length_val,
                                               diameter,
                                               height,
                                               whole_weight,
                                               shucked_weight,
                                               viscera_weight,
                                               shell_weight)+1.5 as age
from abalone_xgb where record_number > 2500
limit 10;  -- changed: ten of 1,677

-- added: how far off is it, on records that the model has not seen?
SELECT count(*) AS records,
       round(avg(abs(ml_fn_abalone_xgboost_multi_predict_age(
           length_val, diameter, height, whole_weight, shucked_weight, viscera_weight, shell_weight) - rings)), 2) AS mean_error_in_years
FROM abalone_xgb
WHERE record_number > 2500;
