package io.auspex.server.storage;

import io.auspex.language.type.SqlType;
import java.util.Optional;

/** The engine's names of types for casts from text; what stays text has none. */
public final class EngineCast {
    private EngineCast() {}

    public static Optional<String> of(SqlType type) {
        return switch (type.kind()) {
            case BOOLEAN -> Optional.of("BOOLEAN");
            case SMALLINT -> Optional.of("SMALLINT");
            case INTEGER -> Optional.of("INTEGER");
            case BIGINT -> Optional.of("BIGINT");
            case REAL -> Optional.of("REAL");
            case DOUBLE -> Optional.of("DOUBLE");
            case DECIMAL ->
                Optional.of(
                        type.precision() > 0
                                ? "DECIMAL(" + type.precision() + ", " + Math.max(0, type.scale()) + ")"
                                : "DECIMAL(18, 0)");
            case DATE -> Optional.of("DATE");
            case TIME -> Optional.of("TIME");
            case TIMETZ -> Optional.of("TIME WITH TIME ZONE");
            case TIMESTAMP -> Optional.of("TIMESTAMP");
            case TIMESTAMPTZ -> Optional.of("TIMESTAMP WITH TIME ZONE");
            case SUPER -> Optional.of("JSON");
            case CHAR, VARCHAR, INTERVAL, VARBYTE, UUID, ARRAY, UNKNOWN -> Optional.empty();
        };
    }
}
