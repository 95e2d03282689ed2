package io.auspex.learn.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.auspex.learn.TrainingException;
import io.auspex.learn.algorithm.Deadline;
import io.auspex.learn.frame.Frame;
import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.ColumnVector;
import io.auspex.model.data.Field;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Series as users have them: with gaps, duplicates, NULLs, of all lengths, constant, negative, sparse. */
class OddSeriesTest {
    private static final long FIRST_DAY = LocalDate.of(2020, 1, 1).toEpochDay();

    /** Rows of id, day, value; days since 2020-01-01. */
    private static final class Rows {
        private final List<String> ids = new ArrayList<>();
        private final List<Double> times = new ArrayList<>();
        private final List<Double> values = new ArrayList<>();

        Rows add(String id, double day, double value) {
            ids.add(id);
            times.add(FIRST_DAY + day);
            values.add(value);
            return this;
        }

        Rows series(String id, int from, int to, IntToDoubleFunction value) {
            for (int day = from; day < to; day++) {
                add(id, day, value.applyAsDouble(day));
            }
            return this;
        }

        Frame frame() {
            return OpenSeries.frame(
                    ColumnType.DATE,
                    ids.toArray(new String[0]),
                    times.stream().mapToDouble(time -> time).toArray(),
                    values.stream().mapToDouble(value -> value).toArray());
        }
    }

    private static ForecastResult forecast(Frame frame, int horizon, String frequency) {
        return forecast(frame, horizon, frequency, Long.MAX_VALUE, Deadline.after(600));
    }

    private static ForecastResult forecast(
            Frame frame, int horizon, String frequency, long maxCells, Deadline deadline) {
        ForecastSettings settings = ForecastSettings.parse(
                Map.of(
                        "HORIZON",
                        Integer.toString(horizon),
                        "FREQUENCY",
                        frequency,
                        "PERCENTILES",
                        "0.01,0.3,0.5,0.99,mean"),
                Optional.empty());
        ForecastResult result =
                ForecastSearch.run(frame, "target", settings, maxCells, 2, 0, deadline, (done, all) -> {});
        for (int row = 0; row < result.values()[0].length; row++) {
            for (int column = 1; column < 4; column++) {
                assertThat(result.values()[column][row])
                        .isFinite()
                        .isGreaterThanOrEqualTo(result.values()[column - 1][row]);
            }
            assertThat(result.values()[4][row]).isFinite();
        }
        return result;
    }

    @Test
    @DisplayName("Series of every length, constant, negative, huge and tiny ones end together; percentiles never cross")
    void everySeriesHasAForecast() {
        SplittableRandom random = new SplittableRandom(1);
        Rows rows = new Rows()
                .series("constant", 0, 100, day -> 7)
                .series("zero", 0, 100, day -> 0)
                .series("negative", 0, 100, day -> -50 + 5 * Math.sin(day) + random.nextDouble())
                .series("huge", 0, 100, day -> 1e15 * (1 + random.nextDouble()))
                .series("tiny", 0, 100, day -> 1e-15 * random.nextDouble())
                .series("steps", 0, 100, day -> day < 50 ? 0 : 1000)
                .series("growth", 0, 100, day -> Math.exp(day / 5.0))
                .add("one", 99, 3)
                .add("two", 98, 3)
                .add("two", 99, 5)
                .series("seven", 93, 100, day -> day);
        for (int i = 0; i < 20; i++) {
            rows.add("sparse", i * 5, i % 3 == 0 ? 4 : 0);
        }
        ForecastResult result = forecast(rows.frame(), 14, "D");
        assertThat(result.series())
                .containsExactly(
                        "constant",
                        "growth",
                        "huge",
                        "negative",
                        "one",
                        "seven",
                        "sparse",
                        "steps",
                        "tiny",
                        "two",
                        "zero");
        assertThat(result.times()).hasSize(14).startsWith("2020-04-10");
        assertThat(OpenSeries.forecast(result, "p50", 0)).containsOnly(new double[] {7}, within(1e-9));
        assertThat(OpenSeries.forecast(result, "p30", result.series().indexOf("zero")))
                .containsOnly(new double[] {0}, within(1e-9));
        for (double value : OpenSeries.forecast(result, "p50", result.series().indexOf("negative"))) {
            assertThat(value).isBetween(-60.0, -40.0);
        }
        for (double value : OpenSeries.forecast(result, "p01", result.series().indexOf("tiny"))) {
            assertThat(value).isNotNegative();
        }
    }

    @Test
    @DisplayName("Several values of a period are summed, as Amazon Forecast does; missing periods are bridged, not 0")
    void valuesAreSummedAndGapsBridged() {
        Rows rows = new Rows();
        for (int day = 0; day < 140; day++) {
            if (day % 10 != 3) {
                rows.add("a", day, 60);
                rows.add("a", day, 40);
            }
        }
        rows.add("a", 5, Double.NaN).add(null, 6, 1e9).add("a", Double.NaN, 1e9);
        ForecastResult result = forecast(rows.frame(), 5, "D");
        assertThat(OpenSeries.forecast(result, "p50", 0)).containsOnly(new double[] {100}, within(1e-6));
        assertThat(result.findings()).anyMatch(finding -> finding.contains("summed"));
        assertThat(result.findings()).anyMatch(finding -> finding.contains("14 periods without a value"));
        assertThat(result.findings()).anyMatch(finding -> finding.contains("2 rows without series or time"));
    }

    @Test
    @DisplayName("Days become weeks that begin on Monday, and months")
    void frequenciesAreCoarser() {
        Rows rows = new Rows().series("a", 0, 364, day -> 1);
        ForecastResult weeks = forecast(rows.frame(), 3, "w");
        assertThat(weeks.times()).containsExactly("2021-01-04", "2021-01-11", "2021-01-18");
        ForecastResult months = forecast(rows.frame(), 2, "M");
        assertThat(months.times()).containsExactly("2021-01-01", "2021-02-01");
        assertThat(months.trainedRows()).isEqualTo(364);
    }

    @Test
    @DisplayName("Periods of every frequency begin where they should")
    void periodsStartAndEnd() {
        for (Frequency frequency : Frequency.values()) {
            for (long moment :
                    new long[] {0, -1, 1, 951_782_400_000_000L, 1_234_567_890_123_456L, -62_135_596_800_000_000L}) {
                long period = frequency.period(moment);
                assertThat(frequency.start(period)).as(frequency.code()).isLessThanOrEqualTo(moment);
                assertThat(frequency.start(period + 1)).as(frequency.code()).isGreaterThan(moment);
                assertThat(frequency.period(frequency.start(period))).isEqualTo(period);
            }
        }
    }

    @Test
    @DisplayName("A series that ended before the others is forecast for the same time as they")
    void seriesOfDifferentEnds() {
        Rows rows = new Rows()
                .series("late", 0, 140, day -> 10 + day % 7)
                .series("early", 0, 120, day -> 20 + 3 * (day % 7))
                .series("long ago", -3_000, -2_900, day -> 5);
        ForecastResult result = forecast(rows.frame(), 7, "D");
        assertThat(result.times()).startsWith("2020-05-20");
        double[] early = OpenSeries.forecast(result, "p50", result.series().indexOf("early"));
        for (int step = 0; step < 7; step++) {
            assertThat(early[step]).isCloseTo(20 + 3 * ((140 + step) % 7), within(2.0));
        }
        assertThat(OpenSeries.forecast(result, "p50", result.series().indexOf("long ago")))
                .containsOnly(new double[] {5}, within(1e-6));
    }

    @Test
    @DisplayName("A related column that is given for the future is used there")
    void relatedColumnsGivenAhead() {
        SplittableRandom random = new SplittableRandom(4);
        int days = 400;
        int horizon = 20;
        String[] ids = new String[days];
        double[] times = new double[days];
        double[] target = new double[days];
        double[] promotion = new double[days];
        for (int day = 0; day < days; day++) {
            ids[day] = "shop";
            times[day] = FIRST_DAY + day;
            promotion[day] = random.nextInt(4) == 0 ? 1 : 0;
            target[day] = day < days - horizon ? 100 + 80 * promotion[day] + random.nextDouble() : Double.NaN;
        }
        Frame frame = Frame.of(
                List.of(
                        new Field("id", ColumnType.VARCHAR),
                        new Field("target", ColumnType.DOUBLE),
                        new Field("promotion", ColumnType.INTEGER),
                        new Field("day", ColumnType.DATE)),
                new ColumnBatch(
                        days,
                        List.of(
                                new ColumnVector.Texts(ids),
                                new ColumnVector.Numbers(target),
                                new ColumnVector.Numbers(promotion),
                                new ColumnVector.Numbers(times))));
        ForecastResult result = forecast(frame, horizon, "D");
        assertThat(result.findings()).anyMatch(finding -> finding.contains("\"promotion\" is known"));
        double[] median = OpenSeries.forecast(result, "p50", 0);
        for (int step = 0; step < horizon; step++) {
            assertThat(median[step]).isCloseTo(100.5 + 80 * promotion[days - horizon + step], within(15.0));
        }
    }

    @Test
    @DisplayName("MAX_CELLS leaves out the oldest rows, never some in between")
    void maxCellsKeepsTheNewest() {
        Rows rows = new Rows().series("a", 0, 300, day -> day < 200 ? -1e6 : 5);
        ForecastResult result = forecast(rows.frame(), 5, "D", 300, Deadline.after(600));
        assertThat(result.trainedRows()).isEqualTo(100);
        assertThat(OpenSeries.forecast(result, "p50", 0)).containsOnly(new double[] {5}, within(1e-9));
    }

    @Test
    @DisplayName("When the time is over the simple methods still forecast, and the cut is told")
    void deadline() {
        SplittableRandom random = new SplittableRandom(2);
        Rows rows = new Rows().series("a", 0, 300, day -> random.nextDouble());
        ForecastResult result = forecast(rows.frame(), 5, "D", Long.MAX_VALUE, Deadline.after(-1));
        assertThat(result.cutOff()).isTrue();
        assertThat(result.values()[0]).hasSize(5);
    }

    @Test
    void tooShortForTheHorizon() {
        Frame frame = new Rows().series("a", 0, 20, day -> day).frame();
        assertThat(forecast(frame, 19, "D").times()).hasSize(19);
        assertThatThrownBy(() -> forecast(frame, 20, "D"))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("20 periods")
                .hasMessageContaining("HORIZON 20");
    }
}
