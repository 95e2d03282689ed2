package io.auspex.model.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auspex.model.CandidateRecord;
import io.auspex.model.Forecast;
import io.auspex.model.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written of a forecast is read again; what is damaged gives one error. */
class ForecastArtifactTest {
    @TempDir
    Path folder;

    private byte[] artifact;

    @BeforeEach
    void write() throws IOException {
        Forecast forecast = new Forecast(
                List.of("a", "Ünïcode \"b\""),
                List.of("2024-01-01", "2024-01-02"),
                List.of("p10", "mean"),
                new double[][] {{1, 2, 3, 4}, {-1.5, 1e300, 0, 4.25}},
                new Provenance(
                        Map.of("horizon", "2"),
                        List.of(new CandidateRecord("ets", Map.of("chosen", "2"), "validation:mase", 0.5, 0))));
        ForecastArtifact.write(forecast, folder.resolve("model.tar.gz"));
        artifact = Files.readAllBytes(folder.resolve("model.tar.gz"));
    }

    @Test
    void readsWhatWasWritten() {
        Forecast forecast = ForecastArtifact.read(artifact);
        assertThat(forecast.rows()).isEqualTo(4);
        assertThat(forecast.seriesAt(3)).isEqualTo("Ünïcode \"b\"");
        assertThat(forecast.timeAt(2)).isEqualTo("2024-01-01");
        assertThat(forecast.columns()).containsExactly("p10", "mean");
        assertThat(forecast.values()[1]).containsExactly(-1.5, 1e300, 0, 4.25);
        assertThat(forecast.provenance().candidates().get(0).name()).isEqualTo("ets");
    }

    @Test
    @DisplayName("A forecast is no model, and a model no forecast")
    void formatsAreNotMixedUp() {
        assertThatThrownBy(() -> ArtifactReader.read(artifact)).isInstanceOf(ArtifactException.class);
    }

    @Test
    @DisplayName("Whatever bytes are changed or missing: an ArtifactException, or what was written")
    void damageIsRefused() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 2_000; i++) {
            byte[] damaged =
                    i % 2 == 0 ? java.util.Arrays.copyOf(artifact, random.nextInt(artifact.length)) : artifact.clone();
            for (int change = 0; damaged.length > 0 && change < i % 4; change++) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                assertThat(ForecastArtifact.read(damaged).rows()).isEqualTo(4);
            } catch (ArtifactException refused) {
                assertThat(refused).hasMessageContaining("artifact");
            }
        }
    }

    @Test
    void unsoundForecastsCannotBe() {
        Provenance none = new Provenance(Map.of(), List.of());
        assertThatThrownBy(() ->
                        new Forecast(List.of("a"), List.of("t"), List.of("p50"), new double[][] {{Double.NaN}}, none))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        new Forecast(List.of("a", "a"), List.of("t"), List.of("p50"), new double[][] {{1, 2}}, none))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> new Forecast(List.of("a"), List.of("t"), List.of("p50"), new double[][] {{1, 2}}, none))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
