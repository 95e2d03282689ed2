package io.auspex.warehouse.duckdb;

import io.auspex.language.type.SqlType;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Values in the Java class that the engine takes for exactly the parameter's type. Any other class works too, as parameters
 * are cast in the text, but makes the engine plan the statement again.
 */
final class ParameterBinding {
    private static final int MOST_DIGITS = 38;

    private ParameterBinding() {}

    static Object value(Object value, SqlType type) {
        if (value instanceof Long number) {
            return ofLong(number, type);
        }
        if (value instanceof Double number && type.kind() == SqlType.Kind.REAL) {
            return number.floatValue();
        }
        if (value instanceof BigDecimal number) {
            BigDecimal plain = number.scale() < 0 ? number.setScale(0) : number;
            return plain.precision() > MOST_DIGITS || plain.scale() > MOST_DIGITS ? plain.toPlainString() : plain;
        }
        return value instanceof List<?> elements ? list(elements) : value;
    }

    /** As the engine writes a list in text, every element quoted: a word in it could be read as NULL or as a list otherwise. */
    private static String list(List<?> elements) {
        return elements.stream()
                .map(element -> element == null ? "NULL" : quoted(text(element)))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String text(Object element) {
        if (element instanceof byte[] bytes) {
            return HexFormat.of().withPrefix("\\x").formatHex(bytes);
        }
        return element instanceof BigDecimal number ? number.toPlainString() : element.toString();
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static Object ofLong(Long value, SqlType type) {
        return switch (type.kind()) {
            case SMALLINT -> value == value.shortValue() ? (Object) value.shortValue() : value;
            case INTEGER -> value == value.intValue() ? (Object) value.intValue() : value;
            case DOUBLE -> value.doubleValue();
            case REAL -> value.floatValue();
            default -> value;
        };
    }
}
