-- Tutorial 9: the age of abalones, with XGBoost and parameters of one's own (AUTO OFF).
--
--   ./auspex serve                          (in another terminal)
--   ./auspex sql -e -f examples/t9_abalone.sql    (-e prints each statement before it runs)
--
-- After the multi-class example of Amazon Redshift's page on XGBoost models with AUTO OFF. The age of an abalone is the number
-- of its rings plus 1.5; counting rings takes a microscope, the seven measurements do not.

DROP MODEL IF EXISTS abalone_xgboost_multi_predict_age;
DROP TABLE IF EXISTS abalone;

-- 1. Load the data. The first start of the server has put the file into its object store.

CREATE TABLE abalone (
  record_number bigint IDENTITY(1, 1),
  sex char(1), length float, diameter float, height float, whole float, shucked float, viscera float, shell float,
  rings int
);

COPY abalone (sex, length, diameter, height, whole, shucked, viscera, shell, rings)
FROM 's3://auspex-examples/abalone.csv'
IAM_ROLE default CSV IGNOREHEADER 1;

-- 2. Train, on the first 2,500 records. With AUTO OFF, what is written here is exactly what XGBoost gets.

CREATE MODEL abalone_xgboost_multi_predict_age
FROM (SELECT length, diameter, height, whole, shucked, viscera, shell, rings
      FROM abalone
      WHERE record_number < 2501)
TARGET rings
FUNCTION ml_fn_abalone_xgboost_multi_predict_age
IAM_ROLE default
AUTO OFF
MODEL_TYPE XGBOOST
OBJECTIVE 'multi:softmax'
PREPROCESSORS 'none'
HYPERPARAMETERS DEFAULT EXCEPT (NUM_ROUND '100', NUM_CLASS '30')
SETTINGS (S3_BUCKET 'auspex-examples');

SHOW MODEL abalone_xgboost_multi_predict_age;

-- 3. Predict the age of the others.

SELECT record_number,
       rings + 1.5 AS age,
       ml_fn_abalone_xgboost_multi_predict_age(length, diameter, height, whole, shucked, viscera, shell) + 1.5
         AS predicted_age
FROM abalone
WHERE record_number >= 2501
ORDER BY record_number
LIMIT 10;

-- How far off is it, on records that the model has not seen?

SELECT count(*) AS records,
       round(avg(abs(ml_fn_abalone_xgboost_multi_predict_age(length, diameter, height, whole, shucked, viscera, shell)
                     - rings)), 2) AS mean_error_in_years
FROM abalone
WHERE record_number >= 2501;
