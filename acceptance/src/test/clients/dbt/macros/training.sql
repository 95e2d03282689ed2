{# Trains a model with CREATE MODEL on what a query gives; a hook or `dbt run-operation` calls it. #}
{% macro train_model(model, function, query, target) %}
  {% if execute %}
    {% do run_query("SET auspex.wait_for_models TO on") %}
    {% do run_query("DROP MODEL IF EXISTS " ~ model) %}
    {% do run_query(
        "CREATE MODEL " ~ model ~ " FROM (" ~ query ~ ") TARGET " ~ target ~ " FUNCTION " ~ function
        ~ " IAM_ROLE default AUTO OFF MODEL_TYPE XGBOOST OBJECTIVE 'reg:squarederror' PREPROCESSORS 'none'"
        ~ " HYPERPARAMETERS DEFAULT EXCEPT (NUM_ROUND '30') SETTINGS (S3_BUCKET 'bucket')") %}
  {% endif %}
{% endmacro %}
