package io.auspex.model.importer;

import io.auspex.model.artifact.ArtifactException;
import io.auspex.model.artifact.ArtifactLimits;
import io.auspex.model.artifact.TarGzFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The {@code model.tar.gz} that a SageMaker training job leaves: unpacked in memory, bounded, and nothing is ever written
 * by a name from it. What else it may hold (code, metrics) is left alone; exactly one of its files must be a model.
 *
 * @param name of the model file within the archive
 * @param model its bytes
 */
public record ModelArchive(String name, byte[] model) {
    /** A training job leaves a handful. */
    private static final int MOST_FILES = 1000;

    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;

    /** Whether the bytes are compressed by gzip, as archives are and no model file that is known here. */
    public static boolean looksLike(byte[] file) {
        return file.length > 1 && (file[0] & 0xff) == GZIP_FIRST && (file[1] & 0xff) == GZIP_SECOND;
    }

    /**
     * The single model file of an archive.
     *
     * @throws ArtifactException if the archive is broken, too large, holds anything but plain files and folders, a path
     *     that leads out of it, no model file, or several
     */
    public static ModelArchive read(byte[] tarGz) {
        Map<String, byte[]> files = TarGzFiles.unpack(tarGz, MOST_FILES, ArtifactLimits.unpackedBytes());
        List<String> models = new ArrayList<>();
        files.forEach((name, content) -> {
            if (ModelFileImporter.recognises(content)) {
                models.add(name);
            }
        });
        if (models.isEmpty()) {
            throw new ArtifactException("The archive holds no model file that can be imported, only "
                    + (files.isEmpty()
                            ? "no file at all"
                            : listed(files.keySet().stream().sorted().toList())));
        }
        if (models.size() > 1) {
            throw new ArtifactException("The archive holds several model files, of which one must be chosen: "
                    + listed(models.stream().sorted().toList()));
        }
        String name = models.get(0);
        return new ModelArchive(name, files.get(name));
    }

    private static String listed(List<String> names) {
        int shown = Math.min(5, names.size());
        String list = String.join(", ", names.subList(0, shown));
        return names.size() > shown ? list + " and " + (names.size() - shown) + " more" : list;
    }
}
