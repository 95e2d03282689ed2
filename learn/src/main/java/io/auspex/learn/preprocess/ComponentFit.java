package io.auspex.learn.preprocess;

import io.auspex.learn.TrainingException;
import io.auspex.model.transform.PrincipalComponents;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * PCA: the directions in which the features vary most, as many as together hold 99 % of the variance (Jolliffe, Principal
 * Component Analysis, 2nd edition, §6.1.1), from the eigenvectors of the covariance matrix. Features are not scaled before;
 * that is what a scaler in the same set is for.
 */
final class ComponentFit {
    private static final double KEPT_VARIANCE = 0.99;
    /** The time grows with the cube of it. */
    private static final int MOST_FEATURES = 500;
    /** Beyond it, evenly spaced rows serve. */
    private static final int MOST_ROWS = 20_000;

    private ComponentFit() {}

    /** @param values {@code float[feature][row]}, of which {@code features} are projected */
    static PrincipalComponents fit(float[][] values, int rows, List<Integer> features) {
        int size = features.size();
        if (size > MOST_FEATURES) {
            throw new TrainingException(
                    "PCA in PREPROCESSORS would take " + size + " features; at most " + MOST_FEATURES
                            + " are possible.",
                    "Name fewer columns in its ColumnSet, or leave OneHotEncoder out.");
        }
        int step = Math.max(1, (rows + MOST_ROWS - 1) / MOST_ROWS);
        double[][] centred = new double[size][(rows + step - 1) / step];
        double[] means = new double[size];
        for (int index = 0; index < size; index++) {
            means[index] = centre(values[features.get(index)], step, centred[index]);
        }
        DMatrixRMaj covariance = new DMatrixRMaj(size, size);
        for (int first = 0; first < size; first++) {
            for (int second = first; second < size; second++) {
                double product = 0;
                for (int row = 0; row < centred[first].length; row++) {
                    product += centred[first][row] * centred[second][row];
                }
                double share = product / centred[first].length;
                covariance.set(first, second, share);
                covariance.set(second, first, share);
            }
        }
        return new PrincipalComponents(features, means, directions(covariance));
    }

    /** Fills the distances from the mean, 0 where the value is missing, and gives the mean. */
    private static double centre(float[] values, int step, double[] centred) {
        double sum = 0;
        int present = 0;
        for (int row = 0; row < centred.length; row++) {
            if (Float.isFinite(values[row * step])) {
                sum += values[row * step];
                present++;
            }
        }
        double mean = present == 0 ? 0 : sum / present;
        for (int row = 0; row < centred.length; row++) {
            centred[row] = Float.isFinite(values[row * step]) ? values[row * step] - mean : 0;
        }
        return mean;
    }

    private static double[][] directions(DMatrixRMaj covariance) {
        int size = covariance.getNumCols();
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(size, true, true);
        if (!eigen.decompose(covariance)) {
            throw new IllegalStateException("The covariance matrix has no eigenvectors");
        }
        double[] variances = new double[size];
        for (int index = 0; index < size; index++) {
            variances[index] = Math.max(0, eigen.getEigenvalue(index).getReal());
        }
        int[] order = IntStream.range(0, size)
                .boxed()
                .sorted(Comparator.comparingDouble(index -> -variances[index]))
                .mapToInt(Integer::intValue)
                .toArray();
        double total = Arrays.stream(variances).sum();
        double[][] directions = new double[size][];
        int kept = 0;
        double held = 0;
        while (kept == 0 || (kept < size && held < KEPT_VARIANCE * total)) {
            directions[kept] = pointed(eigen.getEigenVector(order[kept]).getData());
            held += variances[order[kept]];
            kept++;
        }
        return Arrays.copyOf(directions, kept);
    }

    /** An eigenvector and its opposite are as good: the weight that is largest is made positive, so that results repeat. */
    private static double[] pointed(double[] direction) {
        double largest = 0;
        for (double weight : direction) {
            largest = Math.abs(weight) > Math.abs(largest) ? weight : largest;
        }
        double[] pointed = direction.clone();
        for (int index = 0; index < pointed.length && largest < 0; index++) {
            pointed[index] = -pointed[index];
        }
        return pointed;
    }
}
