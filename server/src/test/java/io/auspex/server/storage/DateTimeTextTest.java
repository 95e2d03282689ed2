package io.auspex.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DateTimeTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "YYYY-MM-DD; 2026-2-3; 2026-02-03",
                "DD/MM/YY; 03/02/26; 2026-02-03",
                "DD MON YYYY; 3 feb 2026; 2026-02-03",
                "YYYYMMDD HH24:MI:SS; 20260203 04:05:06; 2026-02-03 04:05:06",
                "MM.DD.YYYY HH:MI:SS; 02.03.2026 14:05:06.25; 2026-02-03 14:05:06.250",
                "MM/DD/YYYY HH12:MI AM; 02/03/2026 02:05 pm; 2026-02-03 14:05",
                "auto; January 8, 1999; 1999-01-08",
                "auto; 1999-01-08; 1999-01-08",
                "auto; 1/8/1999 10:00; 1999-01-08 10:00",
                "epochmillisecs; 1700000000500; 2023-11-14T22:13:20.500"
            })
    void readsFormats(String format, String text, String iso) {
        assertThat(DateTimeText.of(format).iso(text)).contains(iso);
    }

    @ParameterizedTest
    @CsvSource({"YYYY-MM-DD,2026-02-30", "YYYY-MM-DD,x", "epochsecs,abc", "HH24:MI,10:00"})
    void refusesWhatDoesNotFit(String format, String text) {
        assertThat(DateTimeText.of(format).iso(text)).isEmpty();
    }

    @Test
    void refusesUnknownElements() {
        assertThatThrownBy(() -> DateTimeText.of("YYYY-QQ")).isInstanceOf(IllegalArgumentException.class);
    }
}
