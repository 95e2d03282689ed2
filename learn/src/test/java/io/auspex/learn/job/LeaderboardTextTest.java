package io.auspex.learn.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.auspex.learn.objective.ModelType;
import io.auspex.learn.search.LeaderboardRow;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Issue 5 point 5: the leaderboard on its way from the worker to the user. */
class LeaderboardTextTest {
    private static LeaderboardRow row(String name, String parameters, double score, OptionalDouble micros) {
        return new LeaderboardRow(
                1,
                name,
                ModelType.XGBOOST,
                "codes+arithmetic",
                parameters,
                "validation:auc",
                score,
                List.of(score, 0.5),
                1.25,
                micros,
                0.75,
                true);
    }

    @Test
    void rowsSurviveTheJourney() {
        List<LeaderboardRow> rows = List.of(
                row("a \"b\"\nc", "{\"eta\":\"0.1\"}", 0.9, OptionalDouble.of(3.5)),
                row("d", "{}", Double.NaN, OptionalDouble.empty()),
                row("e", "{}", Double.POSITIVE_INFINITY, OptionalDouble.empty()));
        String line = LeaderboardText.format(rows);
        assertThat(line).doesNotContain("\n");
        assertThat(LeaderboardText.parse(line)).contains(rows);
        assertThat(ProgressLine.parse(line)).isEmpty();
    }

    @Test
    void whatIsNoLeaderboardIsPassedOver() {
        assertThat(LeaderboardText.parse("[12:00:00] WARNING: something native"))
                .isEmpty();
        assertThat(LeaderboardText.parse(ProgressLine.of("training", 0.5, "x").format()))
                .isEmpty();
        assertThat(LeaderboardText.parse("{\"leaderboard\":[{\"place\":1}]}")).isEmpty();
        assertThat(LeaderboardText.parse("{\"leaderboard\":[]}")).contains(List.of());
    }

    @Test
    void aLineHasABound() {
        LeaderboardRow long1 =
                row("n".repeat(5000), "{\"a\":\"" + "\u00e9".repeat(1400) + "\"}", 1, OptionalDouble.of(1));
        String line = LeaderboardText.format(Collections.nCopies(5000, long1));
        assertThat(line.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(LeaderboardText.LONGEST);
        assertThat(LeaderboardText.parse(line).orElseThrow()).hasSize(LeaderboardText.MOST_ROWS);
        String huge = LeaderboardText.format(
                List.of(row("n", "{\"a\":\"" + "x".repeat(9000) + "\"}", 1, OptionalDouble.of(1))));
        assertThat(LeaderboardText.parse(huge).orElseThrow().get(0).parameters())
                .isEqualTo("{}");
    }
}
