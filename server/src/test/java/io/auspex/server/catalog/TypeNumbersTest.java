package io.auspex.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TypeNumbersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BOOLEAN | boolean",
                "UTINYINT | smallint",
                "USMALLINT | integer",
                "BIGINT | bigint",
                "UBIGINT | numeric(20,0)",
                "HUGEINT | numeric(38,0)",
                "DECIMAL(18,4) | numeric(18,4)",
                "FLOAT | real",
                "DOUBLE | double precision",
                "VARCHAR | character varying",
                "UUID | character varying(36)",
                "BLOB | bytea",
                "TIME WITH TIME ZONE | time with time zone",
                "TIMESTAMP_NS | timestamp without time zone",
                "TIMESTAMP WITH TIME ZONE | timestamp with time zone",
                "JSON | super",
                "STRUCT(a INTEGER, b VARCHAR[]) | super",
                "INTEGER[] | integer[]",
                "DECIMAL(5,1)[3] | numeric[]",
                "VARCHAR[] | text[]",
                "INTEGER[][] | super",
                "JSON[] | super"
            })
    void typesOfTheEngineAreShownAsPostgresqlNamesThem(String engine, String shown) {
        assertThat(TypeNumbers.name(TypeNumbers.number(engine), TypeNumbers.modifier(engine)))
                .isEqualTo(shown);
    }
}
