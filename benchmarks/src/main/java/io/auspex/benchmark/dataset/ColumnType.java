package io.auspex.benchmark.dataset;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a person who looks at a column would declare it as. All systems are given the same types, so that none wins by
 * guessing better; what a text is - a category, a code, free text - each finds out for itself.
 */
public enum ColumnType {
    BOOLEAN("(?i)true|false"),
    /** Without leading zeros: with them it is a code. */
    INTEGER("[-+]?(0|[1-9]\\d{0,17})"),
    DOUBLE("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d{1,3})?"),
    DATE("\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])"),
    TIMESTAMP("\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])[ T]([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d(\\.\\d{1,6})?)?"),
    TEXT("(?s).*");

    private static final Pattern LEADING_ZERO = Pattern.compile("[-+]?0\\d.*");

    private final Pattern values;

    ColumnType(String values) {
        this.values = Pattern.compile(values);
    }

    /** The first type that all values have; an empty value is a missing one, and a column without any is text. */
    public static ColumnType of(List<String> values) {
        List<String> present = values.stream().filter(value -> !value.isEmpty()).toList();
        return Arrays.stream(ColumnType.values())
                .filter(type -> !present.isEmpty() && present.stream().allMatch(type::takes))
                .findFirst()
                .orElse(TEXT);
    }

    private boolean takes(String value) {
        boolean code = this == DOUBLE && LEADING_ZERO.matcher(value).matches();
        return !code && values.matcher(value).matches();
    }
}
