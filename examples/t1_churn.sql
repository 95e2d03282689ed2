-- Tutorial 1: which customers will leave? CREATE MODEL on data and target alone (AUTO ON).
--
--   ./auspex serve                        (in another terminal)
--   ./auspex sql -e -f examples/t1_churn.sql    (-e prints each statement before it runs)
--
-- After Amazon Redshift's tutorial "Building customer churn models". The shell waits for the model after CREATE MODEL; with
-- another client, ask SHOW MODEL until it says READY.

DROP MODEL IF EXISTS customer_churn_auto_model;
DROP TABLE IF EXISTS customer_activity;
DROP TABLE IF EXISTS customer_activity_load;

-- 1. Load the data. The first start of the server has put the file into its object store.

CREATE TABLE customer_activity_load (
  customer bigint IDENTITY(0, 1),
  state varchar(2), account_length int, area_code int, phone varchar(8), intl_plan varchar(3), vmail_plan varchar(3),
  vmail_message int, day_mins float, day_calls int, day_charge float, eve_mins float, eve_calls int, eve_charge float,
  night_mins float, night_calls int, night_charge float, intl_mins float, intl_calls int, intl_charge float,
  cust_serv_calls int, churn varchar(6)
);

COPY customer_activity_load (
  state, account_length, area_code, phone, intl_plan, vmail_plan, vmail_message, day_mins, day_calls, day_charge,
  eve_mins, eve_calls, eve_charge, night_mins, night_calls, night_charge, intl_mins, intl_calls, intl_charge,
  cust_serv_calls, churn)
FROM 's3://auspex-examples/churn_telecom.csv'
REGION 'us-east-1' IAM_ROLE default FORMAT AS CSV IGNOREHEADER 1;

-- The file has no dates. The tutorial learns from what was before 2020 and checks on what came after, so a quarter of the
-- customers, picked by a hash of their number, becomes "after".

CREATE TABLE customer_activity AS
SELECT *,
       day_charge + eve_charge + night_charge + intl_charge AS total_charge,
       CASE WHEN mod(customer * 2654435761, 4294967296) < 1073741824 THEN date '2020-02-01' ELSE date '2019-06-01' END
         AS record_date
FROM customer_activity_load;

SELECT record_date < '2020-01-01' AS to_learn_from, churn, count(*) AS customers
FROM customer_activity
GROUP BY 1, 2
ORDER BY 1, 2;

-- 2. Train.

CREATE MODEL customer_churn_auto_model
FROM (SELECT state,
             account_length,
             area_code,
             total_charge / account_length AS average_daily_spend,
             cust_serv_calls / account_length AS average_daily_cases,
             churn
      FROM customer_activity
      WHERE record_date < '2020-01-01')
TARGET churn
FUNCTION ml_fn_customer_churn_auto
IAM_ROLE default
SETTINGS (S3_BUCKET 'auspex-examples', MAX_RUNTIME 30);

SHOW MODEL customer_churn_auto_model;

-- 3. Predict: the function works wherever a function does.

SELECT phone, churn,
       ml_fn_customer_churn_auto(state, account_length, area_code,
                                 total_charge / account_length, cust_serv_calls / account_length) AS predicted
FROM customer_activity
WHERE record_date >= '2020-01-01'
ORDER BY customer
LIMIT 10;

-- How many of the customers that the model has not seen does it get right?

WITH inferred AS (
  SELECT churn,
         ml_fn_customer_churn_auto(state, account_length, area_code,
                                   total_charge / account_length, cust_serv_calls / account_length) AS predicted
  FROM customer_activity
  WHERE record_date >= '2020-01-01')
SELECT count(*) AS customers,
       sum(CASE WHEN predicted = churn THEN 1 ELSE 0 END) AS right_answers,
       sum(CASE WHEN predicted <> churn THEN 1 ELSE 0 END) AS wrong_answers
FROM inferred;

-- Where are those who will leave?

WITH inferred AS (
  SELECT state,
         ml_fn_customer_churn_auto(state, account_length, area_code,
                                   total_charge / account_length, cust_serv_calls / account_length) AS predicted
  FROM customer_activity
  WHERE record_date >= '2020-01-01')
SELECT state,
       sum(CASE WHEN predicted = 'True' THEN 1 ELSE 0 END) AS churners,
       sum(CASE WHEN predicted = 'False' THEN 1 ELSE 0 END) AS nonchurners,
       count(*) AS total_customers
FROM inferred
GROUP BY state
ORDER BY churners DESC, state
LIMIT 5;
