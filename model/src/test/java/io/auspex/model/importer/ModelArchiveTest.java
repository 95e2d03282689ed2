package io.auspex.model.importer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auspex.model.artifact.ArtifactException;
import io.auspex.model.artifact.ArtifactLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;

/** Issue 4, BYOM: {@code FROM 's3://.../model.tar.gz'}. */
class ModelArchiveTest {
    private static final byte[] MODEL = "tree\nversion=v4\nend of trees\n".getBytes(UTF_8);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final TarArchiveOutputStream tar;

    ModelArchiveTest() throws IOException {
        tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes));
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    }

    @Test
    void findsTheModelAmongOtherFiles() throws IOException {
        add("./", TarConstants.LF_DIR, new byte[0]);
        add("./code/inference.py", TarConstants.LF_NORMAL, "import os".getBytes(UTF_8));
        add("./xgboost-model", TarConstants.LF_NORMAL, MODEL);
        byte[] packed = packed();
        assertThat(ModelArchive.looksLike(packed)).isTrue();
        assertThat(ModelArchive.looksLike(MODEL)).isFalse();
        ModelArchive archive = ModelArchive.read(packed);
        assertThat(archive.name()).isEqualTo("xgboost-model");
        assertThat(archive.model()).isEqualTo(MODEL);
    }

    @Test
    void refusesAnArchiveWithoutAModel() throws IOException {
        add("readme", TarConstants.LF_NORMAL, "hello".getBytes(UTF_8));
        assertRefused(packed(), "holds no model file that can be imported, only readme");
    }

    @Test
    void namesTheModelsOfAnEnsemble() throws IOException {
        add("xgboost-model-1", TarConstants.LF_NORMAL, MODEL);
        add("xgboost-model-0", TarConstants.LF_NORMAL, MODEL);
        assertRefused(packed(), "several model files, of which one must be chosen: xgboost-model-0, xgboost-model-1");
    }

    @Test
    void refusesPathsThatLeadOut() throws IOException {
        add("a/../../etc/passwd", TarConstants.LF_NORMAL, MODEL);
        assertRefused(packed(), "leads out of it: a/../../etc/passwd");
    }

    @Test
    void refusesLinksAndDevices() throws IOException {
        for (byte kind :
                new byte[] {TarConstants.LF_SYMLINK, TarConstants.LF_LINK, TarConstants.LF_CHR, TarConstants.LF_FIFO}) {
            ModelArchiveTest archive = new ModelArchiveTest();
            archive.add("model", kind, new byte[0]);
            assertRefused(archive.packed(), "not a plain file: model");
        }
    }

    @Test
    void refusesABomb() throws IOException {
        byte[] zeros = new byte[1 << 20];
        TarArchiveEntry entry = new TarArchiveEntry("model");
        long size = ArtifactLimits.unpackedBytes() + (1L << 20);
        entry.setSize(size);
        tar.putArchiveEntry(entry);
        for (long written = 0; written < size; written += zeros.length) {
            tar.write(zeros);
        }
        tar.closeArchiveEntry();
        byte[] packed = packed();
        assertThat(packed.length).isLessThan(ArtifactLimits.unpackedBytes() / 100);
        assertRefused(packed, "the limit here");
    }

    @Test
    void refusesTooManyEntries() throws IOException {
        for (int i = 0; i < 1001; i++) {
            add("file" + i, TarConstants.LF_NORMAL, new byte[0]);
        }
        assertRefused(packed(), "more than 1000 entries");
    }

    @Test
    void refusesWhateverEndsEarly() throws IOException {
        add("xgboost-model", TarConstants.LF_NORMAL, MODEL);
        byte[] packed = packed();
        for (int length = 0; length < packed.length; length++) {
            byte[] cut = Arrays.copyOf(packed, length);
            assertThatThrownBy(() -> ModelArchive.read(cut)).isInstanceOf(ArtifactException.class);
        }
    }

    private void add(String name, byte kind, byte[] content) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name, kind);
        entry.setSize(content.length);
        if (kind == TarConstants.LF_SYMLINK || kind == TarConstants.LF_LINK) {
            entry.setLinkName("/etc/passwd");
        }
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    private byte[] packed() throws IOException {
        tar.close();
        return bytes.toByteArray();
    }

    private static void assertRefused(byte[] packed, String message) {
        assertThatThrownBy(() -> ModelArchive.read(packed))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining(message);
    }
}
