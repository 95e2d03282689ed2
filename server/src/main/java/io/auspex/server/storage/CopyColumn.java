package io.auspex.server.storage;

import io.auspex.language.type.SqlType;

/** A column that COPY loads. */
public record CopyColumn(String name, SqlType type, boolean nullable) {
    boolean isWholeNumber() {
        return type.kind() == SqlType.Kind.SMALLINT
                || type.kind() == SqlType.Kind.INTEGER
                || type.kind() == SqlType.Kind.BIGINT;
    }

    boolean isDate() {
        return type.kind() == SqlType.Kind.DATE;
    }

    boolean isTimestamp() {
        return type.kind() == SqlType.Kind.TIMESTAMP || type.kind() == SqlType.Kind.TIMESTAMPTZ;
    }
}
