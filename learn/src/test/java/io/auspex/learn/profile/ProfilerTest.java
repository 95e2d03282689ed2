package io.auspex.learn.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.auspex.learn.OpenData;
import io.auspex.learn.frame.Frame;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProfilerTest {
    private static Map<String, ColumnRole> roles(Frame frame) {
        return Profiler.profile(frame).columns().stream()
                .collect(Collectors.toMap(column -> column.field().name(), ColumnProfile::role));
    }

    @Test
    void findsIdsProseAndCategoriesOfTheTitanic() {
        assertThat(roles(OpenData.load("titanic")))
                .containsEntry("passenger_id", ColumnRole.IDENTIFIER)
                .containsEntry("name", ColumnRole.FREE_TEXT)
                .containsEntry("sex", ColumnRole.LOW_CARDINALITY_CATEGORY)
                .containsEntry("ticket", ColumnRole.HIGH_CARDINALITY_CATEGORY)
                .containsEntry("age", ColumnRole.NUMERIC)
                .containsEntry("pclass", ColumnRole.NUMERIC);
    }

    @Test
    void dropsPhoneNumbersAndSaysSo() {
        DataProfile profile = Profiler.profile(OpenData.load("churn_telecom"));
        assertThat(profile.findings())
                .containsExactly(
                        "Column \"phone\" is not used: it names the rows, 3333 different values in 3333 rows.");
        ColumnProfile state = profile.columns().get(0);
        assertThat(state.levels()).hasSize(51).startsWith("WV");
        assertThat(state.counts()).startsWith(106);
    }

    @Test
    void recognisesDaysAndConstants() {
        assertThat(roles(OpenData.load("bike_sharing_hour"))).containsEntry("dteday", ColumnRole.DATE_TIME);
        assertThat(roles(OpenData.load("segment"))).containsEntry("region_pixel_count", ColumnRole.CONSTANT);
    }
}
