package io.auspex.model.importer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.auspex.model.artifact.ArtifactException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads a booster that was saved as JSON. */
final class BoosterJson {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(BoosterDocument.DEEPEST)
                    .build())
            .build();

    private final JsonParser parser;
    private int values;
    private long numbers;

    private BoosterJson(JsonParser parser) {
        this.parser = parser;
    }

    static BoosterDocument read(byte[] booster) {
        try (JsonParser parser = FACTORY.createParser(booster)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new ArtifactException("The booster is neither a JSON nor a UBJSON object");
            }
            return new BoosterDocument("", new BoosterJson(parser).object());
        } catch (JsonProcessingException broken) {
            throw new ArtifactException("The booster is not valid JSON: " + broken.getOriginalMessage(), broken);
        } catch (IOException broken) {
            throw new ArtifactException("The booster is not valid JSON", broken);
        }
    }

    private Map<String, Object> object() throws IOException {
        Map<String, Object> properties = new HashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            Object value = value(parser.nextToken());
            if (value != null) {
                properties.put(name, value);
            }
        }
        return properties;
    }

    private Object value(JsonToken token) throws IOException {
        if (token == JsonToken.START_ARRAY) {
            return array();
        }
        if (token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT) {
            return number(token);
        }
        if (++values > BoosterDocument.MOST_VALUES) {
            throw new ArtifactException("The booster has more than " + BoosterDocument.MOST_VALUES + " values");
        }
        return switch (token) {
            case START_OBJECT -> object();
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    /** An array that starts with a number holds nothing but numbers. */
    private Object array() throws IOException {
        JsonToken token = parser.nextToken();
        if (token.isNumeric()) {
            NumberList numbers = new NumberList();
            for (; token != JsonToken.END_ARRAY; token = parser.nextToken()) {
                if (!token.isNumeric()) {
                    throw new ArtifactException("The booster has a list of numbers with something else in it");
                }
                numbers.add(number(token));
            }
            return numbers.toArray();
        }
        if (++values > BoosterDocument.MOST_VALUES) {
            throw new ArtifactException("The booster has more than " + BoosterDocument.MOST_VALUES + " values");
        }
        List<Object> list = new ArrayList<>(0);
        for (; token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            list.add(value(token));
        }
        return list;
    }

    /** Through float, and not double, so that a fraction is rounded once. */
    private double number(JsonToken token) throws IOException {
        BoosterDocument.requireNumbers(++numbers);
        String text = parser.getText();
        return token == JsonToken.VALUE_NUMBER_INT ? Double.parseDouble(text) : Float.parseFloat(text);
    }
}
