{{ config(materialized='incremental', unique_key='id', incremental_strategy='merge') }}
select id, rings from {{ ref('measured') }}
{% if is_incremental() %} where id <= 10 union all select 100000, 1 {% endif %}
