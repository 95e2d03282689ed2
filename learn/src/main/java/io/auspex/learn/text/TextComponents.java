package io.auspex.learn.text;

import io.auspex.model.transform.TextProjection;
import io.auspex.model.transform.TextVocabulary;
import java.util.Comparator;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * The directions in which texts differ most: the first right singular vectors of their sparse rows, by random projection and one
 * power iteration (Halko, Martinsson and Tropp, "Finding structure with randomness", SIAM Review 53, 2011, algorithms 4.4 and 5.1).
 */
public final class TextComponents {
    /** Directions beyond those wanted, so that the wanted ones are found. */
    private static final int SPARE = 8;
    /** What the texts looked at may have together. */
    private static final long MOST_GRAMS = 2_000_000;

    private static final int MOST_COLUMNS = 8192;
    private static final int LEAST_TEXTS = 20;
    /** A word that stands in more texts than this share tells little. */
    private static final double MOST_FREQUENT = 0.9;

    private TextComponents() {}

    /**
     * Finds components of one column.
     *
     * @param texts by row; null is NULL
     * @param words how many of the most frequent words are features by themselves, before the components
     * @param wanted how many components
     * @return at most that many; empty if there are too few texts, or they have nothing in common
     */
    public static Optional<TextProjection> fit(int column, String[] texts, int words, int wanted, long seed) {
        String[] sample = TextSample.select(texts, TextSample.rows(texts, MOST_GRAMS));
        if (sample.length < LEAST_TEXTS) {
            return Optional.empty();
        }
        return VocabularyFit.fit(sample, 2, MOST_COLUMNS)
                .map(vocabulary -> project(column, vocabulary, sample, words, wanted, seed));
    }

    private static TextProjection project(
            int column, TextVocabulary vocabulary, String[] texts, int words, int wanted, long seed) {
        TextRows rows = TextRows.of(vocabulary, texts);
        int width = Math.min(wanted + SPARE, Math.min(rows.rows(), rows.columns()));
        int kept = Math.min(wanted, width);
        float[] products = rows.times(signs(rows.columns() * width, seed), width);
        orthonormalise(products, width);
        float[] basis = rows.transposedTimes(products, width);
        orthonormalise(basis, width);
        double[][] rotation = rotation(rows.times(basis, width), width, kept);
        int[] apart = VocabularyFit.frequentWords(vocabulary, words, MOST_FREQUENT);
        int features = apart.length + kept;
        float[] directions = new float[rows.columns() * features];
        for (int word = 0; word < apart.length; word++) {
            directions[apart[word] * features + word] = 1;
        }
        for (int gram = 0; gram < rows.columns(); gram++) {
            for (int component = 0; component < kept; component++) {
                double sum = 0;
                for (int index = 0; index < width; index++) {
                    sum += basis[gram * width + index] * rotation[component][index];
                }
                directions[gram * features + apart.length + component] = (float) sum;
            }
        }
        return new TextProjection(column, vocabulary, directions);
    }

    private static float[] signs(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] signs = new float[count];
        for (int index = 0; index < count; index++) {
            signs[index] = random.nextBoolean() ? 1 : -1;
        }
        return signs;
    }

    /** Makes the columns of {@code [row * width + column]} orthogonal and of length 1, by the modified Gram-Schmidt process, twice. */
    private static void orthonormalise(float[] matrix, int width) {
        for (int round = 0; round < 2; round++) {
            for (int column = 0; column < width; column++) {
                for (int before = 0; before < column; before++) {
                    double product = product(matrix, width, before, column);
                    for (int at = 0; at < matrix.length; at += width) {
                        matrix[at + column] -= (float) (product * matrix[at + before]);
                    }
                }
                double length = Math.sqrt(product(matrix, width, column, column));
                for (int at = 0; at < matrix.length; at += width) {
                    matrix[at + column] = length > 1e-6 ? (float) (matrix[at + column] / length) : 0;
                }
            }
        }
    }

    private static double product(float[] matrix, int width, int left, int right) {
        double sum = 0;
        for (int at = 0; at < matrix.length; at += width) {
            sum += (double) matrix[at + left] * matrix[at + right];
        }
        return sum;
    }

    /** {@code [component][index]}: the eigenvectors of the products' covariance, largest first. */
    private static double[][] rotation(float[] products, int width, int kept) {
        DMatrixRMaj covariance = new DMatrixRMaj(width, width);
        for (int left = 0; left < width; left++) {
            for (int right = left; right < width; right++) {
                double sum = product(products, width, left, right);
                covariance.set(left, right, sum);
                covariance.set(right, left, sum);
            }
        }
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(width, true, true);
        if (!eigen.decompose(covariance)) {
            throw new IllegalStateException("The covariance matrix has no eigenvectors");
        }
        int[] order = IntStream.range(0, width)
                .boxed()
                .sorted(Comparator.comparingDouble(
                        index -> -eigen.getEigenvalue(index).getReal()))
                .mapToInt(Integer::intValue)
                .toArray();
        double[][] rotation = new double[kept][];
        for (int component = 0; component < kept; component++) {
            rotation[component] = eigen.getEigenVector(order[component]).getData();
        }
        return rotation;
    }
}
