package io.auspex.learn.preprocess;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What PREPROCESSORS can ask for, in the order in which it is done, whatever the order in the list.
 *
 * @see PreprocessorFitting what each one does
 */
public enum Transformer {
    IMPUTER("Imputer", Step.IMPUTE),
    IMPUTER_WITH_INDICATOR("ImputerWithIndicator", Step.IMPUTE),
    NUMERIC_PASSTHROUGH("NumericPassthrough", Step.ENCODE),
    ONE_HOT_ENCODER("OneHotEncoder", Step.ENCODE),
    ORDINAL_ENCODER("OrdinalEncoder", Step.ENCODE),
    DATE_TIME_VECTORIZER("DateTimeVectorizer", Step.ENCODE),
    STANDARD_SCALER("StandardScaler", Step.SCALE),
    MIN_MAX("MinMax", Step.SCALE),
    NORMALIZER("Normalizer", Step.SCALE),
    PCA("PCA", Step.PROJECT);

    /** When a transformer has its turn. */
    public enum Step {
        IMPUTE,
        ENCODE,
        SCALE,
        PROJECT
    }

    private final String displayName;
    private final Step step;

    Transformer(String displayName, Step step) {
        this.displayName = displayName;
        this.step = step;
    }

    /** As Redshift's documentation writes it. */
    public String displayName() {
        return displayName;
    }

    public Step step() {
        return step;
    }

    /** In any case; empty if there is no such transformer. */
    public static Optional<Transformer> find(String name) {
        for (Transformer transformer : values()) {
            if (transformer
                    .displayName
                    .toLowerCase(Locale.ROOT)
                    .equals(name.strip().toLowerCase(Locale.ROOT))) {
                return Optional.of(transformer);
            }
        }
        return Optional.empty();
    }

    /** Those of MODEL_TYPE KMEANS. */
    public static Set<Transformer> ofClusters() {
        return EnumSet.of(NUMERIC_PASSTHROUGH, STANDARD_SCALER, MIN_MAX);
    }

    /** Those of a search for the best model: all. */
    public static Set<Transformer> all() {
        return EnumSet.allOf(Transformer.class);
    }
}
