package io.auspex.model.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auspex.model.Model;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Takes archives apart and puts forged ones together. */
final class TarGz {
    private TarGz() {}

    static byte[] artifact(Model model) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ArtifactWriter.write(model, out);
        return out.toByteArray();
    }

    static byte[] gunzip(byte[] packed) throws IOException {
        return new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes();
    }

    static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return out.toByteArray();
    }

    static Map<String, byte[]> files(byte[] packed) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(gunzip(packed)));
        for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
            files.put(entry.getName(), tar.readAllBytes());
        }
        return files;
    }

    static byte[] pack(Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(out))) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                TarArchiveEntry entry = new TarArchiveEntry(file.getKey(), true);
                entry.setSize(file.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        }
        return out.toByteArray();
    }

    /** The artifact with another manifest; the text to replace must be in the present one. */
    static byte[] withManifest(byte[] packed, String text, String replacement) throws IOException {
        Map<String, byte[]> files = files(packed);
        String manifest = new String(files.get("manifest.json"), UTF_8);
        if (!manifest.contains(text)) {
            throw new IllegalArgumentException("The manifest has no " + text + ": " + manifest);
        }
        files.put("manifest.json", manifest.replace(text, replacement).getBytes(UTF_8));
        return pack(files);
    }

    /** The artifact with other arrays and the check sum that they have. */
    static byte[] withArrays(byte[] packed, byte[] arrays) throws IOException {
        Map<String, byte[]> files = files(packed);
        String manifest = new String(files.get("manifest.json"), UTF_8)
                .replace(ContentHash.of(files.get("arrays.bin")), ContentHash.of(arrays));
        files.put("manifest.json", manifest.getBytes(UTF_8));
        files.put("arrays.bin", arrays);
        return pack(files);
    }
}
