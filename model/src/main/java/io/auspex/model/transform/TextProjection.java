package io.auspex.model.transform;

import static java.util.Objects.requireNonNull;

import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.ColumnVector;
import io.auspex.model.data.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A text as a few numbers: its sparse vector of weighted grams times a matrix. With singular vectors in the matrix these are the
 * components of latent semantic analysis (Deerwester et al., 1990), with the weights of a linear model its scores. NULL, and a text
 * without a known gram, is 0 throughout.
 */
public final class TextProjection implements ColumnTransformer {
    private final int column;
    private final TextVocabulary vocabulary;
    private final float[] directions;
    private final int width;

    /**
     * @param directions {@code [gram * width + feature]}, finite
     * @throws IllegalArgumentException if there is not at least one feature, or the lengths disagree
     */
    public TextProjection(int column, TextVocabulary vocabulary, float[] directions) {
        Inputs.requireColumn(column);
        this.column = column;
        this.vocabulary = requireNonNull(vocabulary, "vocabulary is null");
        this.directions = directions.clone();
        this.width = directions.length / vocabulary.size();
        if (width == 0 || directions.length % vocabulary.size() != 0) {
            throw new IllegalArgumentException(
                    "A projection of " + vocabulary.size() + " grams has " + directions.length + " weights");
        }
        for (float direction : directions) {
            Inputs.requireFinite(direction, "weight");
        }
    }

    @Override
    public int column() {
        return column;
    }

    @Override
    public int width() {
        return width;
    }

    public TextVocabulary vocabulary() {
        return vocabulary;
    }

    /** {@code [gram * width + feature]}, a copy. */
    public float[] directions() {
        return directions.clone();
    }

    @Override
    public boolean accepts(ColumnType type) {
        return type.isText();
    }

    /** {@code column.text1}, {@code column.text2} and so on. */
    @Override
    public List<String> featureNames(List<Field> inputs) {
        String name = inputs.get(column).name();
        List<String> names = new ArrayList<>(width);
        for (int feature = 1; feature <= width; feature++) {
            names.add(name + ".text" + feature);
        }
        return names;
    }

    @Override
    public void apply(ColumnBatch batch, float[][] features, int first) {
        apply(List.of(this), batch, features, new int[] {first});
    }

    /**
     * What {@link #apply(ColumnBatch, float[][], int)} of each fills, with every text read once.
     *
     * @param projections of the same column and vocabulary, at least one
     * @param firsts of each the place of its first feature
     */
    public static void apply(List<TextProjection> projections, ColumnBatch batch, float[][] features, int[] firsts) {
        int column = projections.get(0).column;
        if (!(batch.columns().get(column) instanceof ColumnVector.Dictionary texts)) {
            project(projections, batch.texts(column), batch.rows(), features, firsts);
            return;
        }
        int widths = projections.stream().mapToInt(TextProjection::width).sum();
        float[][] perText = new float[widths][texts.size()];
        int[] own = new int[firsts.length];
        for (int index = 1; index < own.length; index++) {
            own[index] = own[index - 1] + projections.get(index - 1).width;
        }
        project(projections, texts.texts(), texts.size(), perText, own);
        for (int index = 0; index < own.length; index++) {
            for (int feature = 0; feature < projections.get(index).width; feature++) {
                texts.gather(perText[own[index] + feature], 0, batch.rows(), features[firsts[index] + feature]);
            }
        }
    }

    /**
     * Fills {@code features[first]} and following.
     *
     * @param texts by row; null is NULL
     */
    public void project(String[] texts, int rows, float[][] features, int first) {
        project(List.of(this), texts, rows, features, new int[] {first});
    }

    private static void project(
            List<TextProjection> projections, String[] texts, int rows, float[][] features, int[] firsts) {
        TextVocabulary.Vectorizer vectorizer = projections.get(0).vocabulary.vectorizer();
        int widest = projections.stream().mapToInt(TextProjection::width).max().orElseThrow();
        float[] sums = new float[widest];
        for (int row = 0; row < rows; row++) {
            int size = texts[row] == null ? 0 : vectorizer.read(texts[row]);
            for (int index = 0; index < firsts.length; index++) {
                projections.get(index).project(vectorizer, size, sums);
                projections.get(index).put(sums, row, features, firsts[index]);
            }
        }
    }

    /**
     * Sets the first {@link #width} of the sums.
     *
     * @param size how many elements the text's vector has
     */
    private void project(TextVocabulary.Vectorizer vectorizer, int size, float[] sums) {
        Arrays.fill(sums, 0, width, 0);
        int[] positions = vectorizer.positions();
        float[] values = vectorizer.values();
        for (int index = 0; index < size; index++) {
            float value = values[index];
            int from = positions[index] * width;
            for (int feature = 0; feature < width; feature++) {
                sums[feature] += value * directions[from + feature];
            }
        }
    }

    private void put(float[] sums, int row, float[][] features, int first) {
        for (int feature = 0; feature < width; feature++) {
            features[first + feature][row] = Inputs.finiteFloat(sums[feature]);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TextProjection that
                && column == that.column
                && vocabulary.equals(that.vocabulary)
                && Arrays.equals(directions, that.directions);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * column + vocabulary.hashCode()) + Arrays.hashCode(directions);
    }

    @Override
    public String toString() {
        return "TextProjection[column=" + column + ", " + vocabulary.size() + " grams to " + width + "]";
    }
}
