package io.auspex.benchmark.predict.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FindingLineTest {
    private static final Finding.Subject SUBJECT = new Finding.Subject("m", "xgboost", 100, true, 20, 1);

    static Stream<Finding> findings() {
        return Stream.of(
                new Finding.Speed(SUBJECT, Finding.ALL, 2, "compiled", 12.5),
                new Finding.Agreement(SUBJECT, "onnx", Double.NaN, 0.5),
                new Finding.Compilation(SUBJECT, 1, 2, 3, 4, 5),
                new Finding.QuerySpeed("numbers", "sum(f)", true, 1, 1_000_000, 2e6, 3e6),
                new Finding.FirstPrediction("numbers", 2048, Finding.Moment.WARM, 2, 80, 100, 10),
                new Finding.OneRow("f of 20 numbers", 120, 95.5),
                new Finding.Note("with \"quotes\""),
                new Finding.Failure("sql", "ended with status 1"));
    }

    @ParameterizedTest
    @MethodSource("findings")
    void comesBackAsItWas(Finding finding) {
        assertThat(FindingLine.read(FindingLine.of(finding))).contains(finding);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bench rate begin",
                "WARNING: Using incubator modules",
                "bench {\"kind\":\"else\"}",
                "bench {"
            })
    void otherOutputIsNone(String line) {
        assertThat(FindingLine.read(line)).isEmpty();
    }
}
