{{ config(materialized='view') }}
select count(*) as shells, avg(abs(rings - predicted))::decimal(10, 4) as mean_error from {{ ref('predicted') }}
