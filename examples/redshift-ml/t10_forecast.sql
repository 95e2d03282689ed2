-- T10, forecast: how much electricity will each of twelve consumers use in the next 24 hours?
--
--   ./auspex sql -e -f examples/redshift-ml/t10_forecast.sql
--
-- Data: a stand-in. 400 hours of twelve real hourly series of the M4 competition, called consumers of electricity.

-- added: so that the script can run again, and CREATE MODEL returns when the model is READY, with every client.
SET auspex.wait_for_models TO on;
DROP MODEL IF EXISTS forecast_example;
DROP TABLE IF EXISTS forecast_electricity, forecast_model_results;

CREATE TABLE forecast_electricity (id varchar(20), "timestamp" timestamp, target float);

COPY forecast_electricity
FROM 's3://auspex-examples/electricity.csv'  -- changed: bucket
IAM_ROLE default FORMAT AS CSV IGNOREHEADER 1;

CREATE MODEL forecast_example
FROM forecast_electricity
TARGET target
IAM_ROLE 'arn:aws:iam::123456789012:role/Redshift-ML'
AUTO ON
MODEL_TYPE FORECAST
SETTINGS (S3_BUCKET 'auspex-examples',
          HORIZON 24,
          FREQUENCY 'H',
          PERCENTILES '0.25,0.50,0.75,mean',
          S3_GARBAGE_COLLECT OFF,
          MAX_RUNTIME 25);  -- changed: seconds; the example waits up to 5400

SHOW MODEL forecast_example;

CREATE TABLE forecast_model_results as SELECT Forecast(forecast_example);

SELECT * FROM forecast_model_results ORDER BY id, "time" LIMIT 5;

-- added: rows a series.
SELECT count(DISTINCT id) AS series, count(*) AS forecasts FROM forecast_model_results;
