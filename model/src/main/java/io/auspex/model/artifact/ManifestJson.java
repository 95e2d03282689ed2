package io.auspex.model.artifact;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.ConstructorDetector;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.auspex.model.Task;
import io.auspex.model.decision.Calibration;
import io.auspex.model.decision.Uncertainty;
import io.auspex.model.transform.CategoryCodes;
import io.auspex.model.transform.CategoryNumbers;
import io.auspex.model.transform.ColumnTransformer;
import io.auspex.model.transform.DateTimeCycles;
import io.auspex.model.transform.DateTimeParts;
import io.auspex.model.transform.ImputedNumber;
import io.auspex.model.transform.ImputedText;
import io.auspex.model.transform.MissingIndicator;
import io.auspex.model.transform.NumberPassthrough;
import io.auspex.model.transform.NumberRemainder;
import io.auspex.model.transform.NumberScaler;
import io.auspex.model.transform.OneHotCategories;
import io.auspex.model.transform.OneHotHashes;
import io.auspex.model.transform.PiecewiseLinear;
import io.auspex.model.transform.ScaledFeatures;
import io.auspex.model.transform.ScaledNumber;
import io.auspex.model.transform.TextShape;
import io.auspex.model.transform.ThresholdRanks;
import java.io.IOException;

/** Between a {@link Manifest} and its JSON text; strict in what it reads. */
final class ManifestJson {
    private static final int MOST_NESTED = 50;
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    // Transformers hold transformers: a hostile text must not nest them without end.
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MOST_NESTED)
                            .build())
                    // The same text on every Java version: Double.toString changed with 19.
                    .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                    .build())
            .addMixIn(ColumnTransformer.class, TransformerKinds.class)
            .addMixIn(Task.class, TaskKinds.class)
            .addMixIn(Calibration.class, CalibrationKinds.class)
            .addMixIn(Uncertainty.class, UncertaintyKinds.class)
            .constructorDetector(ConstructorDetector.USE_PROPERTIES_BASED)
            .defaultSetterInfo(JsonSetter.Value.construct(Nulls.FAIL, Nulls.FAIL))
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .defaultPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n")))
            .build();

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = NumberPassthrough.class, name = "number_passthrough"),
        @JsonSubTypes.Type(value = CategoryCodes.class, name = "category_codes"),
        @JsonSubTypes.Type(value = OneHotCategories.class, name = "one_hot_categories"),
        @JsonSubTypes.Type(value = OneHotHashes.class, name = "one_hot_hashes"),
        @JsonSubTypes.Type(value = DateTimeParts.class, name = "date_time_parts"),
        @JsonSubTypes.Type(value = DateTimeCycles.class, name = "date_time_cycles"),
        @JsonSubTypes.Type(value = NumberScaler.class, name = "number_scaler"),
        @JsonSubTypes.Type(value = ScaledNumber.class, name = "scaled_number"),
        @JsonSubTypes.Type(value = ScaledFeatures.class, name = "scaled_features"),
        @JsonSubTypes.Type(value = ImputedNumber.class, name = "imputed_number"),
        @JsonSubTypes.Type(value = ImputedText.class, name = "imputed_text"),
        @JsonSubTypes.Type(value = MissingIndicator.class, name = "missing_indicator"),
        @JsonSubTypes.Type(value = ThresholdRanks.class, name = "threshold_ranks"),
        @JsonSubTypes.Type(value = NumberRemainder.class, name = "number_remainder"),
        @JsonSubTypes.Type(value = CategoryNumbers.class, name = "category_numbers"),
        @JsonSubTypes.Type(value = PiecewiseLinear.class, name = "piecewise_linear"),
        @JsonSubTypes.Type(value = TextShape.class, name = "text_shape")
    })
    private interface TransformerKinds {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Task.Classification.class, name = "classification"),
        @JsonSubTypes.Type(value = Task.Regression.class, name = "regression"),
        @JsonSubTypes.Type(value = Task.Clustering.class, name = "clustering"),
        @JsonSubTypes.Type(value = Task.Outputs.class, name = "outputs")
    })
    private interface TaskKinds {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Calibration.Scaled.class, name = "scaled"),
        @JsonSubTypes.Type(value = Calibration.Beta.class, name = "beta")
    })
    private interface CalibrationKinds {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Uncertainty.Intervals.class, name = "intervals"),
        @JsonSubTypes.Type(value = Uncertainty.LabelSets.class, name = "label_sets")
    })
    private interface UncertaintyKinds {}

    private ManifestJson() {}

    static byte[] write(Manifest manifest) throws IOException {
        return MAPPER.writeValueAsBytes(manifest);
    }

    static byte[] write(ForecastManifest manifest) throws IOException {
        return MAPPER.writeValueAsBytes(manifest);
    }

    /** @throws ArtifactException if the text is no manifest of this version */
    static Manifest read(byte[] json) {
        Manifest manifest = parsed(() -> {
            long version = version(json);
            return version == Manifest.VERSION
                    ? MAPPER.readValue(json, Manifest.class)
                    : MAPPER.treeToValue(OlderManifest.bringForward(MAPPER.readTree(json), version), Manifest.class);
        });
        requireFormat(manifest.format());
        return manifest;
    }

    /** @throws ArtifactException if the text is no manifest of a forecast */
    static ForecastManifest readForecast(byte[] json) {
        return parsed(() -> MAPPER.readValue(json, ForecastManifest.class));
    }

    private interface Parser<T> {
        T parse() throws IOException;
    }

    private static <T> T parsed(Parser<T> parser) {
        T manifest;
        try {
            manifest = parser.parse();
        } catch (JsonMappingException wrong) {
            throw new ArtifactException(
                    "The artifact's manifest is not valid" + place(wrong) + ": " + reason(wrong), wrong);
        } catch (JsonProcessingException wrong) {
            throw new ArtifactException("The artifact's manifest is not JSON: " + firstLine(wrong), wrong);
        } catch (IOException wrong) {
            throw new ArtifactException("The artifact's manifest is not JSON", wrong);
        }
        if (manifest == null) {
            throw new ArtifactException("The artifact's manifest is null");
        }
        return manifest;
    }

    /** A forecast is in the same kind of archive, but is no model. */
    private static void requireFormat(String format) {
        if (!format.equals(Manifest.FORMAT)) {
            throw new ArtifactException("The artifact has the format \"" + format + "\", not " + Manifest.FORMAT);
        }
    }

    /** Looked at first, by itself: a later version may have properties that are unknown here. */
    private static long version(byte[] json) throws IOException {
        try (JsonParser parser = MAPPER.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new ArtifactException("The artifact's manifest is not a JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean version = parser.currentName().equals("version");
                boolean format = parser.currentName().equals("format");
                JsonToken value = parser.nextToken();
                if (format && value == JsonToken.VALUE_STRING) {
                    requireFormat(parser.getText());
                }
                if (version && value == JsonToken.VALUE_NUMBER_INT) {
                    long number = parser.getLongValue();
                    if (number < OlderManifest.OLDEST || number > Manifest.VERSION) {
                        throw new ArtifactException("The artifact has version " + number
                                + " of the format; this program reads versions " + OlderManifest.OLDEST + " to "
                                + Manifest.VERSION);
                    }
                    return number;
                }
                if (version) {
                    break;
                }
                parser.skipChildren();
            }
            return Manifest.VERSION;
        }
    }

    private static String place(JsonMappingException wrong) {
        StringBuilder place = new StringBuilder();
        for (JsonMappingException.Reference reference : wrong.getPath()) {
            if (reference.getFieldName() != null) {
                place.append(place.length() == 0 ? "" : ".").append(reference.getFieldName());
            } else {
                place.append('[').append(reference.getIndex()).append(']');
            }
        }
        return place.length() == 0 ? "" : " at " + place;
    }

    private static String reason(JsonMappingException wrong) {
        for (Throwable cause = wrong.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IllegalArgumentException || cause instanceof NullPointerException) {
                return cause.getMessage();
            }
        }
        if (wrong.getCause() instanceof JsonProcessingException notJson) {
            return firstLine(notJson);
        }
        if (wrong instanceof UnrecognizedPropertyException) {
            return "the property is unknown";
        }
        if (wrong instanceof InvalidTypeIdException invalid) {
            return invalid.getTypeId() == null
                    ? "the kind is missing"
                    : "the kind \"" + invalid.getTypeId() + "\" is unknown";
        }
        if (wrong instanceof InvalidFormatException invalid) {
            return "the value \"" + invalid.getValue() + "\" is of the wrong kind";
        }
        if (wrong instanceof InvalidNullException) {
            return "the value is null";
        }
        return firstLine(wrong).startsWith("Missing") ? "the property is missing" : "the value is of the wrong kind";
    }

    private static String firstLine(JsonProcessingException wrong) {
        String message = wrong.getOriginalMessage();
        return message == null ? "unreadable" : message.lines().findFirst().orElse("unreadable");
    }
}
