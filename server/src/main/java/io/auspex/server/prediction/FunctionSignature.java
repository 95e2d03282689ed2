package io.auspex.server.prediction;

import io.auspex.language.parse.TypeParser;
import io.auspex.language.statement.QualifiedName;
import io.auspex.language.type.SqlType;
import io.auspex.learn.objective.ProblemType;
import io.auspex.model.data.Field;
import io.auspex.server.catalog.FunctionKind;
import io.auspex.server.catalog.ModelDefinition;
import io.auspex.server.catalog.ModelEntry;
import io.auspex.server.catalog.ModelKind;
import io.auspex.server.catalog.TrainedModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A function that a model has, as catalogs list it.
 *
 * @param name with its schema
 * @param parameters the model's features
 */
public record FunctionSignature(QualifiedName name, List<Field> parameters, SqlType returns) {
    public FunctionSignature {
        parameters = List.copyOf(parameters);
    }

    /**
     * The functions of one model. Before a search has found out what kind of problem it has, the model keeps all names that
     * it may need, and its function is taken to give the target's own type.
     */
    public static List<FunctionSignature> of(ModelEntry model) {
        ModelDefinition definition = model.definition();
        if (definition.function().isEmpty()) {
            return List.of();
        }
        List<FunctionSignature> all = new ArrayList<>();
        all.add(new FunctionSignature(definition.function().get(), definition.parameters(), returns(model)));
        if (mayGiveProbabilities(model)) {
            all.add(structured(definition, FunctionKind.PROB));
            all.add(structured(definition, FunctionKind.PROBABILITIES));
        }
        if (definition.kind().isExplained()) {
            all.add(structured(definition, FunctionKind.EXPLAIN));
        }
        if (definition.kind().knowsItsErrors()) {
            boolean numbers = isRegression(model);
            all.add(structured(definition, numbers ? FunctionKind.INTERVAL : FunctionKind.SET));
            all.add(structured(definition, numbers ? FunctionKind.INTERVAL_AT : FunctionKind.SET_AT));
        }
        return all;
    }

    private static FunctionSignature structured(ModelDefinition definition, FunctionKind kind) {
        return new FunctionSignature(definition.function(kind), definition.parameters(kind), SqlType.SUPER);
    }

    private static SqlType returns(ModelEntry model) {
        Optional<String> declared = model.definition().returns();
        if (declared.isPresent()) {
            return TypeParser.parse(declared.get());
        }
        Optional<Field> target = model.definition().target();
        if (target.isEmpty()) {
            return SqlType.INTEGER;
        }
        return isRegression(model)
                ? SqlType.DOUBLE
                : ColumnTypes.sqlType(target.get().type());
    }

    /** A search may still find a classifier; what an imported file holds is known. */
    private static boolean mayGiveProbabilities(ModelEntry model) {
        ModelKind kind = model.definition().kind();
        boolean known = model.result().flatMap(TrainedModel::problemType).isPresent();
        return kind.givesProbabilities() && (known || kind.isTrained()) && !isRegression(model);
    }

    private static boolean isRegression(ModelEntry model) {
        ModelDefinition definition = model.definition();
        Optional<String> found = model.result().flatMap(TrainedModel::problemType);
        return found.map(type -> type.equals(ProblemType.REGRESSION.displayName()))
                .orElseGet(definition::isDeclaredRegression);
    }
}
