package io.auspex.model.artifact;

import io.auspex.model.artifact.Manifest.NearestNeighborsEntry;
import io.auspex.model.predict.InputScale;
import io.auspex.model.predict.NearestNeighbors;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Between nearest neighbours and their entry in the manifest. */
final class NeighborEntries {
    private NeighborEntries() {}

    static NearestNeighborsEntry write(NearestNeighbors neighbors, ArrayWriter arrays) {
        int count = neighbors.targets().length;
        float[] flat = new float[Math.multiplyExact(neighbors.features(), count)];
        for (int feature = 0; feature < neighbors.features(); feature++) {
            System.arraycopy(neighbors.points()[feature], 0, flat, feature * count, count);
        }
        return new NearestNeighborsEntry(
                arrays.add(neighbors.scale().centers()),
                arrays.add(neighbors.scale().scales()),
                arrays.add(flat),
                arrays.add(neighbors.targets()),
                arrays.add(neighbors.weights()),
                neighbors.classes(),
                neighbors.neighbors());
    }

    /** @throws IllegalArgumentException if the parts do not fit together */
    static NearestNeighbors read(NearestNeighborsEntry entry, ArrayReader arrays) {
        double[] centers = arrays.doubles(entry.centers());
        double[] scales = arrays.doubles(entry.scales());
        float[] flat = arrays.floats(entry.points());
        double[] targets = arrays.doubles(entry.targets());
        int features = centers.length;
        if (flat.length != (long) features * targets.length) {
            throw new ArtifactException("The artifact has " + flat.length + " coordinates of " + targets.length
                    + " points with " + features + " features");
        }
        float[][] points = new float[features][];
        for (int feature = 0; feature < features; feature++) {
            points[feature] = Arrays.copyOfRange(flat, feature * targets.length, (feature + 1) * targets.length);
        }
        return new NearestNeighbors(
                new InputScale(IntStream.range(0, features).toArray(), centers, scales),
                points,
                targets,
                arrays.doubles(entry.weights()),
                entry.classes(),
                entry.neighbors());
    }
}
