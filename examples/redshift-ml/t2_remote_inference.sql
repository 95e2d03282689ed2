-- T2, remote inference: when do unusually many people take a taxi? The model is an endpoint of Amazon SageMaker.
--
--   ./auspex sql -e -f examples/redshift-ml/t2_remote_inference.sql
--
-- Auspex has no endpoints yet: CREATE MODEL ... SAGEMAKER is refused (SQLSTATE 0A000) and stands below in a comment. The other
-- statements run with a stand-in for the score: how far a count is off from the usual one of its half hour of the week.
-- Data: a stand-in of 4,320 half hours for the 10,320 of the tutorial's file.

DROP TABLE IF EXISTS public.rcf_taxi_data CASCADE;

CREATE TABLE public.rcf_taxi_data (ride_timestamp timestamp, nbr_passengers int);

COPY public.rcf_taxi_data
FROM
    's3://auspex-examples/NAB_nyc_taxi.csv'  -- changed: bucket
    IAM_ROLE default
    IGNOREHEADER 1
    FORMAT AS CSV;

/* refused today
CREATE MODEL public.remote_random_cut_forest
FUNCTION remote_fn_rcf(int)
RETURNS decimal(10, 6) SAGEMAKER 'randomcutforest-xxxxxxxxx' IAM_ROLE default;
*/

-- added: the stand-in for the function. Below, "score_of" and "taxi_scores" are ours where the tutorial has
-- public.remote_fn_rcf(nbr_passengers) and public.rcf_taxi_data.
CREATE OR REPLACE VIEW public.taxi_scores AS
SELECT
    ride_timestamp,
    nbr_passengers,
    CAST(ABS(nbr_passengers - AVG(nbr_passengers) OVER (
        PARTITION BY DATE_PART(dow, ride_timestamp), TO_CHAR(ride_timestamp, 'HH24:MI'))) / 10000.0 AS decimal(10, 6)) AS score_of
FROM public.rcf_taxi_data;

SELECT
    ride_timestamp,
    nbr_passengers,
    score_of AS score  -- changed
FROM
    public.taxi_scores
ORDER BY 1
LIMIT 5;  -- changed: five of 4,320

WITH score_cutoff AS (
    SELECT
        STDDEV(score_of) AS std,  -- changed
        AVG(score_of) AS mean,  -- changed
        (mean + 3 * std) AS score_cutoff_value
    FROM
        public.taxi_scores
)
SELECT
    ride_timestamp,
    nbr_passengers,
    score_of AS score  -- changed
FROM
    public.taxi_scores
WHERE
    score > (
        SELECT
            score_cutoff_value
        FROM
            score_cutoff
    )
ORDER BY
    2 DESC;

WITH score_cutoff AS (
    SELECT
        STDDEV(score_of) AS std,  -- changed
        AVG(score_of) AS mean,  -- changed
        (mean - 3 * std) AS score_cutoff_value
    FROM
        public.taxi_scores
)
SELECT
    ride_timestamp,
    nbr_passengers,
    score_of AS score  -- changed
FROM
    public.taxi_scores
WHERE
    score < (
        SELECT
            score_cutoff_value
        FROM
            score_cutoff
    )
ORDER BY
    2 DESC;
