-- T7, regression with the linear learner: how old is an abalone? And what does the model go by?
--
--   ./auspex sql -e -f examples/redshift-ml/t7_linear_regression.sql
--
-- Data: the real abalones, 4,177 as in the tutorial.

-- added: so that the script can run again, and CREATE MODEL returns when the model is READY, with every client.
SET auspex.wait_for_models TO on;
DROP MODEL IF EXISTS model_abalone_ring_prediction;
DROP TABLE IF EXISTS abalone_dataset, abalone_training, abalone_validation;

CREATE TABLE abalone_dataset (
    id INT IDENTITY(1, 1),
    Sex CHAR(1),
    Length float,
    Diameter float,
    Height float,
    Whole float,
    Shucked float,
    Viscera float,
    Shell float,
    Rings integer
);

COPY abalone_dataset
FROM
    's3://auspex-examples/abalone.csv' REGION 'us-east-1' IAM_ROLE default CSV IGNOREHEADER 1 NULL AS 'NULL';  -- changed: bucket

CREATE TABLE abalone_training as
SELECT
    *
FROM
    abalone_dataset
WHERE
    mod(id, 10) < 8;

CREATE TABLE abalone_validation as
SELECT
    *
FROM
    abalone_dataset
WHERE
    mod(id, 10) >= 8;

CREATE MODEL model_abalone_ring_prediction
FROM
    (
        SELECT
            Sex,
            Length,
            Diameter,
            Height,
            Whole,
            Shucked,
            Viscera,
            Shell,
            Rings AS target_label
        FROM
            abalone_training
    ) TARGET target_label FUNCTION f_abalone_ring_prediction IAM_ROLE default MODEL_TYPE LINEAR_LEARNER PROBLEM_TYPE REGRESSION OBJECTIVE 'MSE' SETTINGS (
        S3_BUCKET 'auspex-examples',
        MAX_RUNTIME 20  -- changed: seconds; the tutorial waits up to 15000
    );

SHOW MODEL model_abalone_ring_prediction;

SELECT
    ROUND(AVG(POWER((tgt_label - predicted), 2)), 2) mse,
    ROUND(SQRT(AVG(POWER((tgt_label - predicted), 2))), 2) rmse
FROM
    (
        SELECT
            Sex,
            Length,
            Diameter,
            Height,
            Whole,
            Shucked,
            Viscera,
            Shell,
            Rings AS tgt_label,
            f_abalone_ring_prediction(Sex, Length, Diameter, Height, Whole, Shucked, Viscera, Shell) AS predicted,
            CASE
                WHEN tgt_label = predicted then 1
                ELSE 0
            END AS match,
            CASE
                WHEN tgt_label <> predicted then 1
                ELSE 0
            END AS nonmatch
        FROM
            abalone_validation
    ) t1;

SELECT
    EXPLAIN_MODEL ('model_abalone_ring_prediction');

SELECT
    TRUNC(
        SUM(
            CASE
                WHEN ROUND(
                    f_abalone_ring_prediction(Sex, Length, Diameter, Height, Whole, Shucked, Viscera, Shell),
                    0
                ) BETWEEN Rings - 1
                AND Rings + 1 THEN 1
                ELSE 0
            END
        ) / CAST(COUNT(SHELL) AS FLOAT),
        4
    ) AS prediction_pct
FROM
    abalone_validation
WHERE
    Rings <= 10;

-- added: one number of the report by its path, and all of them as rows, the weightiest first.

SELECT t.r.explanations.kernel_shap.label0.global_shap_values.shucked
FROM (SELECT explain_model('model_abalone_ring_prediction') AS r) t;

SELECT feature, shap_value
FROM (SELECT explain_model('model_abalone_ring_prediction') AS r) t,
     UNPIVOT t.r.explanations.kernel_shap.label0.global_shap_values AS shap_value AT feature
ORDER BY shap_value DESC;
