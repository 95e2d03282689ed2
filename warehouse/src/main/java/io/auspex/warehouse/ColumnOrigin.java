package io.auspex.warehouse;

import io.auspex.language.statement.QualifiedName;

/**
 * The column of a table that a column of a result is, unchanged.
 *
 * @param table with its schema
 * @param temporary whether the table belongs to the session
 */
public record ColumnOrigin(QualifiedName table, boolean temporary, String column) {}
