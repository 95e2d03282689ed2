package io.auspex.language.statement;

import static java.util.Objects.requireNonNull;

import io.auspex.language.token.SqlText;
import java.util.Optional;

/** A name as the user wrote it, folded to lower case unless quoted: {@code [schema.]name}. */
public record QualifiedName(Optional<String> schema, String name) {
    /** The one database of a server, which may stand before a schema. */
    public static final String DATABASE = "dev";

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

    /** As SQL text that means this name whatever characters are in it: each part in double quotes. */
    public String quoted() {
        return schema.map(s -> SqlText.quoteIdentifier(s) + ".").orElse("") + SqlText.quoteIdentifier(name);
    }

    /** As a person reads it, without quotes: for messages, never for SQL. */
    @Override
    public String toString() {
        return schema.map(s -> s + "." + name).orElse(name);
    }
}
