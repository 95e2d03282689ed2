package io.auspex.benchmark.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricTest {
    private static final Optional<String> NONE = Optional.empty();

    @Test
    void aucCountsPairsInOrderAndTiesHalf() {
        // yes: 0.9 0.4 0.4; no: 0.4 0.1. Of six pairs four are in order and two tied.
        Predictions predictions = ofYes(0.9, 0.4, 0.4, 0.4, 0.1);
        List<String> truth = List.of("yes", "yes", "yes", "no", "no");
        assertThat(Metric.AUC.measure(predictions, truth, Optional.of("yes"))).isEqualTo(5.0 / 6, within(1e-15));
        assertThat(Metric.AUC.loss(5.0 / 6)).isEqualTo(1.0 / 6, within(1e-15));
    }

    @Test
    void aucEqualsTheCountOfAllPairs() {
        Random random = new Random(7);
        int rows = 300;
        double[] scores =
                random.doubles(rows).map(value -> Math.rint(value * 20) / 20).toArray();
        List<String> truth =
                random.ints(rows, 0, 3).mapToObj(i -> i == 0 ? "yes" : "no").toList();
        double won = 0;
        long pairs = 0;
        for (int yes = 0; yes < rows; yes++) {
            for (int no = 0; no < rows; no++) {
                if (truth.get(yes).equals("yes") && truth.get(no).equals("no")) {
                    pairs++;
                    won += scores[yes] > scores[no] ? 1 : scores[yes] == scores[no] ? 0.5 : 0;
                }
            }
        }
        assertThat(Metric.AUC.measure(ofYes(scores), truth, Optional.of("yes"))).isEqualTo(won / pairs, within(1e-12));
    }

    @Test
    void logLossBringsRowsToOneAndBoundsWhatIsImpossible() {
        Predictions predictions =
                new Predictions(List.of("a", "b"), new double[][] {{0.5, 0.5}, {0.5, 1.5}, {1, 0}, {0.3, 0.7}});
        // The fourth row's class is one that the system never saw.
        double value = Metric.LOGLOSS.measure(predictions, List.of("a", "b", "b", "c"), NONE);
        assertThat(value).isEqualTo(-(Math.log(0.5) + Math.log(0.75) + 2 * Math.log(1e-15)) / 4, within(1e-12));
    }

    @Test
    void rmseIsTheRootOfTheMeanSquare() {
        Predictions predictions = new Predictions(List.of("prediction"), new double[][] {{1}, {5}});
        assertThat(Metric.RMSE.measure(predictions, List.of("4", "1"), NONE)).isEqualTo(Math.sqrt(12.5), within(1e-12));
    }

    @Test
    void refusesWhatCannotBeMeasured() {
        assertThatThrownBy(() -> Metric.AUC.measure(ofYes(0.5), List.of("yes", "no"), Optional.of("yes")))
                .hasMessage("1 predictions were made for 2 rows");
        assertThatThrownBy(() -> Metric.AUC.measure(ofYes(Double.NaN, 0.1), List.of("yes", "no"), Optional.of("yes")))
                .hasMessageContaining("not all numbers");
        assertThatThrownBy(() -> Metric.AUC.measure(ofYes(0.5, 0.1), List.of("yes", "yes"), Optional.of("yes")))
                .hasMessageContaining("all of one class");
        assertThatThrownBy(() -> Metric.AUC.measure(ofYes(0.5), List.of("1"), Optional.of("1")))
                .hasMessage("there are no probabilities of '1', only of [yes, no]");
        Predictions broken = new Predictions(List.of("a", "b"), new double[][] {{Double.NaN, 0.5}});
        assertThatThrownBy(() -> Metric.LOGLOSS.measure(broken, List.of("b"), NONE))
                .hasMessageContaining("not all numbers");
    }

    @Test
    void predictionsComeBackFromTheirFile(@TempDir Path folder) throws Exception {
        Predictions predictions =
                new Predictions(List.of("a, \"b\"", "c"), new double[][] {{1e-300, 1 - 1e-16}, {0, 0.1}});
        Path file = folder.resolve("predictions.csv");
        predictions.write(file);
        Predictions read = Predictions.read(file);
        assertThat(read.columns()).isEqualTo(predictions.columns());
        assertThat(read.values()).isDeepEqualTo(predictions.values());

        Files.writeString(file, "a,b\n0.1\n");
        assertThatThrownBy(() -> Predictions.read(file)).hasMessageEndingWith("line 2 has 1 values, not 2");
    }

    private static Predictions ofYes(double... scores) {
        double[][] values = new double[scores.length][];
        for (int row = 0; row < scores.length; row++) {
            values[row] = new double[] {scores[row], 1 - scores[row]};
        }
        return new Predictions(List.of("yes", "no"), values);
    }
}
