package io.auspex.server.catalog;

import io.auspex.language.statement.QualifiedName;
import io.auspex.learn.objective.Objective;
import io.auspex.learn.objective.ProblemType;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.Field;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What CREATE MODEL laid down about a model; it never changes.
 *
 * @param id unique for all time, also after the model is dropped: names the job folder and the engine's internal functions
 * @param name with its schema
 * @param statement the whole CREATE MODEL as the user wrote it
 * @param target the column to predict, with its type; absent for KMEANS and imported models
 * @param function with its schema; absent for FORECAST
 * @param parameters the features, in the order of the function's parameters
 * @param returns the type that an imported model's function is declared to return, as the user wrote it
 * @param modelType as requested
 * @param problemType as requested
 * @param objective as requested
 * @param iamRole kept and shown for Redshift's sake, never used
 * @param settings of SETTINGS, names in upper case
 * @param hyperparameters as supplied, names in lower case
 * @param jobName what Redshift would call the training job
 * @param rows of the training query's result
 */
public record ModelDefinition(
        String id,
        QualifiedName name,
        String owner,
        Instant created,
        String statement,
        Source source,
        ModelKind kind,
        Optional<Field> target,
        Optional<QualifiedName> function,
        List<Field> parameters,
        Optional<String> returns,
        Optional<String> modelType,
        Optional<String> problemType,
        Optional<String> objective,
        Optional<String> preprocessors,
        Optional<String> iamRole,
        Map<String, String> settings,
        Map<String, String> hyperparameters,
        String jobName,
        long rows) {
    /** What the names of all functions begin with that the engine calls for models; the model's id follows. */
    public static final String ENGINE_FUNCTION_PREFIX = "auspex_model_";

    public ModelDefinition {
        parameters = List.copyOf(parameters);
        settings = Map.copyOf(settings);
        hyperparameters = Map.copyOf(hyperparameters);
    }

    /**
     * Where the model came from.
     *
     * @param text a table's name, the text of a query, or what an imported one was read from
     * @param engineQuery the query that gives the rows, in the engine's dialect; absent for an imported model
     * @param searchPath the schemas in which that query looks up names
     */
    public record Source(Kind kind, String text, Optional<String> engineQuery, List<String> searchPath) {
        public Source {
            searchPath = List.copyOf(searchPath);
        }

        /** Of a model that learnt from no rows here. */
        public Source(Kind kind, String text) {
            this(kind, text, Optional.empty(), List.of());
        }

        public enum Kind {
            TABLE,
            QUERY,
            /** A location in the object store. */
            ARTIFACT,
            /** The name of an earlier training job. */
            JOB
        }
    }

    /** Whether it was made with AUTO ON: how is not the user's choice. */
    public boolean auto() {
        return kind == ModelKind.AUTOPILOT || kind == ModelKind.FORECAST;
    }

    /** Its name with its schema, of a model that has functions. */
    public QualifiedName function(FunctionKind kind) {
        return kind.name(function.orElseThrow());
    }

    /** The parameters of one of its functions. */
    public List<Field> parameters(FunctionKind kind) {
        if (!kind.takesConfidence()) {
            return parameters;
        }
        List<Field> all = new ArrayList<>(parameters);
        all.add(new Field("confidence", ColumnType.DOUBLE));
        return List.copyOf(all);
    }

    /** The functions that the model may have. */
    public List<FunctionKind> functions() {
        return function.isPresent() ? FunctionKind.of(kind) : List.of();
    }

    /** Whether the statement alone says that numbers are predicted, before the search has looked at the target. */
    public boolean isDeclaredRegression() {
        if (kind != ModelKind.AUTOPILOT) {
            return objective.filter(ModelDefinition::predictsNumbers).isPresent();
        }
        return problemType.filter("REGRESSION"::equalsIgnoreCase).isPresent()
                || objective
                        .filter(wanted ->
                                Objective.parse(wanted).problemTypes().equals(List.of(ProblemType.REGRESSION)))
                        .isPresent();
    }

    private static boolean predictsNumbers(String xgboostObjective) {
        String family = xgboostObjective.toLowerCase(Locale.ROOT);
        return family.startsWith("reg:") || family.startsWith("rank:");
    }

    /** Name of a function that the engine calls for this model; no user can name it. */
    public String engineFunction(String purpose) {
        return ENGINE_FUNCTION_PREFIX + id + "_" + purpose;
    }

    /** All names that the model may take for its functions. */
    public List<QualifiedName> functionNames() {
        return function.map(name -> functionNames(name, kind)).orElse(List.of());
    }

    /**
     * All names that a model may take for its functions: what a search for the best model ends in, and what an imported
     * file holds, may be a classifier with probabilities.
     */
    public static List<QualifiedName> functionNames(QualifiedName function, ModelKind kind) {
        return FunctionKind.of(kind).stream().map(each -> each.name(function)).toList();
    }
}
