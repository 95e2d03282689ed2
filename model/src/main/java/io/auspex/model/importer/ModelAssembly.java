package io.auspex.model.importer;

import io.auspex.model.Member;
import io.auspex.model.Model;
import io.auspex.model.Provenance;
import io.auspex.model.Task;
import io.auspex.model.artifact.ArtifactException;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * Makes a {@link Model} of an imported one, so that it is stored, compiled and called as every other. A classifier becomes a
 * classification whose labels are the library's own class labels or numbers; everything else a regression, or several numbers.
 */
public final class ModelAssembly {
    private static final int LONGEST_NAME = 127;
    /** Each takes room in every call. */
    private static final int MOST_OUTPUTS = 10_000;

    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,8})");

    private ModelAssembly() {}

    /**
     * @param types of the columns that stand for the features, in order
     * @throws ArtifactException if the types do not fit, or it predicts what no function can give
     */
    public static Model of(ImportedModel imported, List<ColumnType> types, Provenance provenance) {
        List<Field> inputs = new ArrayList<>();
        List<String> names = names(imported);
        for (int i = 0; i < Math.min(types.size(), names.size()); i++) {
            inputs.add(new Field(names.get(i), types.get(i)));
        }
        try {
            return new Model(
                    inputs,
                    task(imported),
                    List.of(new Member(1, imported.pipeline(types), imported.predictor(), imported.link())),
                    OptionalDouble.empty(),
                    provenance);
        } catch (IllegalArgumentException unsound) {
            throw new ArtifactException("The model is not sound: " + unsound.getMessage(), unsound);
        }
    }

    /** The names of the features as a function's parameters may have them; what cannot be a name becomes {@code f0}, ... */
    public static List<String> names(ImportedModel imported) {
        List<String> names = new ArrayList<>();
        for (ImportedFeature feature : imported.features()) {
            String name = feature.name();
            boolean usable = !name.isBlank()
                    && name.length() <= LONGEST_NAME
                    && name.chars().noneMatch(Character::isISOControl);
            names.add(usable ? name : "f" + names.size());
        }
        return names;
    }

    /** @throws ArtifactException if it predicts too many numbers, or tells classes apart by something else than probabilities */
    public static Task task(ImportedModel imported) {
        if (imported.outputs() > MOST_OUTPUTS) {
            throw new ArtifactException(
                    "The model predicts " + imported.outputs() + " numbers a row, more than " + MOST_OUTPUTS);
        }
        if (imported.classes() >= 2) {
            List<String> labels = imported.labels();
            boolean numbers = labels.stream()
                    .allMatch(label -> WHOLE_NUMBER.matcher(label).matches());
            if (labels.stream().distinct().count() < labels.size()) {
                throw new ArtifactException("The model has two classes of one name");
            }
            requireProbabilities(imported);
            return new Task.Classification(labels, numbers ? ColumnType.INTEGER : ColumnType.VARCHAR);
        }
        return imported.outputs() > 1 ? new Task.Outputs(imported.outputs()) : new Task.Regression(ColumnType.DOUBLE);
    }

    private static void requireProbabilities(ImportedModel imported) {
        boolean probabilities =
                switch (imported.link()) {
                    case LOGISTIC, PROBABILITY -> true;
                    case HINGE -> imported.outputs() == 1;
                    case SOFTMAX, LOGISTIC_SHARES -> imported.outputs() > 1;
                    default -> false;
                };
        if (!probabilities) {
            throw new ArtifactException("The model tells " + imported.classes()
                    + " classes apart, but gives no probabilities of them, which is not supported");
        }
    }
}
