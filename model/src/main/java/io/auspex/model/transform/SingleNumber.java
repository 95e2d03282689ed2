package io.auspex.model.transform;

import io.auspex.model.data.ColumnType;
import io.auspex.model.data.Field;
import java.util.List;

/** From a column that holds no text, one feature, which has the name of the column unless it says otherwise. */
sealed interface SingleNumber extends ColumnTransformer
        permits NumberPassthrough, ScaledNumber, ThresholdRanks, NumberRemainder, CategoryNumbers {
    @Override
    default int width() {
        return 1;
    }

    @Override
    default boolean accepts(ColumnType type) {
        return !type.isText();
    }

    @Override
    default List<String> featureNames(List<Field> inputs) {
        return List.of(inputs.get(column()).name());
    }
}
