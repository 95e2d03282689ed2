package io.auspex.server.storage;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.auspex.language.type.SqlType;
import java.io.IOException;
import java.io.Reader;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * JSON documents one after the other. With {@code auto} members go to the columns of their names; with paths each column gets
 * what its path leads to; with {@code noshred} the whole document goes into the only column. What is missing is NULL.
 */
final class JsonRecords implements RecordReader {
    /** Keeps numbers as they are written. */
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final JsonParser parser;
    private final List<CopyColumn> columns;
    private final Shape shape;
    private final Map<String, Integer> byName = new HashMap<>();

    /** How documents become rows. */
    sealed interface Shape {
        record Auto(boolean ignoreCase) implements Shape {}

        record Paths(List<JsonPath> paths) implements Shape {}

        record Whole() implements Shape {}
    }

    JsonRecords(Reader in, Shape shape, List<CopyColumn> columns) throws IOException {
        this.parser = MAPPER.getFactory().createParser(in);
        this.shape = shape;
        this.columns = columns;
        for (int i = 0; i < columns.size(); i++) {
            byName.put(key(columns.get(i).name()), i);
        }
    }

    private String key(String name) {
        return shape instanceof Shape.Auto auto && auto.ignoreCase() ? name.toLowerCase(Locale.ROOT) : name;
    }

    @Override
    public TextRecord next() throws IOException {
        try {
            JsonToken token = parser.nextToken();
            if (token == null) {
                return null;
            }
            long line = parser.currentTokenLocation().getLineNr();
            if (shape instanceof Shape.Auto) {
                if (token != JsonToken.START_OBJECT) {
                    throw new BrokenRecordException(
                            line, "with JSON 'auto' a record is an object in braces, one behind the other", null);
                }
                return new TextRecord(line, members());
            }
            JsonNode document = MAPPER.readTree(parser);
            if (shape instanceof Shape.Paths paths) {
                String[] fields = new String[columns.size()];
                for (int i = 0; i < fields.length; i++) {
                    fields[i] = text(paths.paths().get(i).in(document), columns.get(i));
                }
                return new TextRecord(line, fields);
            }
            return new TextRecord(line, new String[] {document.toString()});
        } catch (JsonProcessingException e) {
            long line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new BrokenRecordException(line, "invalid JSON: " + e.getOriginalMessage(), e);
        }
    }

    private String[] members() throws IOException {
        String[] fields = new String[columns.size()];
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            Integer column = byName.get(key(parser.currentName()));
            JsonToken value = parser.nextToken();
            if (column == null) {
                parser.skipChildren();
            } else if (value.isScalarValue() && columns.get(column).type().kind() != SqlType.Kind.SUPER) {
                fields[column] = value == JsonToken.VALUE_NULL ? null : parser.getText();
            } else {
                fields[column] = text(MAPPER.readTree(parser), columns.get(column));
            }
        }
        return fields;
    }

    /** A string as it reads, a number as it is written, what has parts as JSON; SUPER always takes JSON. */
    private static String text(JsonNode node, CopyColumn column) {
        if (node == null || node.isMissingNode() || node.isNull()) {
            return null;
        }
        return node.isTextual() && column.type().kind() != SqlType.Kind.SUPER ? node.textValue() : node.toString();
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}
