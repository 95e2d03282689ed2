package io.auspex.learn.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.auspex.learn.OpenData;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is found in real data is what MANIFEST.md says of them, and nobody is alarmed without need. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenDataFindingsTest {
    /** By set: a report of many rows takes a second. */
    private final Map<String, List<String>> known = new HashMap<>();

    private List<String> findings(String name, String target) {
        return known.computeIfAbsent(name + " " + target, any -> inspected(name, target));
    }

    private static List<String> inspected(String name, String target) {
        return Rows.report(OpenData.load(name), target).findings().stream()
                .map(finding -> finding.severity() + " " + finding.kind().key()
                        + finding.column().map(column -> " " + column).orElse(""))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "churn_telecom, churn",
        "bank_additional, y",
        "adult, income",
        "titanic, survived",
        "credit_g, class",
        "kc1, class",
        "spambase, type",
        "phoneme, class",
        "mammography, class",
        "flights_delay_10k, dep_delayed_15min",
        "covtype_15k, cover_type",
        "vehicle, class",
        "segment, class",
        "car, class",
        "letter, lettr",
        "abalone, rings",
        "bike_sharing_hour, cnt",
        "california_housing, median_house_value",
        "diamonds, price",
        "ames_housing, sale_price",
        "auto_imports, price",
        "wine_quality, quality"
    })
    void noSetIsSpoilt(String name, String target) {
        assertThat(findings(name, target)).noneMatch(finding -> finding.startsWith("CRITICAL"));
    }

    @ParameterizedTest
    @CsvSource({
        "adult, income", "titanic, survived", "credit_g, class", "phoneme, class",
                "flights_delay_10k, dep_delayed_15min",
        "vehicle, class", "segment, class", "letter, lettr", "abalone, rings", "churn_telecom, churn",
        "covtype_15k, cover_type"
    })
    void ordinarySetsGiveNoWarning(String name, String target) {
        assertThat(findings(name, target)).noneMatch(finding -> finding.startsWith("WARNING"));
    }

    @Test
    void seesWhatTheManifestSays() {
        assertThat(findings("churn_telecom", "churn"))
                .contains(
                        "INFO duplicate_column day_charge",
                        "INFO duplicate_column intl_charge",
                        "INFO identifier phone");
        assertThat(findings("bank_additional", "y"))
                .contains("WARNING target_drift y", "INFO strongest_column duration", "INFO row_order nr_employed");
        assertThat(findings("kc1", "class")).contains("WARNING duplicate_rows", "WARNING contradicting_rows");
        assertThat(findings("spambase", "type")).contains("INFO row_order type");
        assertThat(findings("mammography", "class")).contains("INFO imbalance class");
        assertThat(findings("covtype_15k", "cover_type"))
                .contains("INFO rare_class cover_type", "INFO constant soil_type15");
        assertThat(findings("car", "class")).contains("INFO row_order buying");
        assertThat(findings("bike_sharing_hour", "cnt")).contains("WARNING row_order dteday");
        assertThat(findings("california_housing", "median_house_value"))
                .contains("INFO target_capped median_house_value");
        assertThat(findings("titanic", "survived")).contains("INFO missing_tells_target cabin");
        assertThat(findings("wine_quality", "quality")).contains("INFO row_order color");
        assertThat(findings("diamonds", "price")).contains("INFO row_order price");
    }

    /** The weight of a diamond is its size. */
    @Test
    void seesALeakInRealData() {
        assertThat(Rows.report(OpenData.load("diamonds"), "carat").findings().stream()
                        .filter(finding -> finding.kind() == FindingKind.TARGET_LEAK))
                .extracting(finding -> finding.column().orElseThrow())
                .contains("x", "y", "z");
    }
}
