package io.auspex.server.prediction;

import io.auspex.language.error.SqlState;
import io.auspex.language.type.SqlType;
import io.auspex.model.Model;
import io.auspex.model.Task;
import io.auspex.model.data.Field;
import io.auspex.model.decision.Uncertainty;
import io.auspex.server.catalog.FunctionKind;
import io.auspex.server.catalog.ModelDefinition;
import io.auspex.warehouse.ModelFunction;
import io.auspex.warehouse.UserFunction;
import java.util.List;
import java.util.Locale;

/** The functions that tell how far off a prediction may be: intervals of a regression, sets of labels of a classification. */
final class UncertaintyFunctions {
    private UncertaintyFunctions() {}

    private static List<FunctionKind> kinds(ModelDefinition definition, Model model) {
        if (!definition.kind().knowsItsErrors()) {
            return List.of();
        }
        return model.task() instanceof Task.Regression
                ? List.of(FunctionKind.INTERVAL, FunctionKind.INTERVAL_AT)
                : List.of(FunctionKind.SET, FunctionKind.SET_AT);
    }

    /** What the engine calls; nothing for a model that does not know its errors. */
    static List<ModelFunction> vectorised(ModelDefinition definition, Model model) {
        return model.uncertainty()
                .map(tables -> kinds(definition, model).stream()
                        .map(kind -> vectorised(definition, model, tables, kind))
                        .toList())
                .orElse(List.of());
    }

    private static ModelFunction vectorised(
            ModelDefinition definition, Model model, Uncertainty tables, FunctionKind kind) {
        ModelFunction.Body body;
        if (tables instanceof Uncertainty.Intervals intervals) {
            IntervalText text = new IntervalText(model, intervals);
            body = (batch, result) -> text.evaluate(batch, (String[]) result);
        } else {
            LabelSetText text = new LabelSetText(model, (Uncertainty.LabelSets) tables);
            body = (batch, result) -> text.evaluate(batch, (String[]) result);
        }
        return new ModelFunction(
                internalName(definition, kind),
                definition.parameters(kind).stream().map(Field::type).toList(),
                ModelFunction.Returns.TEXT,
                body);
    }

    /** What users call. A model of an earlier version of the program says that it does not know. */
    static List<UserFunction> answering(ModelDefinition definition, Model model) {
        return kinds(definition, model).stream()
                .map(kind -> new UserFunction(
                        definition.function(kind), definition.parameters(kind), calling(definition, model, kind)))
                .toList();
    }

    private static UserFunction.Definition calling(ModelDefinition definition, Model model, FunctionKind kind) {
        if (model.uncertainty().isEmpty()) {
            return new UserFunction.Definition.Refuse(
                    SqlState.FEATURE_NOT_SUPPORTED,
                    "Model \"" + definition.name() + "\" does not know how far off its predictions may be",
                    "An earlier version of Auspex trained it, or too few rows were held back; create it again.",
                    SqlType.SUPER);
        }
        String function = internalName(definition, kind);
        return model.task() instanceof Task.Regression
                ? new UserFunction.Definition.Interval(function)
                : new UserFunction.Definition.Call(function, SqlType.SUPER);
    }

    private static String internalName(ModelDefinition definition, FunctionKind kind) {
        return definition.engineFunction(kind.name().toLowerCase(Locale.ROOT));
    }
}
