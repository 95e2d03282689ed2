package io.auspex.warehouse;

import io.auspex.language.type.SqlType;

/** A column of a result. */
public record ResultColumn(String name, SqlType type) {}
