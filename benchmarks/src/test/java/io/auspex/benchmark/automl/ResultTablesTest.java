package io.auspex.benchmark.automl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.auspex.benchmark.contender.Measurement;
import io.auspex.benchmark.metric.Metric;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResultTablesTest {
    @Test
    void printsMetricsRatiosCostAndWhatFailed() {
        List<Result> results = List.of(
                ResultFileTest.result("car", "auspex", 0.01),
                ResultFileTest.result("car", "h2o", 0.02),
                ResultFileTest.result("letter", "auspex", 0.4),
                ResultFileTest.result("letter", "h2o", 0.2),
                ResultFileTest.result("vehicle", "auspex", 0.3),
                Result.failed(ResultFileTest.key("vehicle", "h2o"), Metric.LOGLOSS, 214, "out of memory"));
        StringWriter text = new StringWriter();
        new ResultTables(List.of("car", "letter", "vehicle"), List.of("auspex", "h2o", "autogluon"), results)
                .print(new PrintWriter(text), Map.of("autogluon", "there is no Python"));
        assertThat(text.toString().lines().toList())
                .contains(
                        "set       metric  auspex     h2o  autogluon  loss auspex  loss h2o  loss autogluon  us/h2o  us/autogluon",
                        "car      logloss  0.0100  0.0200          -       0.0100    0.0200               -   0.500             -",
                        "letter   logloss  0.4000  0.2000          -       0.4000    0.2000               -   2.000             -",
                        "vehicle  logloss  0.3000       -          -       0.3000         -               -       -             -",
                        "car          66.0  100.5  10 %    5000   66.0  100.5  10 %    5000            -      -     -       -",
                        "us/h2o: geometric mean of loss ratios 1.000 over 2 sets; less loss on 1; above 1.10 on 1",
                        "us/autogluon: no set that both have done",
                        "autogluon did not run: there is no Python",
                        "failed: vehicle with h2o: out of memory");
    }

    @Test
    void comparesTheFoldsThatBothHaveDone() {
        Comparison comparison = new Comparison(List.of(
                fold("auspex", 0, 1),
                fold("auspex", 1, 3),
                fold("auspex", 2, 100),
                fold("h2o", 0, 4),
                fold("h2o", 1, 4)));
        assertThat(comparison.lossRatio("car", "auspex", "h2o").getAsDouble()).isEqualTo(0.5, within(1e-15));
        assertThat(comparison.lossRatio("car", "auspex", "autogluon")).isEmpty();
        assertThat(comparison.mean("car", "h2o", Result::loss)).hasValue(4);
    }

    private static Result fold(String system, int fold, double loss) {
        return new Result(
                new RunKey("car", fold, 3, system, 60, 2, 0),
                Instant.EPOCH,
                Metric.RMSE,
                loss,
                new Measurement("1", 1, 1, 1, ""),
                10,
                "");
    }
}
