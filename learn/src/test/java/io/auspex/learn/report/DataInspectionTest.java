package io.auspex.learn.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.auspex.learn.profile.Profiler;
import io.auspex.model.data.ColumnType;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Each finding on rows that have it, and none on rows that have not. */
class DataInspectionTest {
    private static final int ROWS = 2_000;

    /** The same numbers in every run, in the order of the rows. */
    private static IntToDoubleFunction random(long seed) {
        double[] values = new double[ROWS];
        SplittableRandom random = new SplittableRandom(seed);
        for (int row = 0; row < ROWS; row++) {
            values[row] = random.nextDouble();
        }
        return row -> values[row];
    }

    private static Rows coin() {
        IntToDoubleFunction chance = random(1);
        return Rows.noise(ROWS).column("y", ColumnType.INTEGER, row -> chance.applyAsDouble(row) < 0.5 ? 0 : 1);
    }

    private static Rows amount() {
        IntToDoubleFunction chance = random(1);
        return Rows.noise(ROWS).number("y", row -> 100 * chance.applyAsDouble(row));
    }

    @Test
    void findsNothingInNoise() {
        assertThat(coin().report().findings()).isEmpty();
        assertThat(amount().report().findings()).isEmpty();
    }

    @Test
    void findsWhatTellsTheClass() {
        IntToDoubleFunction chance = random(1);
        Rows rows = coin().text("outcome", row -> chance.applyAsDouble(row) < 0.5 ? "kept" : "left")
                .number("limit", row -> chance.applyAsDouble(row) * 3);
        assertThat(rows.find(FindingKind.TARGET_LEAK))
                .extracting(Finding::severity, finding -> finding.column().orElseThrow())
                .containsExactly(tuple(Severity.CRITICAL, "outcome"), tuple(Severity.CRITICAL, "limit"));
        assertThat(coin().find(FindingKind.TARGET_LEAK)).isEmpty();
    }

    @Test
    void findsACopyOfANumberInOtherUnitsAsTextAndAsACurve() {
        IntToDoubleFunction chance = random(1);
        Rows rows = amount().number("cents", row -> 10_000 * chance.applyAsDouble(row))
                .text("price", row -> String.format(Locale.ROOT, "$%,.2f", 100_000 * chance.applyAsDouble(row)))
                .number("power", row -> Math.exp(30 * chance.applyAsDouble(row)));
        assertThat(rows.find(FindingKind.TARGET_LEAK))
                .allMatch(finding -> finding.severity() == Severity.CRITICAL)
                .extracting(finding -> finding.column().orElseThrow())
                .containsExactly("cents", "price", "power");
    }

    @Test
    void takesAGoodColumnForNoLeak() {
        IntToDoubleFunction chance = random(1);
        IntToDoubleFunction error = random(2);
        Rows rows = amount().number("good", row -> chance.applyAsDouble(row) + 0.5 * error.applyAsDouble(row));
        assertThat(rows.find(FindingKind.TARGET_LEAK)).isEmpty();
        assertThat(rows.find(FindingKind.STRONGEST_COLUMN))
                .singleElement()
                .satisfies(finding -> assertThat(finding.column()).contains("good"));
    }

    @Test
    void findsThatMissingMeansSomething() {
        IntToDoubleFunction chance = random(1);
        IntToDoubleFunction other = random(2);
        Rows telling =
                coin().number("reason", row -> chance.applyAsDouble(row) < 0.4 ? Double.NaN : other.applyAsDouble(row));
        Rows silent =
                coin().number("reason", row -> other.applyAsDouble(row) < 0.4 ? Double.NaN : other.applyAsDouble(row));
        assertThat(telling.find(FindingKind.MISSING_TELLS_TARGET))
                .singleElement()
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.WARNING));
        assertThat(silent.find(FindingKind.MISSING_TELLS_TARGET)).isEmpty();
    }

    @Test
    void findsTwinsAmongColumns() {
        IntToDoubleFunction chance = random(2);
        Rows rows = coin().number("metres", row -> chance.applyAsDouble(row))
                .number("feet", row -> 3.2808 * chance.applyAsDouble(row))
                .number("near", row -> chance.applyAsDouble(row) + 0.05 * (row % 2))
                .text("state", row -> "S" + (int) (chance.applyAsDouble(row) * 4))
                .column("state_code", ColumnType.INTEGER, row -> 10 + (int) (chance.applyAsDouble(row) * 4));
        assertThat(rows.find(FindingKind.DUPLICATE_COLUMN))
                .extracting(Finding::sentence)
                .containsExactly(
                        "Column \"feet\" is a multiple of \"metres\".",
                        "Column \"state_code\" says the same in other words as \"state\".");
    }

    @Test
    void findsRowsThatAreThereTwiceAndRowsThatContradict() {
        SplittableRandom random = new SplittableRandom(4);
        double[] values = random.doubles(ROWS).toArray();
        Rows copies = new Rows(ROWS)
                .number("a", row -> values[row % 1_500])
                .column("y", ColumnType.INTEGER, row -> values[row % 1_500] < 0.3 ? 1 : 0);
        Rows contradicting = new Rows(ROWS)
                .number("a", row -> values[row % 1_500])
                .column("y", ColumnType.INTEGER, row -> row < 1_500 ? 0 : 1);
        assertThat(copies.find(FindingKind.DUPLICATE_ROWS))
                .singleElement()
                .satisfies(finding -> assertThat(finding.value().orElseThrow()).isEqualTo(0.25));
        assertThat(copies.find(FindingKind.CONTRADICTING_ROWS)).isEmpty();
        assertThat(contradicting.find(FindingKind.DUPLICATE_ROWS)).isEmpty();
        assertThat(contradicting.find(FindingKind.CONTRADICTING_ROWS))
                .singleElement()
                .satisfies(finding -> assertThat(finding.value().orElseThrow()).isEqualTo(0.5));
    }

    @Test
    void findsRareClassesAndImbalance() {
        Rows classes =
                Rows.noise(ROWS).text("y", row -> row < 3 ? "few" : row < 15 ? "rare" : row % 2 == 0 ? "a" : "b");
        assertThat(classes.find(FindingKind.RARE_CLASS))
                .extracting(Finding::severity)
                .containsExactly(Severity.WARNING, Severity.INFO);
        IntToDoubleFunction chance = random(1);
        Rows rare = Rows.noise(ROWS).column("y", ColumnType.BOOLEAN, row -> chance.applyAsDouble(row) < 0.02 ? 1 : 0);
        assertThat(rare.find(FindingKind.IMBALANCE)).hasSize(1);
        assertThat(coin().find(FindingKind.RARE_CLASS)).isEmpty();
        assertThat(coin().find(FindingKind.IMBALANCE)).isEmpty();
    }

    @Test
    void findsSkewOutliersAndCutsOfTheTarget() {
        IntToDoubleFunction chance = random(1);
        Rows skewed = Rows.noise(ROWS).number("y", row -> Math.exp(-3 * Math.log(chance.applyAsDouble(row) + 1e-3)));
        Rows broken = Rows.noise(ROWS).number("y", row -> row == 77 ? -99_999 : chance.applyAsDouble(row));
        Rows capped = Rows.noise(ROWS).number("y", row -> Math.min(0.9, chance.applyAsDouble(row)));
        assertThat(skewed.find(FindingKind.TARGET_SKEW)).hasSize(1);
        assertThat(broken.find(FindingKind.TARGET_OUTLIERS))
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.sentence()).contains("1 value ").contains("-99999"));
        assertThat(capped.find(FindingKind.TARGET_CAPPED)).hasSize(1);
        for (FindingKind kind :
                new FindingKind[] {FindingKind.TARGET_SKEW, FindingKind.TARGET_OUTLIERS, FindingKind.TARGET_CAPPED}) {
            assertThat(amount().find(kind)).as(kind.key()).isEmpty();
        }
    }

    @Test
    void findsRowsWithoutATarget() {
        IntToDoubleFunction chance = random(1);
        Rows rows = Rows.noise(ROWS).number("y", row -> row % 4 == 0 ? Double.NaN : chance.applyAsDouble(row));
        assertThat(rows.find(FindingKind.TARGET_MISSING))
                .singleElement()
                .satisfies(finding -> assertThat(finding.value().orElseThrow()).isEqualTo(0.25));
    }

    @Test
    void findsTheOrderOfTimeAndWhatDriftsWithIt() {
        IntToDoubleFunction chance = random(1);
        Rows rows = Rows.noise(ROWS)
                .column("day", ColumnType.DATE, row -> 18_000 + row / 10)
                .number("price", row -> chance.applyAsDouble(row) + row / 2_000.0)
                .text("shop", row -> row < 1_000 == chance.applyAsDouble(row) < 0.8 ? "old" : "new")
                .number("y", row -> row % 7 + row / 200.0);
        assertThat(rows.find(FindingKind.ROW_ORDER)).singleElement().satisfies(finding -> {
            assertThat(finding.column()).contains("day");
            assertThat(finding.severity()).isEqualTo(Severity.WARNING);
        });
        assertThat(rows.find(FindingKind.TARGET_DRIFT)).hasSize(1);
        assertThat(rows.find(FindingKind.DRIFT))
                .extracting(finding -> finding.column().orElseThrow())
                .containsExactlyInAnyOrder("price", "shop");
    }

    @Test
    void findsRowsSortedByTheTarget() {
        Rows sorted = Rows.noise(ROWS).column("y", ColumnType.INTEGER, row -> row < 700 ? 0 : 1);
        assertThat(sorted.find(FindingKind.ROW_ORDER)).singleElement().satisfies(finding -> assertThat(finding.column())
                .contains("y"));
        assertThat(sorted.find(FindingKind.TARGET_DRIFT)).isEmpty();
        assertThat(coin().find(FindingKind.ROW_ORDER)).isEmpty();
    }

    @Test
    void findsColumnsOfNoUse() {
        IntToDoubleFunction chance = random(1);
        DataReport report = coin().column("id", ColumnType.BIGINT, row -> row + 1)
                .number("same", row -> 4)
                .number("nothing", row -> Double.NaN)
                .number("almost", row -> row == 9 ? 1 : 0)
                .number("sparse", row -> row % 3 == 0 ? chance.applyAsDouble(row) : Double.NaN)
                .number("endless", row -> row == 5 ? Double.POSITIVE_INFINITY : chance.applyAsDouble((row * 7) % ROWS))
                .text("remark", row -> "this is remark number " + row + " of many")
                .report();
        assertThat(report.findings())
                .extracting(finding -> finding.kind() + " " + finding.column().orElse(""))
                .contains(
                        "IDENTIFIER id",
                        "CONSTANT same",
                        "CONSTANT nothing",
                        "ALMOST_CONSTANT almost",
                        "MOSTLY_MISSING sparse",
                        "INFINITE_VALUES endless",
                        "FREE_TEXT remark");
    }

    @Test
    void findsTextThatIsSomethingElse() {
        IntToDoubleFunction chance = random(2);
        DataReport report = coin().text("amount", row -> (int) (1_000 * chance.applyAsDouble(row)) + " EUR")
                .text("born", row -> "0" + (1 + row % 9) + "/1" + row % 10 + "/1987")
                .text("zip", row -> String.format(Locale.ROOT, "%05d", row % 50))
                .report();
        assertThat(report.findings())
                .extracting(finding -> finding.kind() + " " + finding.column().orElse(""))
                .contains("TEXT_IS_NUMBER amount", "TEXT_IS_DATE born")
                .noneMatch(finding -> finding.endsWith(" zip"));
    }

    @Test
    void tellsManyOfAKindTogether() {
        Rows rows = coin();
        for (int column = 0; column < 30; column++) {
            int full = column;
            rows.number("flag" + column, row -> row == full ? 1 : 0);
        }
        assertThat(rows.find(FindingKind.ALMOST_CONSTANT)).hasSize(6).last().satisfies(finding -> assertThat(
                        finding.sentence())
                .isEqualTo("The same holds for 25 more columns: \"flag5\", \"flag6\", \"flag7\", \"flag8\", \"flag9\","
                        + " \"flag10\", \"flag11\", \"flag12\", \"flag13\", \"flag14\" and 15 more."));
    }

    @Test
    void findsTheSameInManyRowsFromAPartOfThem() {
        int many = 3 * RowSample.MOST_ROWS;
        double[] values = new SplittableRandom(5).doubles(many).toArray();
        Rows rows = new Rows(many).number("copy", row -> 2 * values[row]).number("y", row -> values[row]);
        assertThat(rows.find(FindingKind.TARGET_LEAK)).hasSize(1);
        assertThat(rows.report().json()).isEqualTo(rows.report().json());
    }

    @Test
    void staysCalmOverOddRows() {
        for (int count : new int[] {2, 3, 10}) {
            Rows rows = new Rows(count)
                    .number("infinite", row -> row % 2 == 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY)
                    .number("huge", row -> row % 2 == 0 ? Double.MAX_VALUE : -Double.MAX_VALUE)
                    .text("null", row -> null)
                    .text("blank", row -> row % 2 == 0 ? "" : " ")
                    .column("moment", ColumnType.TIMESTAMP, row -> row == 0 ? 1e300 : row)
                    .number("y", row -> row % 2 == 0 ? Double.MAX_VALUE : -Double.MAX_VALUE);
            assertThat(rows.report().columns()).hasSize(5);
        }
    }

    @Test
    void isReadableAsJson() throws IOException {
        DataReport report =
                coin().column("day", ColumnType.DATE, row -> 18_262 + row % 31).report();
        JsonNode json = new ObjectMapper().readTree(report.toJson());
        assertThat(json.path("rows").asInt()).isEqualTo(ROWS);
        assertThat(json.path("target").path("problem_type").asText()).isEqualTo("BinaryClassification");
        JsonNode day = json.path("columns").get(2);
        assertThat(day.path("minimum").asText()).isEqualTo("2020-01-01");
        assertThat(day.path("maximum").asText()).isEqualTo("2020-01-31");
        assertThat(day.path("role").asText()).isEqualTo("date_time");
    }

    @Test
    void needsNoTarget() {
        var frame = Rows.noise(ROWS).number("same", row -> 1).frame();
        assertThat(DataInspection.inspect(frame, Profiler.profile(frame), Optional.empty(), ROWS, 0)
                        .findings())
                .extracting(Finding::kind)
                .containsExactly(FindingKind.CONSTANT);
    }
}
