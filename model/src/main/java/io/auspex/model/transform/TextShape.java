package io.auspex.model.transform;

import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.ColumnVector;
import io.auspex.model.data.Field;
import java.util.List;

/**
 * What a text looks like, whatever it says: counts as {@code ln(1 + count)}, so that one long text is not far from all others, and
 * shares of its characters. NULL is missing throughout.
 */
public record TextShape(int column) implements ColumnTransformer {
    public TextShape {
        Inputs.requireColumn(column);
    }

    @Override
    public int width() {
        return TextTally.NAMES.size();
    }

    @Override
    public boolean accepts(ColumnType type) {
        return type.isText();
    }

    /** {@code column.length}, {@code column.words} and so on. */
    @Override
    public List<String> featureNames(List<Field> inputs) {
        String name = inputs.get(column).name();
        return TextTally.NAMES.stream().map(feature -> name + "." + feature).toList();
    }

    @Override
    public void apply(ColumnBatch batch, float[][] features, int first) {
        if (batch.columns().get(column) instanceof ColumnVector.Dictionary texts) {
            float[][] perText = new float[width()][texts.size()];
            fill(texts.texts(), texts.size(), perText, 0);
            for (int feature = 0; feature < perText.length; feature++) {
                texts.gather(perText[feature], Float.NaN, batch.rows(), features[first + feature]);
            }
        } else {
            fill(batch.texts(column), batch.rows(), features, first);
        }
    }

    private static void fill(String[] texts, int count, float[][] features, int first) {
        TextTally tally = new TextTally();
        for (int row = 0; row < count; row++) {
            tally.count(texts[row]);
            tally.fill(features, first, row);
        }
    }
}
