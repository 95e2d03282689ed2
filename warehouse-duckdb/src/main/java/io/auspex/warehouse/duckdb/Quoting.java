package io.auspex.warehouse.duckdb;

import io.auspex.language.statement.QualifiedName;

/** Names and texts as they may be written into engine SQL. */
final class Quoting {
    private Quoting() {}

    static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String name(QualifiedName name) {
        return name.schema().map(schema -> identifier(schema) + ".").orElse("") + identifier(name.name());
    }

    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
