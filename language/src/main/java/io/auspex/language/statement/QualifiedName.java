package io.auspex.language.statement;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** A name as the user wrote it, folded to lower case unless quoted: {@code [schema.]name}. */
public record QualifiedName(Optional<String> schema, String name) {
    public QualifiedName {
        requireNonNull(schema, "schema is null");
        requireNonNull(name, "name is null");
    }

    public static QualifiedName of(String name) {
        return new QualifiedName(Optional.empty(), name);
    }

    public static QualifiedName of(String schema, String name) {
        return new QualifiedName(Optional.of(schema), name);
    }

    /** Fills in the schema where the user gave none. */
    public QualifiedName in(String defaultSchema) {
        return schema.isPresent() ? this : of(defaultSchema, name);
    }

    @Override
    public String toString() {
        return schema.map(s -> s + "." + name).orElse(name);
    }
}
