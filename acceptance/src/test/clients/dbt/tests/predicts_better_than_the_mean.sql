-- No rows: what predicts the mean for all is off by about 2.4 rings.
select * from {{ ref('error') }} where mean_error is null or mean_error > 2.3
