package io.auspex.benchmark.automl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auspex.benchmark.contender.Measurement;
import io.auspex.benchmark.metric.Metric;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFileTest {
    @TempDir
    Path folder;

    @Test
    void goesOnWhereItWas() throws Exception {
        Path file = folder.resolve("new").resolve("results.csv");
        ResultFile first = ResultFile.open(file);
        Result done = result("car", "h2o", 0.25);
        Result failed = Result.failed(key("car", "autogluon"), Metric.LOGLOSS, 434, "it said \"no\",\n and ended");
        first.append(done);
        first.append(failed);

        ResultFile second = ResultFile.open(file);
        assertThat(second.find(done.key())).contains(done);
        assertThat(second.find(failed.key()))
                .hasValueSatisfying(result -> assertThat(result.isFailure()).isTrue());
        assertThat(second.find(failed.key()).orElseThrow().note()).isEqualTo("it said \"no\", and ended");
        assertThat(second.find(key("car", "auspex"))).isEmpty();
        assertThat(Files.readAllLines(file)).hasSize(3);
    }

    @Test
    void aLineThatWasCutOffIsRunAgain() throws Exception {
        Path file = folder.resolve("results.csv");
        ResultFile first = ResultFile.open(file);
        first.append(result("car", "h2o", 0.25));
        Files.writeString(file, "letter,0,0,h2o,60,2,0,logl", StandardOpenOption.APPEND);

        ResultFile second = ResultFile.open(file);
        assertThat(second.all()).hasSize(1);
        second.append(result("letter", "h2o", 0.5));
        assertThat(ResultFile.open(file).all()).hasSize(2);
    }

    @Test
    void forgetsWhatIsToBeRunAgain() throws Exception {
        Path file = folder.resolve("results.csv");
        ResultFile results = ResultFile.open(file);
        results.append(result("car", "h2o", 0.25));
        results.append(result("car", "auspex", 0.2));
        results.forget(result -> result.key().system().equals("h2o"));
        assertThat(ResultFile.open(file).all())
                .extracting(result -> result.key().system())
                .containsExactly("auspex");
    }

    @Test
    void saysThatALineIsNotItsOwn() throws Exception {
        Path file = folder.resolve("results.csv");
        ResultFile.open(file);
        Files.writeString(file, "a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q\n", StandardOpenOption.APPEND);
        assertThatThrownBy(() -> ResultFile.open(file)).hasMessageContaining("did not write");
    }

    static RunKey key(String data, String system) {
        return new RunKey(data, 0, 0, system, 60, 2, 0);
    }

    static Result result(String data, String system, double value) {
        return new Result(
                key(data, system),
                Instant.parse("2026-01-02T03:04:05Z"),
                Metric.LOGLOSS,
                value,
                new Measurement("1.0", 66, 100.5, 5000, ""),
                434,
                "leader GBM, 3 models");
    }
}
