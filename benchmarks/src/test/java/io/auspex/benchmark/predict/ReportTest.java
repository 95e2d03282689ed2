package io.auspex.benchmark.predict;

import static org.assertj.core.api.Assertions.assertThat;

import io.auspex.benchmark.predict.finding.Finding;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Finding.Subject SUBJECT = new Finding.Subject("m", "xgboost", 500, true, 20, 1);
    private static final Finding.Subject WIDE = new Finding.Subject("wide", "xgboost", 500, true, 61, 1);

    private static void speed(List<Finding> to, Finding.Subject subject, int batch, String engine, double nanoseconds) {
        to.add(new Finding.Speed(subject, batch, 1, engine, nanoseconds));
    }

    private static String printed(List<Finding> findings) {
        StringWriter text = new StringWriter();
        new Report(findings).print(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void printsTimesAndRatiosAndWhatWasAskedFor() {
        List<Finding> findings = new ArrayList<>();
        for (int batch : new int[] {1, 2048}) {
            speed(findings, SUBJECT, batch, "compiled", batch == 1 ? 1000 : 100);
            speed(findings, SUBJECT, batch, "scalar", batch == 1 ? 1000 : 500);
            speed(findings, SUBJECT, batch, "xgb dmatrix", 1000);
            speed(findings, SUBJECT, batch, "xgb build+predict", 5000);
            speed(findings, SUBJECT, batch, "xgb in-place", batch == 1 ? 30_000 : 904);
            speed(findings, SUBJECT, batch, "onnx", 1050);
        }
        findings.add(new Finding.Agreement(SUBJECT, "compiled", 0, 1));
        findings.add(new Finding.Compilation(SUBJECT, 90, 8, 2 << 20, 1 << 19, 1 << 20));
        assertThat(printed(findings)).isEqualTo("""

                        m: 500 trees, 20 features, 1 output; ns a row of processor time, 1 thread
                        batch  compiled  scalar  xgb dmatrix  xgb build+predict  xgb in-place  onnx  xgb dmatrix/us  xgb build+predict/us  xgb in-place/us  onnx/us
                        1          1000    1000         1000               5000         30000  1050             1.0                   5.0             30.0      1.1
                        2048        100     500         1000               5000           904  1050            10.0                  50.0              9.0     10.5
                        largest relative difference to xgboost's margins: compiled 0.0e+00 (100.0 % equal)

                        Compiling, by processor time, and what is kept in memory for it
                        model  trees  first ms   ms  kept MiB  artifact MiB  packed  kept/artifact
                        m        500      90.0  8.0      2.00          1.00    0.50           2.00

                        Asked for
                                                                         asked  worst seen
                        XGBoost4J's time by ours, batches of 2,048      >= 8.0         9.0  yes
                        ONNX Runtime's time by ours                    >= 11.0        10.5   NO
                        XGBoost4J's time by ours, plain Java            >= 1.8         1.8  yes
                        XGBoost4J's time by ours, one row              >= 10.0         5.0   NO
                        ms to compile 500 trees of depth 6            <= 100.0        90.0  yes
                        memory kept by artifact                        <= 2.00        2.00  yes
                        relative difference to the library's sums   <= 1.0e-06     0.0e+00  yes
                        """);
    }

    @Test
    void ratiosAreAskedOfSomeModelsOnly() {
        List<Finding> findings = new ArrayList<>();
        speed(findings, WIDE, 2048, "scalar", 1000);
        speed(findings, WIDE, 2048, "xgb dmatrix", 1000);
        assertThat(printed(findings)).doesNotContain("Asked for").contains("xgb dmatrix/us");
    }

    @Test
    void comparesQueriesWithThoseThatPredict() {
        List<Finding> findings = List.of(
                new Finding.QuerySpeed("numbers", "sum(f)", true, 1, 1_000_000, 2_900_000, 3_000_000),
                new Finding.QuerySpeed("numbers", "without f", false, 1, 1_000_000, 8_000_000, 9_000_000),
                new Finding.QuerySpeed("numbers", "sum(f)", true, 2, 1_000_000, 5_000_000, 2_500_000),
                new Finding.FirstPrediction("numbers", 2048, Finding.Moment.AT_ONCE, 1, 80, 150, 12),
                new Finding.FirstPrediction("numbers", 2048, Finding.Moment.AT_ONCE, 1, 70, 190, 9),
                new Finding.FirstPrediction("numbers", 2048, Finding.Moment.WARM, 1, 20, 15, 9),
                new Finding.OneRow("f of 20 numbers", 170, 140),
                new Finding.OneRow("SELECT 1", 90, 70),
                new Finding.Failure("sql", "ended with status 1; its log is x"));
        assertThat(printed(findings)).isEqualTo("""

                        In SQL: rows a second, and by processor seconds of server and client
                        model: query        cores     rows     rows/s  rows/s per core  times its predictions
                        numbers: sum(f)         1  1000000  2,900,000        3,000,000                      -
                        numbers: without f      1  1000000  8,000,000        9,000,000                   3.00
                        numbers: sum(f)         2  1000000  5,000,000        2,500,000                      -

                        The first statement after a start of the server, over 2,048 rows; milliseconds
                        model     server  cores  starts  connecting  quickest  median  slowest  again
                        numbers  at once      1       2          80       150     190      190     12
                        numbers     warm      1       1          20        15      15       15      9

                        One row a prepared statement; microseconds
                        statement        median  processor time of the server
                        f of 20 numbers     170                           140
                        SELECT 1             90                            70

                        Asked for
                                                                                asked  worst seen
                        rows/s per core in SQL, 20 numbers               >= 3,000,000   2,500,000   NO
                        ms of the first 2,048 predictions after a start        <= 200         190  yes
                        failed: sql: ended with status 1; its log is x
                        """);
        assertThat(new Report(findings).isComplete()).isFalse();
    }
}
