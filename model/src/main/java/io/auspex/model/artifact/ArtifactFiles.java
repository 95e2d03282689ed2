package io.auspex.model.artifact;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** The two files of an artifact, unpacked in memory; nothing is ever written by a name from the archive. */
record ArtifactFiles(byte[] manifest, byte[] arrays) {
    /** Headers and padding of a tar with two entries, with room for what other tar programs add. */
    private static final int TAR_OVERHEAD = 64 << 10;

    /** @throws ArtifactException if this is no archive of exactly these two files, or it is too large */
    static ArtifactFiles unpack(byte[] packed) {
        if (packed.length == 0) {
            throw new ArtifactException("The artifact is empty");
        }
        long most = (long) ArtifactLimits.manifestBytes() + ArtifactLimits.arrayBytes() + TAR_OVERHEAD;
        byte[] manifest = null;
        byte[] arrays = null;
        try (InputStream unzipped =
                        new BoundedStream(new GZIPInputStream(new ByteArrayInputStream(packed), 1 << 16), most);
                TarArchiveInputStream tar = new TarArchiveInputStream(unzipped)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String name = entry.getName().startsWith("./") ? entry.getName().substring(2) : entry.getName();
                if (name.isEmpty() && entry.isDirectory()) {
                    continue;
                }
                if (!TarGzFiles.isPlain(entry)) {
                    throw new ArtifactException("The artifact has an entry that is not a plain file: " + shown(name));
                }
                if (name.equals(ArtifactWriter.MANIFEST) && manifest == null) {
                    manifest = content(tar, entry, ArtifactLimits.manifestBytes());
                } else if (name.equals(ArtifactWriter.ARRAYS) && arrays == null) {
                    arrays = content(tar, entry, ArtifactLimits.arrayBytes());
                } else {
                    throw new ArtifactException("The artifact has an entry that does not belong there: " + shown(name));
                }
            }
            // Only at its end does a gzip stream compare its check sum.
            unzipped.transferTo(OutputStream.nullOutputStream());
        } catch (EOFException truncated) {
            throw new ArtifactException("The artifact ends too early", truncated);
        } catch (ArtifactException refused) {
            throw refused;
        } catch (IOException | RuntimeException broken) {
            throw new ArtifactException("The artifact is not a valid .tar.gz file", broken);
        }
        if (manifest == null || arrays == null) {
            throw new ArtifactException(
                    "The artifact has no " + (manifest == null ? ArtifactWriter.MANIFEST : ArtifactWriter.ARRAYS));
        }
        return new ArtifactFiles(manifest, arrays);
    }

    private static byte[] content(TarArchiveInputStream tar, TarArchiveEntry entry, int most) throws IOException {
        if (entry.getSize() < 0 || entry.getSize() > most) {
            throw new ArtifactException("The artifact's " + entry.getName() + " has " + entry.getSize()
                    + " bytes, the limit here is " + most);
        }
        // Grows as bytes arrive: a forged size allocates nothing.
        byte[] content = tar.readNBytes((int) entry.getSize());
        if (content.length < entry.getSize()) {
            throw new EOFException();
        }
        return content;
    }

    /** A name from the archive, fit for a message. */
    static String shown(String name) {
        String printable = name.replaceAll("\\P{Print}", "?");
        return printable.length() > 80 ? printable.substring(0, 80) + "..." : printable;
    }
}
