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

# E05, E17: what a forecast takes and what not; values of FREQUENCY and PERCENTILES are checked where they are used.
create model m from t target y auto on model_type forecast settings (s3_bucket 'b', horizon 24, frequency 'H', percentiles '0.25,0.50,0.75,mean')
=> accepted

create model m from t target y model_type forecast objective 'wape' settings (horizon 24, frequency 30min)
=> accepted

create model m from t model_type forecast settings (horizon 24, frequency H)
! 42601 model m has no TARGET

create model m from t target y model_type forecast settings (frequency H)
! 42601 MODEL_TYPE FORECAST needs the setting HORIZON

create model m from t target y model_type forecast settings (horizon 24)
! 42601 MODEL_TYPE FORECAST needs the setting FREQUENCY

create model m from t target y function f model_type forecast settings (horizon 24, frequency H)
! 42601 FUNCTION cannot be used with MODEL_TYPE FORECAST

create model m from t target y model_type forecast hyperparameters default settings (horizon 24, frequency H)
! 42601 HYPERPARAMETERS cannot be used with MODEL_TYPE FORECAST

create model m from t target y model_type forecast preprocessors 'none' settings (horizon 24, frequency H)
! 42601 PREPROCESSORS cannot be used with MODEL_TYPE FORECAST

create model m from t target y model_type forecast problem_type regression settings (horizon 24, frequency H)
! 42601 PROBLEM_TYPE cannot be used with MODEL_TYPE FORECAST

create model m from t target y auto off model_type forecast settings (horizon 24, frequency H)
! 22023 AUTO OFF cannot be used with MODEL_TYPE FORECAST

create model m from t target y model_type forecast objective 'F1' settings (horizon 24, frequency H)
! 22023 objective 'F1' cannot be used with MODEL_TYPE FORECAST

create model m from t target y model_type forecast settings (horizon 24, frequency H, max_batch_rows 5)
! 42601 setting MAX_BATCH_ROWS is for remote endpoints only

create model m from t target y function f model_type mlp
=> accepted

create model m from t target y function f auto off model_type mlp
! 22023 AUTO OFF cannot be used with MODEL_TYPE MLP

create model m from t target y function f auto off model_type xgboost preprocessors 'none' hyperparameters default
! 42601 AUTO OFF needs an OBJECTIVE

create model m from t target y function f auto off model_type xgboost objective 'reg:squarederror' hyperparameters default
! 42601 AUTO OFF needs PREPROCESSORS 'none'

create model m from t target y function f auto off model_type xgboost objective 'reg:squarederror' preprocessors '[]' hyperparameters default
! 22023 AUTO OFF with MODEL_TYPE XGBOOST takes only PREPROCESSORS 'none'

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
