package io.auspex.learn.feature;

import io.auspex.model.data.ColumnType;
import io.auspex.model.data.Field;
import io.auspex.model.transform.CategoryCodes;
import io.auspex.model.transform.ColumnTransformer;
import io.auspex.model.transform.DateTimeParts;
import io.auspex.model.transform.FeaturePipeline;
import io.auspex.model.transform.ImputedNumber;
import io.auspex.model.transform.ImputedText;
import io.auspex.model.transform.NumberPassthrough;
import io.auspex.model.transform.NumberScaler;
import io.auspex.model.transform.ScaledNumber;
import java.util.ArrayList;
import java.util.List;

/** What an encoded feature stands for, as far as blocks care. */
enum EncodedKind {
    /** Codes of a category. */
    CODES,
    /** A number as it is, scaled or not. */
    NUMBER,
    TRUTH_VALUE,
    /** The year, weekday, hour and so on of a moment. */
    MOMENT_PART,
    /** One level of several, a sign that something is missing, and the like. */
    OTHER;

    /**
     * Of each feature that the transformers give.
     *
     * @param inputs the columns
     */
    static List<EncodedKind> of(FeaturePipeline columns, List<Field> inputs) {
        List<EncodedKind> kinds = new ArrayList<>();
        for (ColumnTransformer transformer : columns.transformers()) {
            ColumnTransformer plain = plain(transformer);
            for (int feature = 0; feature < transformer.width(); feature++) {
                kinds.add(of(plain, feature, inputs.get(transformer.column()).type()));
            }
        }
        return List.copyOf(kinds);
    }

    private static EncodedKind of(ColumnTransformer plain, int feature, ColumnType type) {
        if (plain instanceof CategoryCodes) {
            return CODES;
        }
        if (plain instanceof DateTimeParts) {
            return MOMENT_PART;
        }
        boolean number = plain instanceof NumberPassthrough
                || plain instanceof ScaledNumber
                || (plain instanceof NumberScaler && feature == 0);
        if (!number || type.isTemporal()) {
            return OTHER;
        }
        return type == ColumnType.BOOLEAN ? TRUTH_VALUE : NUMBER;
    }

    /** What reads the column once its NULLs are filled. */
    static ColumnTransformer plain(ColumnTransformer transformer) {
        if (transformer instanceof ImputedText text) {
            return text.transformer();
        }
        return transformer instanceof ImputedNumber number ? number.transformer() : transformer;
    }
}
