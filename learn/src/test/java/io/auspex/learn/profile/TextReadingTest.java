package io.auspex.learn.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.auspex.learn.frame.Frame;
import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.ColumnVector;
import io.auspex.model.data.Field;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextReadingTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "12|12",
                "-1.5|-1.5",
                "+3e2|300",
                "0|0",
                "0.25|0.25",
                ".5|0.5",
                "1,234|1234",
                "1,234,567.89|1234567.89",
                "1.234,50|1234.5",
                "12,5|12.5",
                "1 234 567|1234567",
                "$ 7|7",
                "-$7.10|-7.1",
                "$-7|-7",
                "7 EUR|7",
                "€1.000,00|1000",
                "12 %|12",
                "(300)|-300"
            })
    void readsNumbers(String text, double number) {
        assertThat(TextNumbers.parse(text)).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "abc",
                "007",
                "02134",
                "1-2",
                "1,23,4",
                "382-4657",
                "1.2.3",
                "192.168.100.200",
                "(3",
                "5more",
                "NaN",
                "$",
                "%",
                "1e",
                "12:30",
                "2020-01-01"
            })
    void readsNothingIntoOtherText(String text) {
        assertThat(TextNumbers.parse(text)).isNaN();
    }

    @Test
    void knowsWhatACastCannotRead() {
        assertThat(TextNumbers.isDecorated("12.5")).isFalse();
        assertThat(TextNumbers.isDecorated("-3e5")).isFalse();
        assertThat(TextNumbers.isDecorated("1,000")).isTrue();
        assertThat(TextNumbers.isDecorated("5 %")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2020-02-29|YYYY-MM-DD",
                "2020-02-29 13:45:10|YYYY-MM-DD HH24:MI:SS",
                "2020-02-29T13:45:10.123Z|YYYY-MM-DD HH24:MI:SS",
                "2020-02-29 13:45:10+02|YYYY-MM-DD HH24:MI:SS",
                "2020/2/9|YYYY/MM/DD",
                "20200229|YYYYMMDD",
                "12/31/1999|MM/DD/YYYY",
                "31/12/1999|DD/MM/YYYY",
                "31.12.1999|DD.MM.YYYY",
                "5-Mar-2001|DD-Mon-YYYY",
                "Mar 5, 2001|Mon DD, YYYY",
                "March 15, 2001|Month DD, YYYY",
                "23:59|HH24:MI:SS"
            })
    void readsDates(String text, String form) {
        assertThat(TextMoments.best(List.of(text))).isEqualTo(new TextMoments.Form(form, 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2019-02-29", "31/31/1999", "99999999", "24:00", "20201", "may", "c-7", "3 May"})
    void readsNothingIntoWhatIsNoDate(String text) {
        assertThat(TextMoments.best(List.of(text)).share()).isZero();
    }

    /** 1/2/2020 may be either; one 13/2/2020 decides. */
    @Test
    void decidesTheOrderOfDayAndMonthByAllValues() {
        assertThat(TextMoments.best(List.of("1/2/2020", "13/2/2020")).pattern()).isEqualTo("DD/MM/YYYY");
        assertThat(TextMoments.best(List.of("1/2/2020", "2/13/2020")).pattern()).isEqualTo("MM/DD/YYYY");
    }

    @Test
    void summarisesNumbersAndText() {
        double[] numbers = {3, 1, Double.NaN, 2, Double.POSITIVE_INFINITY, 4, 5};
        String[] texts = {"b", "a", null, "a", "c", "b", "a"};
        Frame frame = Frame.of(
                List.of(new Field("n", ColumnType.DECIMAL), new Field("t", ColumnType.CHAR)),
                new ColumnBatch(7, List.of(new ColumnVector.Numbers(numbers), new ColumnVector.Texts(texts))));
        DataProfile profile = Profiler.profile(frame);
        NumberSummary shape = profile.columns().get(0).numbers().orElseThrow();
        assertThat(shape.minimum()).isEqualTo(1);
        assertThat(shape.maximum()).isEqualTo(5);
        assertThat(shape.mean()).isEqualTo(3);
        assertThat(shape.median()).isEqualTo(3);
        assertThat(shape.deviation()).isCloseTo(Math.sqrt(2), within(1e-12));
        assertThat(shape.skew()).isCloseTo(0, within(1e-12));
        assertThat(shape.infinite()).isEqualTo(1);
        TextSummary summary = profile.columns().get(1).texts().orElseThrow();
        assertThat(summary.frequent()).containsExactly("a", "b", "c");
        assertThat(summary.counts()).containsExactly(3, 2, 1);
        assertThat(summary.length()).isEqualTo(1);
    }

    @Test
    void skewsToTheLongSide() {
        double[] values = new double[1_000];
        for (int row = 0; row < values.length; row++) {
            values[row] = Math.pow(1.01, row);
        }
        assertThat(NumberSummary.of(values, values.length).skew()).isGreaterThan(1);
        String large = String.format(Locale.ROOT, "%.0f", Double.MAX_VALUE);
        assertThat(TextNumbers.parse(large)).isNaN();
    }
}
