{{ config(materialized='view', bind=false) }}
select id, rings from {{ ref('measured') }}
