package io.auspex.model.data;

import static java.util.Objects.requireNonNull;

/** A named, typed column. */
public record Field(String name, ColumnType type) {
    public Field {
        requireNonNull(name, "name is null");
        requireNonNull(type, "type is null");
    }
}
