{{ config(dist='id', sort=['id']) }}
select id, length::float8 as length, diameter::float8 as diameter, weight::float8 as weight, rings,
    case when id % 4 = 0 then 'test' else 'train' end as part
from {{ ref('shells') }}
