-- depends_on: {{ ref('measured') }}
{{ config(pre_hook="{{ train_model(target.schema ~ '.shell_age', target.schema ~ '.predict_rings', 'select length, diameter, weight, rings from ' ~ ref('measured') ~ ' where part = ' ~ \"'train'\", 'rings') }}") }}
select id, rings, {{ target.schema }}.predict_rings(length, diameter, weight) as predicted
from {{ ref('measured') }}
where part = 'test'
