package io.auspex.learn.frame;

import io.auspex.model.data.ColumnType;
import io.auspex.model.data.Field;
import io.auspex.model.transform.CanonicalText;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.stream.Collectors;

/**
 * A frame as CSV (RFC 4180) in UTF-8: a line of column names, one line a row, NULL as nothing, empty text as {@code ""}. COPY reads
 * it back with {@code FORMAT CSV IGNOREHEADER 1}.
 */
public final class FrameCsv {
    private static final long NANOS_PER_MICRO = 1_000;

    private FrameCsv() {}

    /** @throws IOException if the file cannot be written */
    public static void write(Frame frame, Path file) throws IOException {
        Files.createDirectories(file.getParent());
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
            out.write(frame.fields().stream().map(field -> quoted(field.name())).collect(Collectors.joining(",")));
            out.write('\n');
            for (int row = 0; row < frame.rows(); row++) {
                writeRow(frame, row, out);
            }
        }
    }

    private static void writeRow(Frame frame, int row, Writer out) throws IOException {
        for (int column = 0; column < frame.fields().size(); column++) {
            if (column > 0) {
                out.write(',');
            }
            Field field = frame.fields().get(column);
            String text =
                    field.type().isText() ? frame.texts(column)[row] : text(frame.numbers(column)[row], field.type());
            if (text != null) {
                out.write(field.type().isText() ? quoted(text) : text);
            }
        }
        out.write('\n');
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }

    /** Null for NULL. */
    private static String text(double value, ColumnType type) {
        if (Double.isNaN(value) || !type.isTemporal()) {
            return CanonicalText.of(value, type);
        }
        long whole = (long) value;
        return switch (type) {
            case DATE -> LocalDate.ofEpochDay(whole).toString();
            case TIME -> LocalTime.ofNanoOfDay(whole * NANOS_PER_MICRO).toString();
            case TIMETZ -> LocalTime.ofNanoOfDay(whole * NANOS_PER_MICRO) + "+00";
            case TIMESTAMP -> moment(whole).toString().replace('T', ' ');
            default -> moment(whole).toString().replace('T', ' ') + "+00";
        };
    }

    private static LocalDateTime moment(long micros) {
        Instant instant = Instant.ofEpochSecond(
                Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * NANOS_PER_MICRO);
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
