package io.auspex.model.importer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.auspex.model.Model;
import io.auspex.model.Provenance;
import io.auspex.model.Task;
import io.auspex.model.artifact.ArtifactException;
import io.auspex.model.artifact.ArtifactReader;
import io.auspex.model.artifact.ArtifactWriter;
import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.ColumnVector;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Issue 4, BYOM: files of CatBoost and ONNX predict what CatBoost and ONNX Runtime predicted;
 * {@code src/test/scripts/make_catboost_onnx.py} made them.
 */
class OtherLibrariesTest {
    private static final int DAMAGED_COPIES = 60;

    static Stream<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder())) {
            return all
                    .filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".csv") && Files.exists(answers(file)))
                    .map(file -> folder().relativize(file).toString())
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private static Path folder() {
        try {
            return Path.of(OtherLibrariesTest.class.getResource("others").toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Path answers(Path model) {
        String name = model.getFileName().toString();
        return model.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ".csv");
    }

    private static byte[] bytes(String file) throws IOException {
        return Files.readAllBytes(folder().resolve(file));
    }

    /** Text columns are those with a cell that is no number. */
    private record Rows(List<ColumnVector> inputs, List<ColumnType> types, double[][] answers) {
        static Rows of(Path csv) throws IOException {
            List<String> lines = Files.readAllLines(csv, UTF_8);
            List<String> header = List.of(lines.get(0).split(",", -1));
            List<String[]> rows = lines.stream().skip(1).map(Rows::cells).toList();
            List<ColumnVector> inputs = new ArrayList<>();
            List<ColumnType> types = new ArrayList<>();
            List<double[]> answers = new ArrayList<>();
            for (int i = 0; i < header.size(); i++) {
                int column = i;
                String[] cells = rows.stream().map(row -> row[column]).toArray(String[]::new);
                boolean text = header.get(i).startsWith("x")
                        && Arrays.stream(cells).anyMatch(cell -> cell.matches("[A-Za-z]+") || cell.startsWith("\""));
                if (text) {
                    inputs.add(new ColumnVector.Texts(Arrays.stream(cells)
                            .map(cell -> cell.replaceAll("\"", ""))
                            .toArray(String[]::new)));
                    types.add(ColumnType.VARCHAR);
                    continue;
                }
                double[] numbers = Arrays.stream(cells)
                        .mapToDouble(
                                cell -> cell.isEmpty() || cell.equals("nan") ? Double.NaN : Double.parseDouble(cell))
                        .toArray();
                if (header.get(i).startsWith("x")) {
                    inputs.add(new ColumnVector.Numbers(numbers));
                    types.add(ColumnType.DOUBLE);
                } else {
                    answers.add(numbers);
                }
            }
            return new Rows(inputs, types, answers.toArray(double[][]::new));
        }

        /** Texts with commas are quoted; none has a quotation mark. */
        private static String[] cells(String line) {
            return line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1);
        }
    }

    @DisplayName("the library's own prediction within 1e-6, also after a way through our artifact")
    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void predictsAsTheLibraryDoes(String file) throws IOException {
        Rows rows = Rows.of(answers(folder().resolve(file)));
        Model read = ModelAssembly.of(
                ModelFileImporter.read(bytes(file), file), rows.types(), new Provenance(Map.of(), List.of()));
        ByteArrayOutputStream artifact = new ByteArrayOutputStream();
        ArtifactWriter.write(read, artifact);
        Model model = ArtifactReader.read(artifact.toByteArray());
        assertThat(model).isEqualTo(read);

        int count = rows.answers()[0].length;
        ColumnBatch batch = new ColumnBatch(count, rows.inputs());
        double[][] actual = new double[rows.answers().length][count];
        if (model.task() instanceof Task.Classification classification && actual.length > 1) {
            assertThat(classification.labels()).hasSize(actual.length);
            model.probabilities(batch, actual);
        } else if (model.task() instanceof Task.Classification) {
            double[][] both = new double[2][count];
            model.probabilities(batch, both);
            actual[0] = both[1];
        } else if (model.task() instanceof Task.Outputs several) {
            assertThat(several.count()).isEqualTo(actual.length);
            model.outputs(batch, actual);
        } else {
            model.values(batch, actual[0]);
        }
        for (int output = 0; output < actual.length; output++) {
            for (int row = 0; row < count; row++) {
                double expected = rows.answers()[output][row];
                if (Double.isNaN(expected)) {
                    assertThat(actual[output][row])
                            .as("output %d of row %d", output, row)
                            .isNaN();
                    continue;
                }
                assertThat(actual[output][row])
                        .as("output %d of row %d", output, row)
                        .isCloseTo(expected, within(1e-6 * Math.max(1e-2, Math.abs(expected)) + 6e-8));
            }
        }
    }

    @Test
    @DisplayName("labels are the library's own")
    void namesClassesAsTheLibraryDoes() throws IOException {
        assertThat(labels("catboost-1.2.10/binary.cbm")).containsExactly("old", "young");
        assertThat(labels("catboost-1.2.10/binary.json")).containsExactly("old", "young");
        assertThat(labels("catboost-1.2.10/multiclass.cbm")).containsExactly("0", "1", "2");
        assertThat(labels("onnx/tree_labels.onnx")).containsExactly("old", "young");
        assertThat(labels("onnx/boosted_binary.onnx")).containsExactly("0", "1");
        assertThat(labels("onnx/linear.onnx")).isEmpty();
        assertThat(labels("onnx/net_binary.onnx")).containsExactly("old", "young");
        assertThat(labels("onnx/one_vs_rest.onnx")).containsExactly("0", "1", "2");
        assertThat(labels("onnx/wide_softmax.onnx")).containsExactly("0", "1", "2");
        assertThat(labels("catboost-1.2.10/one_vs_all.cbm")).containsExactly("0", "1", "2");
        assertThat(labels("catboost-1.2.10/multi_label.cbm")).isEmpty();
    }

    private static List<String> labels(String file) throws IOException {
        return ModelFileImporter.read(bytes(file), file).labels();
    }

    @Test
    @DisplayName("what cannot be predicted exactly is refused by name")
    void refusesWhatItCannotDo() {
        assertRefused("catboost-1.2.10/ctr.cbm", "category statistics (CTRs) of sex");
        assertRefused("catboost-1.2.10/ctr.json", "category statistics (CTRs)");
        assertRefused("onnx/support_vectors.onnx", "the operator SVMClassifier");
    }

    private static void assertRefused(String file, String reason) {
        assertThatThrownBy(() -> ModelFileImporter.read(bytes(file), file))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining(reason);
    }

    @DisplayName("cut off or overwritten anywhere: an error or a model, never anything else")
    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void survivesDamage(String file) throws IOException {
        byte[] sound = bytes(file);
        Random random = new Random(file.hashCode());
        for (int copy = 0; copy < DAMAGED_COPIES; copy++) {
            byte[] damaged = Arrays.copyOf(sound, copy % 3 == 0 ? random.nextInt(sound.length) : sound.length);
            for (int change = 0; copy % 3 != 0 && damaged.length > 0 && change < 1 + copy % 5; change++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                ImportedModel model = ModelFileImporter.read(damaged, file);
                assertThat(model.features()).isNotEmpty();
            } catch (ArtifactException expected) {
                assertThat(expected.getMessage()).isNotBlank();
            }
        }
    }
}
