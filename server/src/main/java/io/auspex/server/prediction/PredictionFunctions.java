package io.auspex.server.prediction;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.parse.TypeParser;
import io.auspex.language.statement.QualifiedName;
import io.auspex.language.type.SqlType;
import io.auspex.model.Model;
import io.auspex.model.Task;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.Field;
import io.auspex.model.explain.ModelExplainer;
import io.auspex.server.catalog.FunctionKind;
import io.auspex.server.catalog.ModelDefinition;
import io.auspex.server.catalog.ModelEntry;
import io.auspex.server.catalog.ModelState;
import io.auspex.server.catalog.ModelStatus;
import io.auspex.warehouse.ModelFunction;
import io.auspex.warehouse.UserFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The functions of a model: the vectorised ones that the engine calls, one a model version and purpose, and those in the
 * user's schema, which call them, or say why they cannot.
 */
public final class PredictionFunctions {
    /** Where functions lie that only the server's own SQL calls. */
    private static final String SERVER_SCHEMA = "auspex_dialect";

    private PredictionFunctions() {}

    /** What the engine calls; to be published before any of {@link #answering} exists. */
    public static List<ModelFunction> vectorised(ModelDefinition definition, Model model) {
        List<ModelFunction> functions = new ArrayList<>(predicting(definition, model));
        explainer(definition, model)
                .map(explainer -> new ReasonText(model, explainer))
                .ifPresent(reasons -> functions.add(new ModelFunction(
                        internalName(definition, "explain"),
                        argumentTypes(definition.parameters()),
                        ModelFunction.Returns.TEXT,
                        (batch, result) -> reasons.evaluate(batch, (String[]) result))));
        functions.addAll(UncertaintyFunctions.vectorised(definition, model));
        return functions;
    }

    /** Empty for a model that an earlier version of the program trained, without what an explanation needs. */
    private static Optional<ModelExplainer> explainer(ModelDefinition definition, Model model) {
        return definition.kind().isExplained() ? ModelExplainer.of(model) : Optional.empty();
    }

    private static List<ModelFunction> predicting(ModelDefinition definition, Model model) {
        List<ColumnType> arguments = argumentTypes(definition.parameters());
        if (model.task() instanceof Task.Clustering) {
            return List.of(new ModelFunction(
                    internalName(definition, "cluster"),
                    arguments,
                    ModelFunction.Returns.CODE,
                    (batch, result) -> model.codes(batch, (int[]) result)));
        }
        if (model.task() instanceof Task.Classification classification) {
            ProbabilityText text = new ProbabilityText(classification);
            ScoreText scores = new ScoreText(model, classification);
            Optional<DeclaredNumber> number = declaredType(definition)
                    .filter(DeclaredNumber::isScore)
                    .map(type -> new DeclaredNumber(type, model));
            return List.of(
                    number.map(score -> new ModelFunction(
                                    internalName(definition, "value"),
                                    arguments,
                                    ModelFunction.Returns.NUMBER,
                                    (batch, result) -> score.evaluate(batch, (double[]) result)))
                            .orElseGet(() -> new ModelFunction(
                                    internalName(definition, "label"),
                                    arguments,
                                    ModelFunction.Returns.CODE,
                                    (batch, result) -> model.codes(batch, (int[]) result))),
                    new ModelFunction(
                            internalName(definition, "probabilities"),
                            arguments,
                            ModelFunction.Returns.TEXT,
                            (batch, result) -> text.evaluate(model, batch, (String[]) result)),
                    new ModelFunction(
                            internalName(definition, "scores"),
                            arguments,
                            ModelFunction.Returns.TEXT,
                            (batch, result) -> scores.evaluate(batch, (String[]) result)));
        }
        ModelFunction.Body values = declaredType(definition)
                .map(type -> new DeclaredNumber(type, model))
                .<ModelFunction.Body>map(number -> (batch, result) -> number.evaluate(batch, (double[]) result))
                .orElse((batch, result) -> model.values(batch, (double[]) result));
        ModelFunction value =
                new ModelFunction(internalName(definition, "value"), arguments, ModelFunction.Returns.NUMBER, values);
        if (model.task() instanceof Task.Outputs several) {
            OutputsText text = new OutputsText(several);
            return List.of(
                    value,
                    new ModelFunction(
                            internalName(definition, "outputs"),
                            arguments,
                            ModelFunction.Returns.TEXT,
                            (batch, result) -> text.evaluate(model, batch, (String[]) result)));
        }
        return List.of(value);
    }

    private static Optional<SqlType> declaredType(ModelDefinition definition) {
        return definition.returns().map(TypeParser::parse);
    }

    /** What users call once the model is READY. A classifier with the user's own hyperparameters gives no probabilities, as in Redshift. */
    public static List<UserFunction> answering(ModelDefinition definition, Model model) {
        List<Field> parameters = definition.parameters();
        List<UserFunction> functions = new ArrayList<>();
        Optional<SqlType> declared = declaredType(definition);
        if (model.task() instanceof Task.Clustering) {
            return List.of(new UserFunction(
                    definition.function().orElseThrow(),
                    parameters,
                    new UserFunction.Definition.Call(
                            internalName(definition, "cluster"), declared.orElse(SqlType.INTEGER))));
        }
        if (model.task() instanceof Task.Classification classification) {
            functions.add(new UserFunction(
                    definition.function().orElseThrow(),
                    parameters,
                    declared.filter(DeclaredNumber::isScore).isPresent()
                            ? new UserFunction.Definition.Call(internalName(definition, "value"), declared.get())
                            : new UserFunction.Definition.Labels(
                                    internalName(definition, "label"),
                                    classification.labels(),
                                    declared.orElse(ColumnTypes.sqlType(classification.labelType())))));
            functions.add(new UserFunction(
                    scores(definition),
                    parameters,
                    new UserFunction.Definition.Scores(internalName(definition, "scores"))));
            if (definition.kind().givesProbabilities()) {
                for (FunctionKind kind : List.of(FunctionKind.PROB, FunctionKind.PROBABILITIES)) {
                    functions.add(new UserFunction(
                            definition.function(kind),
                            parameters,
                            new UserFunction.Definition.Probabilities(internalName(definition, "probabilities"))));
                }
            }
        } else {
            functions.add(new UserFunction(
                    definition.function().orElseThrow(),
                    parameters,
                    new UserFunction.Definition.Call(
                            internalName(definition, "value"), declared.orElse(SqlType.DOUBLE))));
            if (model.task() instanceof Task.Outputs) {
                for (FunctionKind kind : List.of(FunctionKind.PROB, FunctionKind.PROBABILITIES)) {
                    functions.add(new UserFunction(
                            definition.function(kind),
                            parameters,
                            new UserFunction.Definition.Call(internalName(definition, "outputs"), SqlType.SUPER)));
                }
            }
        }
        if (definition.kind().isExplained()) {
            functions.add(new UserFunction(
                    definition.function(FunctionKind.EXPLAIN), parameters, explaining(definition, model)));
        }
        functions.addAll(UncertaintyFunctions.answering(definition, model));
        return functions;
    }

    /** The function that an evaluation of a classifier calls; no user can name it. */
    public static QualifiedName scores(ModelDefinition definition) {
        return QualifiedName.of(SERVER_SCHEMA, internalName(definition, "scores"));
    }

    static boolean isOfServer(UserFunction function) {
        return function.name().schema().equals(Optional.of(SERVER_SCHEMA));
    }

    private static UserFunction.Definition explaining(ModelDefinition definition, Model model) {
        if (explainer(definition, model).isPresent()) {
            return new UserFunction.Definition.Call(internalName(definition, "explain"), SqlType.SUPER);
        }
        return new UserFunction.Definition.Refuse(
                SqlState.FEATURE_NOT_SUPPORTED,
                "Model \"" + definition.name() + "\" holds nothing to explain its predictions with",
                "An earlier version of Auspex trained it; create it again.",
                SqlType.SUPER);
    }

    /** What users call while the model is TRAINING, or when it has FAILED: an error that says so. */
    public static List<UserFunction> refusing(ModelDefinition definition, ModelState state, Optional<String> reason) {
        ModelStatus status = new ModelStatus(state, "", reason, Optional.empty(), Optional.empty());
        ModelEntry model = new ModelEntry(definition, status, Optional.empty(), 1, Optional.empty());
        SqlException refusal = model.notReady();
        return FunctionSignature.of(model).stream()
                .map(function -> new UserFunction(
                        function.name(),
                        function.parameters(),
                        new UserFunction.Definition.Refuse(
                                refusal.state(),
                                refusal.getMessage(),
                                refusal.hint().orElse(""),
                                function.returns())))
                .toList();
    }

    private static List<ColumnType> argumentTypes(List<Field> parameters) {
        return parameters.stream().map(Field::type).toList();
    }

    private static String internalName(ModelDefinition definition, String purpose) {
        return definition.engineFunction(purpose);
    }
}
