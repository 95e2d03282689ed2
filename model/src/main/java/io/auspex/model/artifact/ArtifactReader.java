package io.auspex.model.artifact;

import io.auspex.model.CandidateRecord;
import io.auspex.model.Member;
import io.auspex.model.Model;
import io.auspex.model.Provenance;
import io.auspex.model.artifact.Manifest.CentroidsEntry;
import io.auspex.model.artifact.Manifest.DenseNetEntry;
import io.auspex.model.artifact.Manifest.LinearEntry;
import io.auspex.model.artifact.Manifest.MemberEntry;
import io.auspex.model.artifact.Manifest.MlpEntry;
import io.auspex.model.artifact.Manifest.NearestNeighborsEntry;
import io.auspex.model.artifact.Manifest.PipelineEntry;
import io.auspex.model.artifact.Manifest.PredictorEntry;
import io.auspex.model.artifact.Manifest.ProjectionEntry;
import io.auspex.model.artifact.Manifest.TreeEnsembleEntry;
import io.auspex.model.decision.Decision;
import io.auspex.model.predict.Centroids;
import io.auspex.model.predict.LinearPredictor;
import io.auspex.model.predict.Predictor;
import io.auspex.model.transform.FeaturePipeline;
import io.auspex.model.transform.PrincipalComponents;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Reads a {@code model.tar.gz} that anyone may have made: what comes out is a valid model, or an
 * {@link ArtifactException} with one sentence. {@code docs/artifact-format.md} describes the format.
 */
public final class ArtifactReader {
    private ArtifactReader() {}

    /**
     * @throws ArtifactException if this is not a valid artifact
     * @throws IOException if the stream itself fails
     */
    public static Model read(InputStream in) throws IOException {
        int most = ArtifactLimits.packedBytes();
        byte[] packed = in.readNBytes(most);
        if (packed.length == most && in.read() >= 0) {
            throw new ArtifactException("The artifact has more than " + most + " bytes, the limit here");
        }
        return unpacked(ArtifactFiles.unpack(packed));
    }

    /** @throws ArtifactException if this is not a valid artifact */
    public static Model read(byte[] artifact) {
        try {
            return read(new ByteArrayInputStream(artifact));
        } catch (IOException impossible) {
            throw new ArtifactException("The artifact cannot be read", impossible);
        }
    }

    /**
     * @throws ArtifactException if this is not a valid artifact
     * @throws IOException if the file cannot be read
     */
    public static Model read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in);
        }
    }

    private static Model unpacked(ArtifactFiles files) {
        Manifest manifest = ManifestJson.read(files.manifest());
        requireArrays(manifest.arrays(), files.arrays());
        ArrayReader arrays = new ArrayReader(files.arrays(), manifest.arrays().list());
        Model model;
        try {
            model = model(manifest, arrays);
        } catch (IllegalArgumentException unsound) {
            throw new ArtifactException("The artifact is not sound: " + unsound.getMessage(), unsound);
        }
        arrays.requireAllTaken();
        return model;
    }

    static void requireArrays(Manifest.Arrays expected, byte[] arrays) {
        if (expected.bytes() != arrays.length) {
            throw new ArtifactException("The artifact's " + ArtifactWriter.ARRAYS + " has " + arrays.length
                    + " bytes, the manifest says " + expected.bytes());
        }
        if (!expected.sha256().equals(ContentHash.of(arrays))) {
            throw new ArtifactException(
                    "The artifact's " + ArtifactWriter.ARRAYS + " does not have the check sum that the manifest says");
        }
    }

    private static Model model(Manifest manifest, ArrayReader arrays) {
        List<FeaturePipeline> pipelines = new ArrayList<>();
        for (PipelineEntry pipeline : manifest.pipelines()) {
            pipelines.add(new FeaturePipeline(
                    TextEntries.read(pipeline, arrays),
                    projections(pipeline.projections(), arrays),
                    DerivationEntries.read(pipeline.derivations(), arrays)));
        }
        List<Member> members = new ArrayList<>();
        for (MemberEntry member : manifest.members()) {
            if (member.pipeline() < 0 || member.pipeline() >= pipelines.size()) {
                throw new ArtifactException("The artifact has a member with pipeline " + member.pipeline()
                        + ", but there are " + pipelines.size());
            }
            members.add(new Member(
                    member.weight(),
                    pipelines.get(member.pipeline()),
                    predictor(member.predictor(), arrays),
                    member.link()));
        }
        return new Model(
                manifest.inputs(),
                manifest.task(),
                members,
                new Decision(
                        Optional.ofNullable(manifest.calibration()),
                        manifest.threshold() == null ? OptionalDouble.empty() : OptionalDouble.of(manifest.threshold()),
                        manifest.classWeights()),
                Optional.ofNullable(manifest.uncertainty()),
                provenance(manifest.provenance()),
                Optional.ofNullable(manifest.background())
                        .map(background -> BackgroundEntries.read(background, manifest.inputs(), arrays)));
    }

    static Provenance provenance(Manifest.ProvenanceEntry provenance) {
        List<CandidateRecord> candidates = new ArrayList<>();
        for (Manifest.CandidateEntry candidate : provenance.candidates()) {
            candidates.add(new CandidateRecord(
                    candidate.name(),
                    candidate.parameters(),
                    candidate.metric(),
                    candidate.score() == null ? Double.NaN : candidate.score(),
                    candidate.seconds()));
        }
        return new Provenance(provenance.facts(), candidates);
    }

    private static Predictor predictor(PredictorEntry predictor, ArrayReader arrays) {
        if (predictor instanceof TreeEnsembleEntry trees) {
            return TreeEnsembleReader.read(trees, arrays);
        }
        if (predictor instanceof MlpEntry mlp) {
            return NetEntries.read(mlp, arrays);
        }
        if (predictor instanceof DenseNetEntry net) {
            return NetEntries.read(net, arrays);
        }
        if (predictor instanceof NearestNeighborsEntry neighbors) {
            return NeighborEntries.read(neighbors, arrays);
        }
        if (predictor instanceof CentroidsEntry centroids) {
            double[] flat = arrays.doubles(centroids.centers());
            if (centroids.features() < 1 || flat.length % centroids.features() != 0) {
                throw new ArtifactException("The artifact has " + flat.length + " coordinates of centres for "
                        + centroids.features() + " features");
            }
            return new Centroids(rows(flat, flat.length / centroids.features(), centroids.features()));
        }
        LinearEntry linear = (LinearEntry) predictor;
        double[] flat = arrays.doubles(linear.weights());
        double[] intercepts = arrays.doubles(linear.intercepts());
        if (linear.features() < 0 || flat.length != (long) linear.features() * intercepts.length) {
            throw new ArtifactException("The artifact has " + flat.length + " weights for " + linear.features()
                    + " features and " + intercepts.length + " outputs");
        }
        return new LinearPredictor(rows(flat, intercepts.length, linear.features()), intercepts);
    }

    private static List<PrincipalComponents> projections(List<ProjectionEntry> entries, ArrayReader arrays) {
        List<PrincipalComponents> projections = new ArrayList<>();
        for (ProjectionEntry entry : entries) {
            int features = entry.features().size();
            double[] means = arrays.doubles(entry.means());
            double[] flat = arrays.doubles(entry.directions());
            if (features == 0 || flat.length % features != 0) {
                throw new ArtifactException(
                        "The artifact has " + flat.length + " weights for a projection of " + features + " features");
            }
            projections.add(
                    new PrincipalComponents(entry.features(), means, rows(flat, flat.length / features, features)));
        }
        return projections;
    }

    /** {@code double[count][width]} of what lies row by row. */
    private static double[][] rows(double[] flat, int count, int width) {
        double[][] rows = new double[count][];
        for (int row = 0; row < count; row++) {
            rows[row] = Arrays.copyOfRange(flat, row * width, (row + 1) * width);
        }
        return rows;
    }
}
