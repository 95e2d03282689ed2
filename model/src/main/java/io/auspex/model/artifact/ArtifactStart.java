package io.auspex.model.artifact;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Tells artifacts of ours from the archives of other programs by their first file, without reading them whole. */
public final class ArtifactStart {
    private static final int LOOKED_AT = 64 << 10;

    private ArtifactStart() {}

    /** Whether the first file of a {@code .tar.gz} is one of the two of an artifact; false for anything else. */
    public static boolean looksLikeOne(byte[] file) {
        try (GZIPInputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(file))) {
            byte[] start = unzipped.readNBytes(LOOKED_AT);
            try (TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(start))) {
                TarArchiveEntry entry = tar.getNextEntry();
                while (entry != null && entry.isDirectory()) {
                    entry = tar.getNextEntry();
                }
                String name = entry == null ? "" : entry.getName();
                String plain = name.startsWith("./") ? name.substring(2) : name;
                return plain.equals(ArtifactWriter.MANIFEST) || plain.equals(ArtifactWriter.ARRAYS);
            }
        } catch (IOException | RuntimeException notOne) {
            return false;
        }
    }
}
