package io.auspex.learn.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auspex.learn.TrainingException;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What a user reads when training fails. */
class FailureWordsTest {
    @Test
    void aMissingLibgompIsNamedWithTheCure() {
        Throwable missing = new ExceptionInInitializerError(new IllegalStateException(new UnsatisfiedLinkError(
                "/tmp/libxgboost4j1.so: libgomp.so.1: cannot open shared object file: No such file or directory")));
        Throwable second = new NoClassDefFoundError("Could not initialize class ml.dmlc.xgboost4j.java.XGBoostJNI");
        second.initCause(missing);
        for (Throwable failure : new Throwable[] {missing, second}) {
            TrainingFailure words = TrainingWorker.explain(failure);
            assertThat(words.message()).contains("libgomp is missing");
            assertThat(words.hint()).contains("apt-get install libgomp1");
        }
    }

    @Test
    void lightGbmThatDoesNotLoadIsNamed() {
        TrainingException missing = new TrainingException(
                "LightGBM's native library cannot be loaded: lib_lightgbm.so: libgomp.so.1: cannot open shared object file",
                "Do something.",
                new UnsatisfiedLinkError("libgomp.so.1: cannot open shared object file"));
        assertThat(TrainingWorker.explain(new IllegalStateException(missing)).message())
                .isEqualTo("XGBoost and LightGBM cannot be loaded: the system library libgomp is missing.");
    }

    @Test
    void aFullDiskIsNamed() {
        assertThat(TrainingWorker.explain(new IOException("No space left on device"))
                        .message())
                .contains("disk is full");
    }

    @Test
    void reasonsOfOurOwnPassThrough() {
        assertThat(TrainingWorker.explain(new IllegalStateException(new TrainingException("This.", "That."))))
                .isEqualTo(new TrainingFailure("This.", "That."));
    }

    @Test
    void anythingElseIsAdmitted() {
        assertThat(TrainingWorker.explain(new IllegalStateException("odd\nand more"))
                        .message())
                .isEqualTo("Training failed unexpectedly: IllegalStateException: odd");
    }

    @Test
    void tooLittleMemoryIsFoundBeforeTraining() {
        assertThatCode(() -> MemoryEstimate.require(0, 1L << 40, 256, 1, 1)).doesNotThrowAnyException();
        assertThatCode(() -> MemoryEstimate.require(1L << 30, 100_000, 20, 1, 2))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> MemoryEstimate.require(1L << 30, 10_000_000, 20, 1, 2))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("the limit is 1024 MB");
    }

    @Test
    void progressLinesSurviveTheJourney() {
        ProgressLine line = new ProgressLine(
                "training",
                0.5,
                "trying \"x\"\nnow",
                Optional.of("linear"),
                Optional.of("validation:auc"),
                OptionalDouble.of(0.9));
        assertThat(line.format()).doesNotContain("\n");
        assertThat(ProgressLine.parse(line.format())).contains(line);
        ProgressLine timed = new ProgressLine(
                        "training",
                        0.5,
                        "x",
                        Optional.empty(),
                        Optional.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.of(12.5),
                        OptionalInt.of(3))
                .after(7.25);
        assertThat(ProgressLine.parse(timed.format())).contains(timed);
        assertThat(timed.elapsedSeconds()).hasValue(7.25);
        assertThat(ProgressLine.parse("[12:00:00] WARNING: something native")).isEmpty();
        assertThat(ProgressLine.parse("{\"phase\": \"training\"}")).isEmpty();
    }
}
