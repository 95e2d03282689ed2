package io.auspex.model.artifact;

import io.auspex.model.CandidateRecord;
import io.auspex.model.Member;
import io.auspex.model.Model;
import io.auspex.model.Provenance;
import io.auspex.model.artifact.Manifest.CandidateEntry;
import io.auspex.model.artifact.Manifest.MemberEntry;
import io.auspex.model.artifact.Manifest.PipelineEntry;
import io.auspex.model.artifact.Manifest.PredictorEntry;
import io.auspex.model.artifact.Manifest.ProjectionEntry;
import io.auspex.model.artifact.Manifest.ProvenanceEntry;
import io.auspex.model.predict.CategorySets;
import io.auspex.model.predict.Centroids;
import io.auspex.model.predict.DenseNet;
import io.auspex.model.predict.Leaves;
import io.auspex.model.predict.LinearPredictor;
import io.auspex.model.predict.MlpPredictor;
import io.auspex.model.predict.NearestNeighbors;
import io.auspex.model.predict.Predictor;
import io.auspex.model.predict.TreeEnsemble;
import io.auspex.model.transform.FeaturePipeline;
import io.auspex.model.transform.PrincipalComponents;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Writes a model as {@code model.tar.gz}, the format of {@code docs/artifact-format.md}. The same model gives the same
 * bytes: no time, user or machine is in them.
 */
public final class ArtifactWriter {
    static final String MANIFEST = "manifest.json";
    static final String ARRAYS = "arrays.bin";

    private ArtifactWriter() {}

    /**
     * Writes and leaves the stream open.
     *
     * @throws ArtifactException if the model is too large for the format
     */
    public static void write(Model model, OutputStream out) throws IOException {
        ArrayWriter arrays = new ArrayWriter();
        Map<FeaturePipeline, Integer> positions = new LinkedHashMap<>();
        List<MemberEntry> members = new ArrayList<>();
        for (Member member : model.members()) {
            int pipeline = positions.computeIfAbsent(member.pipeline(), unused -> positions.size());
            members.add(new MemberEntry(member.weight(), member.link(), pipeline, entry(member.predictor(), arrays)));
        }
        List<PipelineEntry> pipelines = new ArrayList<>();
        for (FeaturePipeline pipeline : positions.keySet()) {
            pipelines.add(new PipelineEntry(
                    TextEntries.others(pipeline),
                    TextEntries.write(pipeline, arrays),
                    projections(pipeline, arrays),
                    DerivationEntries.write(pipeline.derivations(), arrays)));
        }
        Manifest.BackgroundEntry background = model.background()
                .map(rows -> BackgroundEntries.write(rows, arrays))
                .orElse(null);
        byte[] arrayBytes = arrays.toByteArray();
        Manifest manifest = new Manifest(
                Manifest.FORMAT,
                Manifest.VERSION,
                model.inputs(),
                model.task(),
                model.decision().calibration().orElse(null),
                model.threshold().isPresent() ? model.threshold().getAsDouble() : null,
                model.decision().classWeights(),
                model.uncertainty().orElse(null),
                pipelines,
                members,
                provenance(model.provenance()),
                background,
                new Manifest.Arrays(arrayBytes.length, ContentHash.of(arrayBytes), arrays.entries()));
        pack(ManifestJson.write(manifest), arrayBytes, out);
    }

    /** Writes the archive and leaves the stream open. */
    static void pack(byte[] manifest, byte[] arrayBytes, OutputStream out) throws IOException {
        GZIPOutputStream gzip = new GZIPOutputStream(out);
        TarArchiveOutputStream tar = new TarArchiveOutputStream(gzip);
        writeFile(tar, MANIFEST, manifest);
        writeFile(tar, ARRAYS, arrayBytes);
        tar.finish();
        gzip.finish();
        gzip.flush();
    }

    /** Writes a file, replacing one that is there; the file appears whole or not at all. */
    public static void write(Model model, Path file) throws IOException {
        replace(file, out -> write(model, out));
    }

    /** What fills a file. */
    interface Content {
        void write(OutputStream out) throws IOException;
    }

    /** The file appears whole or not at all. */
    static void replace(Path file, Content content) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path unfinished = Files.createTempFile(folder, file.getFileName().toString(), ".unfinished");
        try {
            try (OutputStream out = Files.newOutputStream(unfinished)) {
                content.write(out);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static List<ProjectionEntry> projections(FeaturePipeline pipeline, ArrayWriter arrays) {
        List<ProjectionEntry> entries = new ArrayList<>();
        for (PrincipalComponents projection : pipeline.projections()) {
            entries.add(new ProjectionEntry(
                    projection.features(), arrays.add(projection.means()), arrays.add(flat(projection.directions()))));
        }
        return entries;
    }

    private static double[] flat(double[][] rows) {
        return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    }

    private static PredictorEntry entry(Predictor predictor, ArrayWriter arrays) {
        if (predictor instanceof TreeEnsemble trees) {
            return new Manifest.TreeEnsembleEntry(
                    trees.features(),
                    arrays.add(trees.baseMargins()),
                    arrays.add(trees.treeRoots()),
                    arrays.add(trees.treeOutputs()),
                    arrays.add(trees.splitFeatures()),
                    arrays.add(trees.thresholds()),
                    arrays.add(trees.leftChildren()),
                    arrays.add(trees.rightChildren()),
                    arrays.add(trees.defaultLeft(), trees.splitFeatures().length),
                    leaves(trees.leafValues(), arrays),
                    categories(trees.categories(), arrays),
                    trees.hasCovers()
                            ? new Manifest.CoversEntry(arrays.add(trees.nodeCovers()), arrays.add(trees.leafCovers()))
                            : null,
                    linearLeaves(trees.leafValues(), arrays),
                    vectorLeaves(trees.leafValues(), arrays));
        }
        if (predictor instanceof MlpPredictor mlp) {
            return NetEntries.write(mlp, arrays);
        }
        if (predictor instanceof DenseNet net) {
            return NetEntries.write(net, arrays);
        }
        if (predictor instanceof NearestNeighbors neighbors) {
            return NeighborEntries.write(neighbors, arrays);
        }
        if (predictor instanceof Centroids centroids) {
            return new Manifest.CentroidsEntry(centroids.features(), arrays.add(flat(centroids.centers())));
        }
        LinearPredictor linear = (LinearPredictor) predictor;
        return new Manifest.LinearEntry(
                linear.features(), arrays.add(flat(linear.weights())), arrays.add(linear.intercepts()));
    }

    private static int leaves(Leaves leaves, ArrayWriter arrays) {
        if (leaves instanceof Leaves.Doubles doubles) {
            return arrays.add(doubles.values());
        }
        return leaves instanceof Leaves.Linear linear ? arrays.add(linear.fallbacks()) : arrays.add(leaves.rounded());
    }

    private static Manifest.LinearLeavesEntry linearLeaves(Leaves leaves, ArrayWriter arrays) {
        return leaves instanceof Leaves.Linear linear
                ? new Manifest.LinearLeavesEntry(
                        arrays.add(linear.constants()),
                        arrays.add(linear.starts()),
                        arrays.add(linear.features()),
                        arrays.add(linear.coefficients()))
                : null;
    }

    private static Manifest.VectorLeavesEntry vectorLeaves(Leaves leaves, ArrayWriter arrays) {
        return leaves instanceof Leaves.Vectors vectors
                ? new Manifest.VectorLeavesEntry(arrays.add(vectors.starts()), arrays.add(vectors.outputs()))
                : null;
    }

    private static Manifest.CategoriesEntry categories(CategorySets categories, ArrayWriter arrays) {
        return categories.equals(CategorySets.NONE)
                ? null
                : new Manifest.CategoriesEntry(
                        arrays.add(categories.nodes()),
                        arrays.add(categories.starts()),
                        arrays.add(categories.words()));
    }

    static ProvenanceEntry provenance(Provenance provenance) {
        List<CandidateEntry> candidates = new ArrayList<>();
        for (CandidateRecord candidate : provenance.candidates()) {
            candidates.add(new CandidateEntry(
                    candidate.name(),
                    candidate.parameters(),
                    candidate.metric(),
                    Double.isNaN(candidate.score()) ? null : candidate.score(),
                    candidate.seconds()));
        }
        return new ProvenanceEntry(provenance.facts(), candidates);
    }

    private static void writeFile(TarArchiveOutputStream tar, String name, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        entry.setModTime(0);
        entry.setIds(0, 0);
        entry.setNames("", "");
        entry.setMode(0644);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }
}
