package io.auspex.learn.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auspex.learn.TrainingException;
import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.ColumnVector;
import io.auspex.model.data.Field;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameTest {
    private static final List<Field> FIELDS =
            List.of(new Field("amount", ColumnType.DOUBLE), new Field("note", ColumnType.VARCHAR));

    @TempDir
    Path folder;

    private static ColumnBatch batch(double[] amounts, String... notes) {
        return new ColumnBatch(notes.length, List.of(new ColumnVector.Numbers(amounts), new ColumnVector.Texts(notes)));
    }

    private void writeTwoBatches() throws IOException {
        try (FrameWriter writer = new FrameWriter(folder, FIELDS)) {
            // arrays may be longer than the batch
            writer.append(batch(new double[] {1.5, Double.NaN, 99}, "grün", null));
            writer.append(batch(new double[] {-0.25}, "x".repeat(200_000)));
            assertThat(writer.rows()).isEqualTo(3);
        }
    }

    @Test
    void readsBackWhatWasWritten() throws IOException {
        writeTwoBatches();
        Frame frame = Frame.read(folder);
        assertThat(frame.fields()).isEqualTo(FIELDS);
        assertThat(frame.numbers(0)).containsExactly(1.5, Double.NaN, -0.25);
        assertThat(frame.texts(1)).containsExactly("grün", null, "x".repeat(200_000));
        assertThat(frame.isNull(0, 1)).isTrue();
        assertThat(frame.isNull(1, 0)).isFalse();
        assertThat(frame.totalRows()).isEqualTo(3);
        assertThat(frame.indexOf("NOTE")).isEqualTo(1);
        assertThat(frame.indexOf("nothing")).isEqualTo(-1);
        assertThat(frame.fingerprint()).hasSize(64);
    }

    @Test
    void anAbandonedFrameIsRefused() throws IOException {
        try (FrameWriter writer = new FrameWriter(folder, FIELDS)) {
            writer.append(batch(new double[] {1}, "a"));
            writer.abandon();
        }
        assertThatThrownBy(() -> Frame.read(folder))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("incomplete");
    }

    @Test
    void aFrameWhoseAppendFailedIsRefused() throws IOException {
        try (FrameWriter writer = new FrameWriter(folder, FIELDS)) {
            ColumnVector numbers = new ColumnVector.Numbers(new double[] {1});
            assertThatThrownBy(() -> writer.append(new ColumnBatch(1, List.of(numbers, numbers))))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(folder.resolve("frame.json")).doesNotExist();
    }

    @Test
    void damageIsFoundAndNamesTheColumn() throws IOException {
        for (String file : List.of("column-0.numbers", "column-1.texts")) {
            writeTwoBatches();
            byte[] bytes = Files.readAllBytes(folder.resolve(file));
            String name = file.startsWith("column-0") ? "amount" : "note";

            Files.write(folder.resolve(file), Arrays.copyOf(bytes, bytes.length - 1));
            assertRefused(name);

            byte[] flipped = bytes.clone();
            flipped[flipped.length - 1] ^= 1;
            Files.write(folder.resolve(file), flipped);
            assertRefused(name);

            byte[] wild = bytes.clone();
            wild[3] = 0x7f;
            Files.write(folder.resolve(file), wild);
            assertRefused(name);

            Files.delete(folder.resolve(file));
            assertRefused(name);
        }
    }

    private void assertRefused(String column) {
        assertThatThrownBy(() -> Frame.read(folder))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("\"" + column + "\"");
    }

    @Test
    void samplesTheAllowedCellsAndKeepsRowsTogether() throws IOException {
        int rows = 10_000;
        try (FrameWriter writer = new FrameWriter(folder, FIELDS)) {
            for (int row = 0; row < rows; row++) {
                writer.append(batch(new double[] {row}, Integer.toString(row)));
            }
        }
        Frame sample = Frame.read(folder, 2_000, 42);
        assertThat(sample.rows()).isEqualTo(1000);
        assertThat(sample.totalRows()).isEqualTo(rows);
        double mean = 0;
        for (int row = 0; row < sample.rows(); row++) {
            assertThat(sample.texts(1)[row]).isEqualTo(Integer.toString((int) sample.numbers(0)[row]));
            assertThat(row == 0 || sample.numbers(0)[row] > sample.numbers(0)[row - 1])
                    .isTrue();
            mean += sample.numbers(0)[row] / sample.rows();
        }
        // standard error of the mean of 1000 of these is 87
        assertThat(mean).isBetween(rows / 2.0 - 400, rows / 2.0 + 400);
        assertThat(Frame.read(folder, 2_000, 42).numbers(0)).isEqualTo(sample.numbers(0));
        assertThat(Frame.read(folder, 2_000, 43).numbers(0)).isNotEqualTo(sample.numbers(0));
    }
}
