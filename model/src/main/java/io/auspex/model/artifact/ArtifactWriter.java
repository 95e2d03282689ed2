package io.auspex.model.artifact;

import io.auspex.model.CandidateRecord;
import io.auspex.model.Member;
import io.auspex.model.Model;
import io.auspex.model.artifact.Manifest.CandidateEntry;
import io.auspex.model.artifact.Manifest.MemberEntry;
import io.auspex.model.artifact.Manifest.PredictorEntry;
import io.auspex.model.artifact.Manifest.ProvenanceEntry;
import io.auspex.model.predict.Centroids;
import io.auspex.model.predict.LinearPredictor;
import io.auspex.model.predict.Predictor;
import io.auspex.model.predict.TreeEnsemble;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
        List<MemberEntry> members = new ArrayList<>();
        for (Member member : model.members()) {
            members.add(new MemberEntry(
                    member.weight(),
                    member.link(),
                    member.pipeline().transformers(),
                    entry(member.predictor(), arrays)));
        }
        byte[] arrayBytes = arrays.toByteArray();
        Manifest manifest = new Manifest(
                Manifest.FORMAT,
                Manifest.VERSION,
                model.inputs(),
                model.task(),
                model.threshold().isPresent() ? model.threshold().getAsDouble() : null,
                members,
                provenance(model),
                new Manifest.Arrays(arrayBytes.length, ContentHash.of(arrayBytes), arrays.entries()));

        GZIPOutputStream gzip = new GZIPOutputStream(out);
        TarArchiveOutputStream tar = new TarArchiveOutputStream(gzip);
        writeFile(tar, MANIFEST, ManifestJson.write(manifest));
        writeFile(tar, ARRAYS, arrayBytes);
        tar.finish();
        gzip.finish();
        gzip.flush();
    }

    /** Writes a file, replacing one that is there; the file appears whole or not at all. */
    public static void write(Model model, Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path unfinished = Files.createTempFile(folder, file.getFileName().toString(), ".unfinished");
        try {
            try (OutputStream out = Files.newOutputStream(unfinished)) {
                write(model, out);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
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
                    arrays.add(trees.leaves()));
        }
        if (predictor instanceof Centroids centroids) {
            return new Manifest.CentroidsEntry(centroids.features(), arrays.add(flat(centroids.centers())));
        }
        LinearPredictor linear = (LinearPredictor) predictor;
        return new Manifest.LinearEntry(
                linear.features(), arrays.add(flat(linear.weights())), arrays.add(linear.intercepts()));
    }

    private static double[] flat(double[][] rows) {
        return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    }

    private static ProvenanceEntry provenance(Model model) {
        List<CandidateEntry> candidates = new ArrayList<>();
        for (CandidateRecord candidate : model.provenance().candidates()) {
            candidates.add(new CandidateEntry(
                    candidate.name(),
                    candidate.parameters(),
                    candidate.metric(),
                    Double.isNaN(candidate.score()) ? null : candidate.score(),
                    candidate.seconds()));
        }
        return new ProvenanceEntry(model.provenance().facts(), candidates);
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
