{{ config(materialized='incremental', unique_key='id', incremental_strategy='delete+insert') }}
select id, rings, getdate() as seen_at from {{ ref('measured') }}
{% if is_incremental() %} where id <= 10 {% endif %}
