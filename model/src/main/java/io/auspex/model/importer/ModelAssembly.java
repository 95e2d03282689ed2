package io.auspex.model.importer;

import io.auspex.model.Member;
import io.auspex.model.Model;
import io.auspex.model.Provenance;
import io.auspex.model.Task;
import io.auspex.model.artifact.ArtifactException;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.Field;
import io.auspex.model.predict.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * Makes a {@link Model} of an imported one, so that it is stored, compiled and called as every other. A classifier becomes a
 * classification whose labels are the library's own class labels or numbers; everything else a regression.
 */
public final class ModelAssembly {
    private static final int LONGEST_NAME = 127;
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,8})");

    private ModelAssembly() {}

    /**
     * The inputs are {@code VARCHAR} for features that are text, and {@code DOUBLE} for all others.
     *
     * @throws ArtifactException if it predicts what no function can give: several numbers that are not probabilities
     */
    public static Model of(ImportedModel imported, Provenance provenance) {
        try {
            return new Model(
                    inputs(imported.features()),
                    task(imported),
                    List.of(new Member(1, imported.pipeline(), imported.predictor(), imported.link())),
                    OptionalDouble.empty(),
                    provenance);
        } catch (IllegalArgumentException unsound) {
            throw new ArtifactException("The model is not sound: " + unsound.getMessage(), unsound);
        }
    }

    private static List<Field> inputs(List<ImportedFeature> features) {
        List<Field> inputs = new ArrayList<>();
        for (int i = 0; i < features.size(); i++) {
            ImportedFeature feature = features.get(i);
            boolean usable = !feature.name().isBlank()
                    && feature.name().length() <= LONGEST_NAME
                    && feature.name().chars().noneMatch(Character::isISOControl);
            inputs.add(new Field(
                    usable ? feature.name() : "f" + i,
                    feature.categories().isPresent() ? ColumnType.VARCHAR : ColumnType.DOUBLE));
        }
        return inputs;
    }

    private static Task task(ImportedModel imported) {
        boolean probabilities = imported.outputs() == 1
                ? imported.link() == Link.LOGISTIC || imported.link() == Link.HINGE
                : imported.link() == Link.SOFTMAX;
        if (imported.classes() >= 2 && probabilities) {
            List<String> labels = imported.labels();
            boolean numbers = labels.stream()
                    .allMatch(label -> WHOLE_NUMBER.matcher(label).matches());
            return new Task.Classification(labels, numbers ? ColumnType.INTEGER : ColumnType.VARCHAR);
        }
        if (imported.outputs() > 1) {
            throw new ArtifactException("The model's objective " + imported.objective() + " predicts "
                    + imported.outputs() + " numbers a row that are no class probabilities, and a function gives one");
        }
        return new Task.Regression(ColumnType.DOUBLE);
    }
}
