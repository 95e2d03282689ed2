package io.auspex.model.artifact;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** The plain files of a {@code .tar.gz} that another program packed, unpacked in memory. */
public final class TarGzFiles {
    private TarGzFiles() {}

    /**
     * @param mostFiles how many entries it may have
     * @param mostBytes to how many bytes it may unpack, with the archive's own headers
     * @return contents by the names in the archive, without a leading {@code ./}
     * @throws ArtifactException if it is broken or larger, has anything but files and folders, the same name twice, or a
     *     name that leads out of it
     */
    public static Map<String, byte[]> unpack(byte[] packed, int mostFiles, int mostBytes) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        int entries = 0;
        try (InputStream unzipped =
                        new BoundedStream(new GZIPInputStream(new ByteArrayInputStream(packed), 1 << 16), mostBytes);
                TarArchiveInputStream tar = new TarArchiveInputStream(unzipped)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (++entries > mostFiles) {
                    throw new ArtifactException("The archive has more than " + mostFiles + " entries");
                }
                String name = safeName(entry.getName());
                if (entry.isDirectory()) {
                    continue;
                }
                if (!isPlain(entry)) {
                    throw new ArtifactException("The archive has an entry that is not a plain file: " + name);
                }
                // Grows as bytes arrive: a forged size allocates nothing.
                byte[] content = tar.readNBytes((int) Math.min(mostBytes, Math.max(0, entry.getSize())));
                if (content.length != entry.getSize()) {
                    throw new EOFException();
                }
                if (files.put(name, content) != null) {
                    throw new ArtifactException("The archive has two entries of the name " + name);
                }
            }
            // Only at its end does a gzip stream compare its check sum.
            unzipped.transferTo(OutputStream.nullOutputStream());
        } catch (EOFException truncated) {
            throw new ArtifactException("The archive ends too early", truncated);
        } catch (ArtifactException refused) {
            throw refused;
        } catch (IOException | RuntimeException broken) {
            throw new ArtifactException("The archive is not a valid .tar.gz file", broken);
        }
        return files;
    }

    /** Neither a link nor a device nor a pipe, which {@code isFile} alone would let pass. */
    static boolean isPlain(TarArchiveEntry entry) {
        return entry.isFile()
                && !entry.isSymbolicLink()
                && !entry.isLink()
                && !entry.isSparse()
                && !entry.isCharacterDevice()
                && !entry.isBlockDevice()
                && !entry.isFIFO();
    }

    private static String safeName(String raw) {
        String name = raw.startsWith("./") ? raw.substring(2) : raw;
        for (String part : name.replace('\\', '/').split("/", -1)) {
            if (part.equals("..")) {
                throw new ArtifactException(
                        "The archive has an entry that leads out of it: " + ArtifactFiles.shown(raw));
            }
        }
        if (name.startsWith("/")) {
            throw new ArtifactException("The archive has an entry that leads out of it: " + ArtifactFiles.shown(raw));
        }
        return ArtifactFiles.shown(name);
    }
}
