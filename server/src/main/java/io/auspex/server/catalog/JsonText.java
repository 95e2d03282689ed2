package io.auspex.server.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Lists and maps as they stand in a text column of the catalog. */
public final class JsonText {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private JsonText() {}

    public static String ofMap(Map<String, String> map) {
        return write(new TreeMap<>(map));
    }

    public static Map<String, String> map(String json) {
        return read(json, new TypeReference<>() {});
    }

    /** Keeps the order. */
    static String ofNumbers(Map<String, Double> numbers) {
        return write(numbers);
    }

    static Map<String, Double> numbers(String json) {
        return read(json, new TypeReference<LinkedHashMap<String, Double>>() {});
    }

    static String ofTexts(List<String> texts) {
        return write(texts);
    }

    static List<String> texts(String json) {
        return read(json, new TypeReference<>() {});
    }

    static String ofFields(List<Field> fields) {
        List<List<String>> pairs = new ArrayList<>();
        for (Field field : fields) {
            pairs.add(List.of(field.name(), field.type().name()));
        }
        return write(pairs);
    }

    static List<Field> fields(String json) {
        List<List<String>> pairs = read(json, new TypeReference<>() {});
        List<Field> fields = new ArrayList<>();
        for (List<String> pair : pairs) {
            fields.add(new Field(pair.get(0), ColumnType.valueOf(pair.get(1))));
        }
        return fields;
    }

    private static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Lists and maps of text always have a JSON form", e);
        }
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new SqlException(SqlState.DATA_CORRUPTED, "The catalog of models holds damaged JSON").causedBy(e);
        }
    }
}
