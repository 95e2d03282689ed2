create model m from t target y function f iam_role default settings (s3_bucket 'b')
=> accepted

# A local engine needs neither a bucket nor a role.
create model m from t target y function f
=> accepted

create model m from t target y function f auto on model_type linear_learner problem_type multiclass_classification objective 'f1_macro' preprocessors 'none'
=> accepted

create model m from t target y function f auto off model_type xgboost objective 'MULTI:softmax' preprocessors 'none' hyperparameters default except (num_class '3')
=> accepted

create model m from t target y function f auto off model_type xgboost objective 'rank:pairwise' preprocessors 'none' hyperparameters default
=> accepted

create model m from t target y function f auto off model_type xgboost objective 'reg:squarederror' preprocessors 'none' hyperparameters default
=> accepted

create model m from t function f
! 42601 model m has no TARGET
? TARGET column

create model m from t target y
! 42601 model m has no FUNCTION

create model m from t target y function f auto off
! 42601 AUTO OFF needs a MODEL_TYPE

create model m from t target y function f model_type catboost
! 22023 there is no model type CATBOOST

create model m from t target y function f auto off model_type linear_learner
! 22023 AUTO OFF cannot be used with MODEL_TYPE LINEAR_LEARNER

create model m from t target y function f model_type kmeans
! 22023 MODEL_TYPE KMEANS needs AUTO OFF

create model m from t function f auto off model_type kmeans
! 42601 AUTO OFF needs HYPERPARAMETERS

create model m from t function f auto off model_type kmeans preprocessors 'none' hyperparameters default except (k '3')
=> accepted

create model m from t target y function f auto off model_type kmeans hyperparameters default except (k '3')
! 42601 TARGET cannot be used with MODEL_TYPE KMEANS

create model m from t auto off model_type kmeans hyperparameters default except (k '3')
! 42601 model m has no FUNCTION

create model m from t function f auto off model_type kmeans objective 'mse' hyperparameters default except (k '3')
! 42601 OBJECTIVE cannot be used with MODEL_TYPE KMEANS

create model m from t function f auto off model_type kmeans problem_type regression hyperparameters default except (k '3')
! 42601 PROBLEM_TYPE cannot be used with AUTO OFF

create model m from t target y auto on model_type forecast
! 0A000 MODEL_TYPE FORECAST is not supported yet

create model m from t target y function f model_type mlp
! 0A000 MODEL_TYPE MLP is not supported yet

create model m from t target y function f auto off model_type xgboost preprocessors 'none' hyperparameters default
! 42601 AUTO OFF needs an OBJECTIVE

create model m from t target y function f auto off model_type xgboost objective 'reg:squarederror' hyperparameters default
! 42601 AUTO OFF needs PREPROCESSORS 'none'

create model m from t target y function f auto off model_type xgboost objective 'reg:squarederror' preprocessors '[]' hyperparameters default
! 22023 AUTO OFF with MODEL_TYPE XGBOOST takes only PREPROCESSORS 'none'

create model m from t target y function f preprocessors '[{"ColumnSet": ["a"], "Transformers": ["Imputer"]}]'
! 0A000 PREPROCESSORS other than 'none' are not supported yet

create model m from t target y function f auto off model_type xgboost objective 'reg:squarederror' preprocessors 'none'
! 42601 AUTO OFF needs HYPERPARAMETERS

create model m from t target y function f hyperparameters default
! 42601 HYPERPARAMETERS cannot be used with AUTO ON

create model m from t target y function f auto off model_type xgboost problem_type regression objective 'reg:squarederror' preprocessors 'none' hyperparameters default
! 42601 PROBLEM_TYPE cannot be used with AUTO OFF

create model m from t target y function f problem_type clustering
! 22023 there is no problem type CLUSTERING

create model m from t target y function f objective 'reg:squarederror'
! 22023 objective 'reg:squarederror' needs AUTO OFF and MODEL_TYPE XGBOOST

create model m from t target y function f objective 'WAPE'
! 22023 objective 'WAPE' is for MODEL_TYPE FORECAST only

create model m from t target y function f objective 'gini'
! 22023 there is no objective 'gini'

create model m from t target y function f problem_type multiclass_classification objective 'MSE'
! 22023 objective 'MSE' does not fit PROBLEM_TYPE MULTICLASS_CLASSIFICATION

create model m from t target y function f auto off model_type xgboost objective 'F1' preprocessors 'none' hyperparameters default
! 22023 objective 'F1' cannot be used with AUTO OFF

create model m from t target y function f auto off model_type xgboost objective 'multi:softmax' preprocessors 'none' hyperparameters default
! 42601 objective 'multi:softmax' needs the hyperparameter NUM_CLASS

create model m from t target y function f auto off model_type xgboost objective 'multi:softmax' preprocessors 'none' hyperparameters default except (num_class '1')
! 22023 NUM_CLASS must be a whole number from 2, not '1'

create model m from t target y function f auto off model_type xgboost objective 'reg:squarederror' preprocessors 'none' hyperparameters default except (objective 'x')
! 42601 OBJECTIVE is a clause, not a hyperparameter

create model m from t target y function f settings (horizon 3)
! 42601 setting HORIZON is for MODEL_TYPE FORECAST only

create model m from t target y function f settings (max_batch_rows 3)
! 42601 setting MAX_BATCH_ROWS is for remote endpoints only

create model m from t target y function f settings (max_cells 0)
! 22023 setting MAX_CELLS must be at least 1, not 0

create model m from t target y function f settings (max_runtime -5)
! 22023 setting MAX_RUNTIME must be at least 1, not -5
