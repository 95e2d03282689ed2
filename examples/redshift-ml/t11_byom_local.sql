-- T11, bring your own model: an XGBoost model that SageMaker's container has trained becomes a function.
--
--   ./auspex sql -e -f examples/redshift-ml/t11_byom_local.sql
--
-- Data: 1,034 of the real abalones. The model, model.tar.gz, was trained on the others by examples/redshift-ml/data/make_model.py
-- and is packed as SageMaker's XGBoost container packs it. It is one of nine columns of which the first is never there: that is why
-- it does no harm that the sample passes the answer, rings, as the first argument.

-- added: so that the script can run again.
DROP MODEL IF EXISTS predict_abalone_age;
DROP TABLE IF EXISTS abalone_test;

CREATE TABLE abalone_test
(Rings int, sex int, Length_ float, Diameter float, Height float,
WholeWeight float, ShuckedWeight float, VisceraWeight float, ShellWeight float);

COPY abalone_test
FROM 's3://auspex-examples/abalone_test.csv'  -- changed: bucket
IAM_ROLE 'arn:aws:iam::123456789012:role/Redshift-ML'
csv;

CREATE MODEL predict_abalone_age
FROM 's3://auspex-examples/model.tar.gz'  -- changed: bucket
FUNCTION predict_abalone_age(int, int, float, float, float, float, float, float, float)
RETURNS int
IAM_ROLE 'arn:aws:iam::123456789012:role/Redshift-ML'
SETTINGS (S3_BUCKET 'auspex-examples');

SHOW MODEL predict_abalone_age;

Select original_age, predicted_age, original_age-predicted_age as Error
From(
select predict_abalone_age(Rings, sex,
Length_,
Diameter,
Height,
WholeWeight,
ShuckedWeight,
VisceraWeight,
ShellWeight) predicted_age, rings as original_age
from abalone_test) a
LIMIT 10;  -- changed: ten of 1,034

-- R squared and RMSE.
WITH predictions AS (
    SELECT rings AS original_age,
           predict_abalone_age(Rings, sex, Length_, Diameter, Height, WholeWeight, ShuckedWeight, VisceraWeight, ShellWeight)
             AS predicted_age
    FROM abalone_test),
average AS (SELECT AVG(original_age::float) AS mean FROM predictions)
SELECT ROUND(1 - SUM(POWER(original_age - predicted_age, 2)) / SUM(POWER(original_age - mean, 2)), 4) AS r_squared,
       ROUND(SQRT(AVG(POWER(original_age - predicted_age, 2))), 4) AS rmse
FROM predictions, average;
