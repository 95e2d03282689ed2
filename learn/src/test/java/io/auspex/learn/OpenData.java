package io.auspex.learn;

import io.auspex.learn.frame.Frame;
import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.ColumnVector;
import io.auspex.model.data.Field;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The real data sets in the folder data/ of the project, as frames. data/MANIFEST.md says where they come from. */
public final class OpenData {
    private OpenData() {}

    /** All rows of a set. Whole numbers become BIGINT, other numbers DOUBLE, ISO days DATE, True/False BOOLEAN, the rest VARCHAR. */
    public static Frame load(String name) {
        List<List<String>> lines = parse(name);
        List<String> header = lines.remove(0);
        List<Field> fields = new ArrayList<>();
        List<ColumnVector> columns = new ArrayList<>();
        for (int column = 0; column < header.size(); column++) {
            String[] texts = new String[lines.size()];
            for (int row = 0; row < texts.length; row++) {
                String text = lines.get(row).get(column);
                texts[row] = text.isEmpty() ? null : text;
            }
            ColumnType type = type(texts);
            fields.add(new Field(header.get(column), type));
            columns.add(type.isText() ? new ColumnVector.Texts(texts) : new ColumnVector.Numbers(numbers(texts, type)));
        }
        return Frame.of(fields, new ColumnBatch(lines.size(), columns));
    }

    /** The rows that MANIFEST.md's split gives to training. */
    public static Frame train(Frame all) {
        return Frame.of(all.fields(), all.select(rows(all, false)).batch());
    }

    /** The rows that MANIFEST.md's split holds out. */
    public static Frame test(Frame all) {
        return Frame.of(all.fields(), all.select(rows(all, true)).batch());
    }

    /** Only the named columns. */
    public static Frame only(Frame frame, String... names) {
        List<String> kept = List.of(names);
        Frame result = frame;
        for (int column = frame.fields().size() - 1; column >= 0; column--) {
            if (!kept.contains(frame.fields().get(column).name())) {
                result = result.without(column);
            }
        }
        return result;
    }

    private static int[] rows(Frame all, boolean test) {
        return IntStream.range(0, all.rows())
                .filter(row -> ((row * 2_654_435_761L) % 4_294_967_296L < 1_073_741_824L) == test)
                .toArray();
    }

    private static ColumnType type(String[] texts) {
        boolean whole = true;
        boolean number = true;
        boolean day = true;
        boolean truth = true;
        for (String text : texts) {
            if (text != null) {
                whole &= text.matches("[+-]?\\d{1,18}");
                number &= text.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
                day &= text.matches("\\d{4}-\\d{2}-\\d{2}");
                truth &= text.equals("True") || text.equals("False");
            }
        }
        if (truth) {
            return ColumnType.BOOLEAN;
        }
        return whole ? ColumnType.BIGINT : number ? ColumnType.DOUBLE : day ? ColumnType.DATE : ColumnType.VARCHAR;
    }

    private static double[] numbers(String[] texts, ColumnType type) {
        double[] numbers = new double[texts.length];
        for (int row = 0; row < texts.length; row++) {
            String text = texts[row];
            if (text == null) {
                numbers[row] = Double.NaN;
            } else if (type == ColumnType.DATE) {
                numbers[row] = LocalDate.parse(text).toEpochDay();
            } else if (type == ColumnType.BOOLEAN) {
                numbers[row] = text.equals("True") ? 1 : 0;
            } else {
                numbers[row] = Double.parseDouble(text);
            }
        }
        return numbers;
    }

    private static List<List<String>> parse(String name) {
        try {
            String text = Files.readString(Path.of("..", "data", name + ".csv"), StandardCharsets.UTF_8);
            List<List<String>> lines = new ArrayList<>();
            List<String> line = new ArrayList<>();
            StringBuilder value = new StringBuilder();
            boolean quoted = false;
            for (int index = 0; index < text.length(); index++) {
                char c = text.charAt(index);
                if (quoted) {
                    if (c != '"') {
                        value.append(c);
                    } else if (index + 1 < text.length() && text.charAt(index + 1) == '"') {
                        value.append(c);
                        index++;
                    } else {
                        quoted = false;
                    }
                } else if (c == '"') {
                    quoted = true;
                } else if (c == ',' || c == '\n') {
                    line.add(value.toString());
                    value.setLength(0);
                    if (c == '\n') {
                        lines.add(line);
                        line = new ArrayList<>();
                    }
                } else {
                    value.append(c);
                }
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
