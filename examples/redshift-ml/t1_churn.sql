-- T1, customer churn: which customers will leave? CREATE MODEL on data and target alone.
--
--   ./auspex serve                                    (in another terminal)
--   ./auspex sql -e -f examples/redshift-ml/t1_churn.sql    (-e prints each statement before it runs)
--
-- The statements of Amazon Redshift's tutorial of this name. What is ours is marked: "changed" at the end of a line, "added" above
-- a statement. Data: 3,333 real customers; the file has no dates, so that a quarter of them, picked by a hash, is "after 2020".

-- added: so that the script can run again, and CREATE MODEL returns when the model is READY, with every client.
SET auspex.wait_for_models TO on;
DROP MODEL IF EXISTS customer_churn_auto_model;

DROP TABLE IF EXISTS customer_activity;

CREATE TABLE customer_activity (
  state varchar(2), account_length int, area_code int, phone varchar(8), intl_plan varchar(3), vMail_plan varchar(3),
  vMail_message int, day_mins float, day_calls int, day_charge float, total_charge float, eve_mins float, eve_calls int,
  eve_charge float, night_mins float, night_calls int, night_charge float, intl_mins float, intl_calls int,
  intl_charge float, cust_serv_calls int, churn varchar(6), record_date date);

COPY customer_activity
FROM 's3://auspex-examples/customer_activity.csv.gz'  -- changed: bucket
REGION 'us-east-1' IAM_ROLE 'arn:aws:iam::123456789012:role/Redshift-ML'
DELIMITER ',' IGNOREHEADER 1
GZIP;  -- changed: our file is packed

CREATE MODEL customer_churn_auto_model
FROM (SELECT state,
             account_length,
             area_code,
             total_charge/account_length AS average_daily_spend,
             cust_serv_calls/account_length AS average_daily_cases,
             churn
      FROM customer_activity
      WHERE record_date < '2020-01-01'
     )
TARGET churn
FUNCTION ml_fn_customer_churn_auto
IAM_ROLE 'arn:aws:iam::123456789012:role/Redshift-ML'
SETTINGS (
  S3_BUCKET 'auspex-examples',
  MAX_RUNTIME 20  -- changed: seconds; the tutorial waits up to 5400
);

SELECT schema_name, model_name, model_state FROM stv_ml_model_info;

SHOW MODEL customer_churn_auto_model;

SELECT phone,
       ml_fn_customer_churn_auto(
          state,
          account_length,
          area_code,
          total_charge/account_length,
          cust_serv_calls/account_length)
          AS active
FROM customer_activity
WHERE record_date > '2020-01-01'
LIMIT 10;  -- changed: ten of 819

WITH inferred AS (SELECT state,
       ml_fn_customer_churn_auto(
          state,
          account_length,
          area_code,
          total_charge/account_length,
          cust_serv_calls/account_length)::varchar(6)
          AS active
       FROM customer_activity
       WHERE record_date > '2020-01-01')
SELECT state,
       SUM(CASE WHEN active = 'True.' THEN 1 ELSE 0 END) AS churners,
       SUM(CASE WHEN active = 'False.' THEN 1 ELSE 0 END) AS nonchurners,
       COUNT(*) AS total_per_state
FROM inferred
GROUP BY state
ORDER BY state
LIMIT 10;  -- changed: ten of 51

-- added: how many of the customers that the model has not seen does it get right? And how sure is it of one?

WITH inferred AS (
  SELECT churn,
         ml_fn_customer_churn_auto(state, account_length, area_code, total_charge/account_length,
                                   cust_serv_calls/account_length) AS predicted,
         CASE WHEN predicted = churn THEN 1 ELSE 0 END AS correct
  FROM customer_activity
  WHERE record_date > '2020-01-01')
SELECT SUM(correct) AS right_answers, COUNT(*) AS customers, right_answers::float / customers AS accuracy
FROM inferred;

SELECT phone, t.p.labels[0], t.p.probabilities[0]
FROM (SELECT phone,
             ml_fn_customer_churn_auto_prob(state, account_length, area_code, total_charge/account_length,
                                            cust_serv_calls/account_length) AS p
      FROM customer_activity
      WHERE record_date > '2020-01-01') t
ORDER BY phone
LIMIT 3;
