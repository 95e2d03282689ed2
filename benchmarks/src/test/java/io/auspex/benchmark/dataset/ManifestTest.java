package io.auspex.benchmark.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auspex.benchmark.failure.BenchmarkFailure;
import io.auspex.benchmark.metric.Metric;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestTest {
    private static final Path DATA = Path.of("..", "data");

    /** Bytes: what is read in a moment. */
    private static final long SMALL = 200_000;

    @Test
    void listsTheSupervisedSetsOfTheProject() {
        List<DatasetDescription> sets = Manifest.read(DATA);
        assertThat(sets).hasSize(22);
        assertThat(sets)
                .contains(new DatasetDescription(
                        "credit_g",
                        DATA.resolve("credit_g.csv"),
                        "class",
                        Problem.BINARY,
                        Metric.AUC,
                        Optional.of("bad")));
    }

    @Test
    void saysWhatIsWrongWithAManifest(@TempDir Path folder) throws Exception {
        assertThatThrownBy(() -> Manifest.read(folder))
                .isInstanceOf(BenchmarkFailure.class)
                .hasMessageStartingWith("there is no manifest.csv in");
        Path file = folder.resolve("manifest.csv");
        String header = "name,file,target,problem_type,metric,positive\n";
        Files.writeString(file, header + "a,a.csv,y,binary,auc,\n");
        assertThatThrownBy(() -> Manifest.read(folder)).hasMessageContaining("names no positive class");
        Files.writeString(file, header + "a,a.csv,y,binary,f1,1\n");
        assertThatThrownBy(() -> Manifest.read(folder)).hasMessageContaining("'f1'");
        Files.writeString(file, header + "a,a.csv,y,regression,auc,1\n");
        assertThatThrownBy(() -> Manifest.read(folder)).hasMessageContaining("does not go with its problem");
    }

    @Test
    void setsOfTheProjectCanBeRead() {
        for (DatasetDescription set : Manifest.read(DATA)) {
            if (set.file().toFile().length() > SMALL) {
                continue;
            }
            Table table = Table.read(set);
            assertThat(table.rows()).as(set.name()).isNotEmpty();
            assertThat(table.columns().get(table.target()).name()).isEqualTo(set.target());
        }
    }

    @Test
    void writesRowsWithoutTheTargetAndOnOneLineEach(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("a.csv");
        Files.writeString(file, "x,y,z\n1,True,\"a\r\nb\"\n2,False,\n3,True,\"c,d\"\n");
        Table table =
                Table.read(new DatasetDescription("a", file, "y", Problem.BINARY, Metric.AUC, Optional.of("True")));
        // Labels keep their spelling.
        assertThat(table.columns())
                .containsExactly(
                        new Column("x", ColumnType.INTEGER),
                        new Column("y", ColumnType.TEXT),
                        new Column("z", ColumnType.TEXT));
        assertThat(table.targets(new int[] {2, 1})).containsExactly("True", "False");
        Path written = folder.resolve("b.csv");
        table.write(written, new int[] {0, 2}, false);
        assertThat(Files.readAllLines(written)).containsExactly("x,z", "1,a b", "3,\"c,d\"");

        Files.writeString(file, "x,y\n1,\n");
        assertThatThrownBy(() -> Table.read(
                        new DatasetDescription("a", file, "y", Problem.REGRESSION, Metric.RMSE, Optional.empty())))
                .hasMessageEndingWith("has rows without a value of y");
    }
}
