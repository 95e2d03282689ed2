package io.auspex.benchmark.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnTypeTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            BOOLEAN   | True;false;;TRUE
            INTEGER   | 1;-20;+3;0;
            INTEGER   | 123456789012345678
            DOUBLE    | 1;2.5;-.5;3.;1e-7
            DOUBLE    | 1234567890123456789012
            DATE      | 2024-02-29;;1999-12-31
            TIMESTAMP | 2024-01-01 00:00;2024-01-01T23:59:59.123456
            TEXT      | 2024-01-01;2024-01-01 10:00
            TEXT      | 2024-13-01
            TEXT      | 007;12
            TEXT      | 01.5
            TEXT      | 1;2;n/a
            TEXT      | 0x10;NaN;Infinity
            TEXT      | true;1
            TEXT      | ;;
            """)
    void isTheFirstThatAllValuesHave(ColumnType expected, String values) {
        assertThat(ColumnType.of(List.of(values.split(";", -1)))).isEqualTo(expected);
    }
}
