package io.auspex.model.artifact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auspex.model.Model;
import io.auspex.model.Task;
import io.auspex.model.data.ColumnBatch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArtifactTest {
    @Test
    void readsBackEveryTransformerPredictorAndTask() throws IOException {
        for (Model model : SampleModels.all()) {
            Model read = ArtifactReader.read(TarGz.artifact(model));
            assertThat(read).isEqualTo(model);
            assertThat(read.provenance().facts().keySet())
                    .containsExactlyElementsOf(model.provenance().facts().keySet());
            assertSamePredictions(model, read);
        }
    }

    private static void assertSamePredictions(Model model, Model read) {
        ColumnBatch batch = SampleModels.batch(500);
        if (model.task() instanceof Task.Regression) {
            double[] expected = new double[500];
            double[] actual = new double[500];
            model.values(batch, expected);
            read.values(batch, actual);
            assertThat(actual).isEqualTo(expected).doesNotContain(Double.NaN);
            return;
        }
        int[] expected = new int[500];
        int[] actual = new int[500];
        model.codes(batch, expected);
        read.codes(batch, actual);
        assertThat(actual).isEqualTo(expected);
        assertThat(Arrays.stream(expected).distinct().count()).isGreaterThan(1);
    }

    @Test
    void theSameModelGivesTheSameBytes() throws IOException {
        for (Model model : SampleModels.all()) {
            byte[] first = TarGz.artifact(model);
            assertThat(TarGz.artifact(model)).isEqualTo(first);
            assertThat(TarGz.artifact(ArtifactReader.read(first))).isEqualTo(first);
        }
    }

    /** Guards the format: a change of this text needs a new version number. */
    @Test
    void theManifestIsTheDocumentedOne() throws IOException {
        String manifest = new String(
                TarGz.files(TarGz.artifact(SampleModels.regression())).get("manifest.json"), UTF_8);
        try (InputStream expected = ArtifactTest.class.getResourceAsStream("manifest-version-3.json")) {
            assertThat(manifest).isEqualToNormalizingNewlines(new String(expected.readAllBytes(), UTF_8));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void readsEarlierVersions(int version) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>(TarGz.files(TarGz.artifact(SampleModels.regression())));
        try (InputStream earlier = ArtifactTest.class.getResourceAsStream("manifest-version-" + version + ".json")) {
            files.put("manifest.json", earlier.readAllBytes());
        }
        assertThat(ArtifactReader.read(TarGz.pack(files))).isEqualTo(SampleModels.regression());
    }

    @Test
    void writesAFileWholeOrNotAtAll(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("model.tar.gz");
        Files.writeString(file, "an older model");
        ArtifactWriter.write(SampleModels.binary(), file);
        assertThat(ArtifactReader.read(file)).isEqualTo(SampleModels.binary());
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
        assertThatThrownBy(() -> ArtifactWriter.write(SampleModels.binary(), folder.resolve("none/model.tar.gz")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void readsWhatOtherTarProgramsPack() throws IOException {
        Map<String, byte[]> files = TarGz.files(TarGz.artifact(SampleModels.binary()));
        Map<String, byte[]> repacked = new LinkedHashMap<>();
        repacked.put("./", new byte[0]);
        repacked.put("./arrays.bin", files.get("arrays.bin"));
        repacked.put("./manifest.json", files.get("manifest.json"));
        assertThat(ArtifactReader.read(TarGz.pack(repacked))).isEqualTo(SampleModels.binary());
    }

    @Test
    void refusesWhatIsNoArchive() throws IOException {
        assertRefused(new byte[0], "The artifact is empty");
        assertRefused("hello".getBytes(UTF_8), "not a valid .tar.gz");
        assertRefused(TarGz.gzip(new byte[0]), "no manifest.json");
        assertRefused(TarGz.gzip("hello".repeat(1000).getBytes(UTF_8)), "not a valid .tar.gz");
        byte[] artifact = TarGz.artifact(SampleModels.binary());
        assertRefused(Arrays.copyOf(artifact, artifact.length / 2), "The artifact ends too early");
    }

    @Test
    void refusesEntriesThatDoNotBelong() throws IOException {
        Map<String, byte[]> files = TarGz.files(TarGz.artifact(SampleModels.binary()));
        assertRefused(
                TarGz.pack(Map.of("manifest.json", files.get("manifest.json"))), "The artifact has no arrays.bin");
        assertRefused(TarGz.pack(Map.of("arrays.bin", files.get("arrays.bin"))), "The artifact has no manifest.json");
        for (String name :
                List.of("../manifest.json", "/manifest.json", "a/manifest.json", "run.sh", "x".repeat(300))) {
            Map<String, byte[]> more = new LinkedHashMap<>(files);
            more.put(name, new byte[1]);
            assertRefused(TarGz.pack(more), "an entry that does not belong there");
        }
    }

    @Test
    void refusesLinksAndForgedSizes() throws IOException {
        byte[] tar = TarGz.gunzip(TarGz.artifact(SampleModels.binary()));
        byte[] link = tar.clone();
        link[156] = TarConstants.LF_SYMLINK;
        assertRefused(TarGz.gzip(withHeaderSum(link)), "not a plain file");
        byte[] large = tar.clone();
        System.arraycopy("77777777777".getBytes(UTF_8), 0, large, 124, 11);
        assertRefused(TarGz.gzip(withHeaderSum(large)), "has 8589934591 bytes, the limit here is");
        byte[] longer = tar.clone();
        System.arraycopy("00001000000".getBytes(UTF_8), 0, longer, 124, 11);
        assertRefused(TarGz.gzip(withHeaderSum(longer)), "");
    }

    private static byte[] withHeaderSum(byte[] tar) {
        int sum = 0;
        for (int i = 0; i < 512; i++) {
            sum += i >= 148 && i < 156 ? ' ' : Byte.toUnsignedInt(tar[i]);
        }
        System.arraycopy(String.format("%06o\0 ", sum).getBytes(UTF_8), 0, tar, 148, 8);
        return tar;
    }

    @Test
    void refusesAnArchiveThatUnpacksWithoutEnd() throws IOException {
        byte[] zeros = new byte[8 << 20];
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            gzip.write(TarGz.gunzip(TarGz.artifact(SampleModels.binary())));
            long most = (long) ArtifactLimits.manifestBytes() + ArtifactLimits.arrayBytes();
            for (long written = 0; written <= most; written += zeros.length) {
                gzip.write(zeros);
            }
        }
        assertRefused(bomb.toByteArray(), "The artifact unpacks to more than");
    }

    @Test
    void refusesManifestsThatSayNoModel() throws IOException {
        byte[] artifact = TarGz.artifact(SampleModels.regression());
        assertManifestRefused(artifact, "\"version\" : 3", "\"version\" : 4", "version 4 of the format");
        assertManifestRefused(artifact, "\"auspex-model\"", "\"other\"", "format \"other\"");
        assertManifestRefused(artifact, "\"version\" : 3,", "", "at version: the property is missing");
        assertManifestRefused(artifact, "\"threshold\" : null", "\"threshold\" : 0.5", "Only a classification");
        assertManifestRefused(
                artifact, "\"format\"", "\"surprise\" : 1, \"format\"", "at surprise: the property is unknown");
        assertManifestRefused(artifact, "\"format\"", "\"version\" : 3, \"format\"", "Duplicate");
        assertManifestRefused(artifact, "\"number_passthrough\"", "\"magic\"", "the kind \"magic\" is unknown");
        assertManifestRefused(artifact, "[ \"CA\", \"NY\" ]", "[ \"CA\", \"CA\" ]", "Category \"CA\" occurs twice");
        assertManifestRefused(artifact, "[ \"CA\", \"NY\" ]", "[ \"CA\", null ]", "categories");
        assertManifestRefused(artifact, "[ \"CA\", \"NY\" ]", "null", "categories");
        assertManifestRefused(artifact, "[ \"CA\", \"NY\" ]", "{}", "categories");
        assertManifestRefused(artifact, "\"INTEGER\"", "\"INT\"", "the value \"INT\" is of the wrong kind");
        assertManifestRefused(artifact, "\"scale\" : 2.0", "\"scale\" : 0", "The scale 0.0 is not positive");
        assertManifestRefused(artifact, "\"scale\" : 2.0", "\"scale\" : 1e999", "is not a finite number");
        assertManifestRefused(artifact, "\"column\" : 1", "\"column\" : 1.5", "column");
        assertManifestRefused(artifact, "\"column\" : 1", "\"column\" : \"1\"", "column");
        assertManifestRefused(artifact, "\"column\" : 1", "\"column\" : 6", "reads column 6, but there are 6 inputs");
        assertManifestRefused(artifact, "\"column\" : 1", "\"column\" : 2", "cannot read column \"state\"");
        assertManifestRefused(artifact, "\"WEEKDAY\"", "\"HOUR\"", "A DATE has no part HOUR");
        assertManifestRefused(artifact, "\"weight\" : 1.0", "\"weight\" : -1.0", "The weight -1.0");
        assertManifestRefused(artifact, "\"pipeline\" : 0", "\"pipeline\" : 1", "pipeline 1, but there are 1");
        assertManifestRefused(artifact, "\"EXP\"", "\"SOFTMAX\"", "does not fit the task regression");
        assertManifestRefused(artifact, "\"features\" : 8", "\"features\" : 7", "");
        assertManifestRefused(artifact, "\"treeRoots\" : 1", "\"treeRoots\" : 99", "names array 99 of 11");
        assertManifestRefused(artifact, "\"treeRoots\" : 1", "\"treeRoots\" : 2", "names array 2 twice");
        assertManifestRefused(artifact, "\"treeRoots\" : 1", "\"treeRoots\" : 4", "is FLOAT32, but should be INT32");
        assertManifestRefused(
                artifact, "\"offset\" : 8", "\"offset\" : 16", "starts at byte 16, but should start at 8");
        assertManifestRefused(artifact, "\"length\" : 2", "\"length\" : 9223372036854775807", "which does not fit");
        assertManifestRefused(artifact, "\"length\" : 2", "\"length\" : -1", "which does not fit");
        assertManifestRefused(artifact, "\"sha256\" : \"", "\"sha256\" : \"0", "the check sum");
        assertManifestRefused(artifact, "\"bytes\" : ", "\"bytes\" : 1", "the manifest says 1");
        assertManifestRefused(artifact, "\"seconds\" : 1.5", "\"seconds\" : -1", "cannot take -1.0 seconds");
    }

    @Test
    void refusesDecisionsAndTablesThatCannotBe() throws IOException {
        byte[] two = TarGz.artifact(SampleModels.settled().get(0));
        assertManifestRefused(two, "\"beta\"", "\"gamma\"", "the kind \"gamma\" is unknown");
        assertManifestRefused(two, "\"forZero\" : 2.0", "\"forZero\" : 0.0", "two positive slopes");
        assertManifestRefused(two, "\"threshold\" : 0.4375", "\"threshold\" : 1.25", "The threshold 1.25 is not");
        assertManifestRefused(two, "\"classWeights\" : [ ]", "\"classWeights\" : [ 1.0, 2.0 ]", "both a threshold");
        assertManifestRefused(two, "\"cuts\" : [ 0.5,", "\"cuts\" : [", "has not 50 finite numbers");
        assertManifestRefused(two, "\"cuts\" : [ 0.5,", "\"cuts\" : [ 0.125,", "do not fall");
        byte[] three = TarGz.artifact(SampleModels.settled().get(1));
        assertManifestRefused(three, "0.001, -2.0 ]", "0.001 ]", "The calibration does not fit");
        assertManifestRefused(three, "\"slope\" : 0.75", "\"slope\" : -0.75", "The slope -0.75");
        assertManifestRefused(three, "2.5 ]", "null ]", "classWeights");
        assertManifestRefused(three, "2.5 ]", "2.5, 1.0 ]", "weights of 4 classes, but 3 labels");
        byte[] numbers = TarGz.artifact(SampleModels.settled().get(2));
        assertManifestRefused(numbers, "[ -1.5, 0.1,", "[ -1.5, -2.0,", "do not rise");
        assertManifestRefused(numbers, "[ -1.5, 0.1,", "[ 0.1,", "a scale for each");
        assertManifestRefused(numbers, "[ 0.5,", "[ 0.0,", "not all positive");
        assertManifestRefused(numbers, "\"uncertainty\"", "\"surprise\"", "uncertainty: the property is missing");
    }

    @Test
    void refusesPreprocessingThatCannotBe() throws IOException {
        byte[] artifact = TarGz.artifact(SampleModels.preprocessed());
        assertManifestRefused(
                artifact, "\"features\" : [ 3, 1 ]", "\"features\" : [ 3, 99 ]", "A projection takes feature 99");
        assertManifestRefused(artifact, "\"features\" : [ 3, 1 ]", "\"features\" : [ 3, 0 ]", "Two projections");
        assertManifestRefused(artifact, "\"features\" : [ 3, 1 ]", "\"features\" : [ 3, 3 ]", "each once");
        assertManifestRefused(artifact, "\"features\" : [ 3, 1 ]", "\"features\" : [ ]", "a projection of 0 features");
        assertManifestRefused(artifact, "\"centers\" : [ 0.25, 0.5 ]", "\"centers\" : [ 0.25 ]", "1 centers");
        assertManifestRefused(artifact, "\"replacement\" : -0.5", "\"replacement\" : null", "replacement");
        assertManifestRefused(artifact, "\"imputed_number\"", "\"imputed_text\"", "");
        assertManifestRefused(artifact, "\"left\" : 0", "\"left\" : 99", "A derivation takes feature 99");
        assertManifestRefused(artifact, "\"DIVIDE\"", "\"ROOT\"", "the value \"ROOT\" is of the wrong kind");
        String deep =
                "{ \"kind\" : \"scaled_features\", \"centers\" : [ 0.0 ], \"scales\" : [ 1.0 ], \"transformer\" : ";
        assertManifestRefused(
                artifact,
                "\"kind\" : \"missing_indicator\"",
                "\"transformer\" : " + deep.repeat(20_000),
                "nesting depth");
    }

    @Test
    void refusesTextsThatCannotBe() throws IOException {
        byte[] artifact = TarGz.artifact(SampleModels.texts());
        assertManifestRefused(artifact, "\"position\" : 0", "\"position\" : -1", "a projected text at position -1");
        assertManifestRefused(artifact, "\"position\" : 3", "\"position\" : 0", "a projected text at position 0");
        assertManifestRefused(artifact, "\"position\" : 3", "\"position\" : 4", "at position 4 of 3 transformers");
        assertManifestRefused(artifact, "\"grams\" : 9", "\"grams\" : 10", "is FLOAT32, but should be INT32");
        assertManifestRefused(artifact, "\"directions\" : 11", "\"directions\" : 12", "is INT32");
        assertManifestRefused(artifact, "\"directions\" : 11", "\"directions\" : 99", "names array 99");
        assertManifestRefused(artifact, "\"texts\" : [", "\"text\" : [", "texts");
        assertManifestRefused(
                artifact,
                "\"position\" : 0,\n      \"column\" : 2",
                "\"position\" : 0,\n      \"column\" : 0",
                "cannot read column \"age\"");
    }

    @Test
    void refusesDerivedFeaturesThatCannotBe() throws IOException {
        byte[] artifact = TarGz.artifact(SampleModels.derived());
        assertManifestRefused(artifact, "\"left\" : -1", "\"left\" : -2", "Term 1 takes the result of term 1");
        assertManifestRefused(artifact, "\"left\" : -1", "\"left\" : 99", "A derivation takes feature 99");
        assertManifestRefused(artifact, "\"features\" : [ 2, 0 ]", "\"features\" : [ 2, 4 ]", "takes feature 4");
        assertManifestRefused(artifact, "\"features\" : [ 2, 0 ]", "\"features\" : [ 2 ]", "one behind the other");
        assertManifestRefused(artifact, "[ [ 0 ], [ 0, 1 ] ]", "[ [ 0 ], [ 0, 2 ] ]", "A table reads feature 2 of 2");
        assertManifestRefused(artifact, "[ [ 0 ], [ 0, 1 ] ]", "[ [ 0 ], [ ] ]", "A table of levels has 0 features");
        assertManifestRefused(artifact, "[ [ 0 ], [ 0, 1 ] ]", "[ [ 0 ] ]", "one behind the other");
        assertManifestRefused(artifact, "[ [ 0 ], [ 0, 1 ] ]", "[ [ 0 ], [ 0 ] ]", "has the key 27");
        assertManifestRefused(artifact, "[ [ 0 ], [ 0, 1 ] ]", "[ [ 0 ], null ]", "null");
        String often = "0, ".repeat(40);
        assertManifestRefused(
                artifact, "[ [ 0 ], [ 0, 1 ] ]", "[ [ 0 ], [ " + often + "1 ] ]", "more joint levels than an int");
        assertManifestRefused(artifact, "\"outputs\" : 2", "\"outputs\" : 1", "values for tables of 8 keys");
        assertManifestRefused(artifact, "\"outputs\" : 2", "\"outputs\" : 0", "values for tables of 8 keys");
        assertManifestRefused(artifact, "\"outputs\" : 2", "\"outputs\" : 1073741825", "values for tables of 8 keys");
        assertManifestRefused(artifact, "\"target_encoding\"", "\"magic\"", "the kind \"magic\" is unknown");
        byte[] arrays = TarGz.files(artifact).get("arrays.bin");
        for (int offset = 0; offset + 4 <= arrays.length; offset += 4) {
            for (int forgery : new int[] {-1, Integer.MAX_VALUE, 0x7FC00000}) {
                byte[] forged = arrays.clone();
                ByteBuffer.wrap(forged).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, forgery);
                readOrRefuse(TarGz.withArrays(artifact, forged));
            }
        }
    }

    private static void assertManifestRefused(byte[] artifact, String text, String replacement, String reason)
            throws IOException {
        assertRefused(TarGz.withManifest(artifact, text, replacement), reason);
    }

    @Test
    void refusesOtherManifestTexts() throws IOException {
        Map<String, byte[]> files = TarGz.files(TarGz.artifact(SampleModels.regression()));
        for (String text : List.of(
                "", "null", "[]", "3", "{", "{}", "[".repeat(100_000), "{\"a\":" + "[".repeat(5000), "\u0000")) {
            files.put("manifest.json", text.getBytes(UTF_8));
            assertRefused(TarGz.pack(files), "manifest");
        }
    }

    @Test
    void refusesArraysThatAreNoTrees() throws IOException {
        byte[] artifact = TarGz.artifact(SampleModels.regression());
        byte[] arrays = TarGz.files(artifact).get("arrays.bin");
        for (int offset = 0; offset + 4 <= arrays.length; offset += 4) {
            byte[] forged = arrays.clone();
            ByteBuffer.wrap(forged).order(ByteOrder.LITTLE_ENDIAN).putInt(offset, Integer.MIN_VALUE + 1);
            readOrRefuse(TarGz.withArrays(artifact, forged));
        }
        byte[] roots = arrays.clone();
        ByteBuffer.wrap(roots).order(ByteOrder.LITTLE_ENDIAN).putInt(8, 1 << 30);
        assertRefused(TarGz.withArrays(artifact, roots), "The artifact is not sound: Tree 0 has no node 1073741824");
    }

    @Test
    void anyDamageIsRefusedOrHarmless() throws IOException {
        Random random = new Random(11);
        for (Model model : SampleModels.all()) {
            byte[] packed = TarGz.artifact(model);
            byte[] tar = TarGz.gunzip(packed);
            Map<String, byte[]> files = TarGz.files(packed);
            for (int round = 0; round < 700; round++) {
                readOrRefuse(damaged(packed, random));
                readOrRefuse(TarGz.gzip(damaged(tar, random)));
                Map<String, byte[]> forged = new LinkedHashMap<>(files);
                forged.put("manifest.json", damaged(files.get("manifest.json"), random));
                readOrRefuse(TarGz.pack(forged));
                readOrRefuse(TarGz.withArrays(packed, damaged(files.get("arrays.bin"), random)));
            }
        }
    }

    private static byte[] damaged(byte[] sound, Random random) {
        if (random.nextInt(5) == 0) {
            return Arrays.copyOf(sound, random.nextInt(sound.length));
        }
        byte[] damaged = sound.clone();
        for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
        }
        return damaged;
    }

    /** Whatever is read works; whatever is not is refused with one sentence. */
    private static void readOrRefuse(byte[] artifact) {
        Model model;
        try {
            model = ArtifactReader.read(artifact);
        } catch (ArtifactException refused) {
            assertThat(refused.getMessage()).contains("artifact").doesNotContain("\n", "io.auspex");
            return;
        }
        if (model.task() instanceof Task.Regression) {
            model.values(SampleModels.batch(20), new double[20]);
        } else {
            model.codes(SampleModels.batch(20), new int[20]);
        }
    }

    private static void assertRefused(byte[] artifact, String reason) {
        assertThatThrownBy(() -> ArtifactReader.read(artifact))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining(reason);
    }
}
