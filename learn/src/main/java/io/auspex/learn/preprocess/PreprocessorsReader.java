package io.auspex.learn.preprocess;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.auspex.learn.TrainingException;
import io.auspex.learn.preprocess.Preprocessors.ColumnSet;
import io.auspex.model.data.Field;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads PREPROCESSORS and refuses what cannot be meant, by the user's own names. */
final class PreprocessorsReader {
    private static final String ALL_COLUMNS = "*";
    private static final String FORM =
            "Write 'none', or '[{\"ColumnSet\": [\"column\", ...], \"Transformers\": [\"Imputer\", ...]}, ...]'.";
    /** Column names that a hint lists. */
    private static final int MOST_NAMES = 20;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final List<Field> features;
    private final Optional<String> target;
    private final Set<Transformer> allowed;
    /** By column: which set, counted from 1, named it. */
    private final Map<Integer, Integer> named = new HashMap<>();

    PreprocessorsReader(List<Field> features, Optional<String> target, Set<Transformer> allowed) {
        this.features = features;
        this.target = target;
        this.allowed = allowed;
    }

    Preprocessors read(String text) {
        if (text.strip().equalsIgnoreCase("none")) {
            return Preprocessors.NONE;
        }
        JsonNode sets = json(text);
        if (!sets.isArray()) {
            throw refusal("PREPROCESSORS is not a JSON array", FORM);
        }
        List<List<Integer>> columns = new ArrayList<>();
        List<Set<Transformer>> transformers = new ArrayList<>();
        int everything = -1;
        for (int index = 0; index < sets.size(); index++) {
            String place = "Set " + (index + 1) + " of PREPROCESSORS";
            JsonNode set = sets.get(index);
            requireKnownKeys(set, place);
            List<String> names = texts(set, "ColumnSet", place);
            transformers.add(transformers(texts(set, "Transformers", place), place));
            if (names.contains(ALL_COLUMNS)) {
                if (names.size() > 1 || everything >= 0) {
                    throw refusal(
                            place + " names columns twice: \"*\" already stands for all that are not named",
                            "Keep one \"*\", alone in its ColumnSet.");
                }
                everything = index;
                columns.add(new ArrayList<>());
            } else {
                columns.add(columns(names, index, place));
            }
        }
        if (everything >= 0) {
            columns.set(everything, remaining(everything));
        }
        List<ColumnSet> read = new ArrayList<>();
        for (int index = 0; index < columns.size(); index++) {
            ColumnSet set = new ColumnSet(columns.get(index), transformers.get(index));
            requireSense(set, "set " + (index + 1) + " of PREPROCESSORS");
            read.add(set);
        }
        return new Preprocessors(read);
    }

    private static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            String reason = e instanceof MismatchedInputException
                    ? "something follows behind its end"
                    : e.getOriginalMessage().lines().findFirst().orElse("");
            int source = reason.indexOf(" (start marker");
            throw new TrainingException(
                    "PREPROCESSORS is not valid JSON: " + (source < 0 ? reason : reason.substring(0, source))
                            + (e.getLocation() == null
                                    ? ""
                                    : " (line " + e.getLocation().getLineNr() + ", column "
                                            + e.getLocation().getColumnNr() + ")")
                            + ".",
                    FORM,
                    e);
        }
    }

    private static void requireKnownKeys(JsonNode set, String place) {
        if (!set.isObject()) {
            throw refusal(place + " is not a JSON object", FORM);
        }
        Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.properties().forEach(entry -> {
            String key = entry.getKey();
            if (!key.equalsIgnoreCase("ColumnSet") && !key.equalsIgnoreCase("Transformers")) {
                throw refusal(place + " has the unknown key \"" + key + "\"", "Keys are ColumnSet and Transformers.");
            }
            if (!seen.add(key)) {
                throw refusal(place + " has the key \"" + key + "\" twice", "Keep one of the two.");
            }
        });
    }

    private static List<String> texts(JsonNode set, String key, String place) {
        JsonNode list = null;
        for (Map.Entry<String, JsonNode> entry : set.properties()) {
            list = entry.getKey().equalsIgnoreCase(key) ? entry.getValue() : list;
        }
        if (list == null) {
            throw refusal(place + " has no " + key, FORM);
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode item : list) {
            if (!item.isTextual()) {
                throw refusal(place + " has " + item + " in " + key + ", which is not a text", FORM);
            }
            texts.add(item.asText());
        }
        if (!list.isArray() || texts.isEmpty()) {
            throw refusal(place + " needs a list of at least one text as " + key, FORM);
        }
        return texts;
    }

    private Set<Transformer> transformers(List<String> names, String place) {
        Set<Transformer> transformers = EnumSet.noneOf(Transformer.class);
        String offered = "Transformers are "
                + allowed.stream().sorted().map(Transformer::displayName).collect(Collectors.joining(", ")) + ".";
        for (String name : names) {
            Transformer transformer = Transformer.find(name)
                    .orElseThrow(() -> refusal(place + " names the unknown transformer \"" + name + "\"", offered));
            if (!allowed.contains(transformer)) {
                throw refusal(
                        place + " names " + transformer.displayName() + ", which this type of model does not take",
                        offered);
            }
            if (!transformers.add(transformer)) {
                throw refusal(place + " names " + transformer.displayName() + " twice", "Keep one of the two.");
            }
        }
        return transformers;
    }

    private List<Integer> columns(List<String> names, int set, String place) {
        List<Integer> columns = new ArrayList<>();
        for (String name : names) {
            int column = find(name);
            if (column < 0 && target.filter(name::equalsIgnoreCase).isPresent()) {
                throw refusal(
                        place + " names the target column \"" + name + "\"",
                        "The target is not prepared; leave it out of ColumnSet.");
            }
            if (column < 0) {
                throw refusal(
                        place + " names the column \"" + name + "\", which is not among the features",
                        "The features are: "
                                + features.stream()
                                        .limit(MOST_NAMES)
                                        .map(Field::name)
                                        .collect(Collectors.joining(", "))
                                + (features.size() > MOST_NAMES ? ", ..." : "") + ".");
            }
            Integer before = named.put(column, set + 1);
            if (before != null) {
                throw refusal(
                        "Column \"" + features.get(column).name()
                                + (before == set + 1
                                        ? "\" is named twice in set " + before + " of PREPROCESSORS"
                                        : "\" is in two sets of PREPROCESSORS, " + before + " and " + (set + 1)),
                        "Name it once, with all its transformers.");
            }
            columns.add(column);
        }
        return columns;
    }

    private List<Integer> remaining(int set) {
        List<Integer> columns = new ArrayList<>();
        for (int column = 0; column < features.size(); column++) {
            if (!named.containsKey(column)) {
                columns.add(column);
            }
        }
        if (columns.isEmpty()) {
            throw refusal(
                    "Set " + (set + 1) + " of PREPROCESSORS names no column: other sets name all that \"*\" stands for",
                    "Leave it out.");
        }
        return columns;
    }

    private int find(String name) {
        int found = -1;
        for (int column = 0; column < features.size(); column++) {
            if (features.get(column).name().equals(name)) {
                return column;
            }
            if (features.get(column).name().equalsIgnoreCase(name)) {
                found = column;
            }
        }
        return found;
    }

    private void requireSense(ColumnSet set, String place) {
        List<String> scalers = set.transformers().stream()
                .filter(transformer -> transformer.step() == Transformer.Step.SCALE)
                .map(Transformer::displayName)
                .toList();
        if (scalers.size() > 1) {
            throw refusal(
                    String.join(" and ", scalers) + " in " + place + " cannot follow each other",
                    "Keep one of StandardScaler, MinMax and Normalizer.");
        }
        for (int column : set.columns()) {
            Field field = features.get(column);
            set.transformers().stream()
                    .filter(transformer -> !takes(set, transformer, field))
                    .findFirst()
                    .ifPresent(transformer -> {
                        throw refusal(
                                transformer.displayName() + " in " + place + " cannot take column \"" + field.name()
                                        + "\" of type " + field.type().catalogName(),
                                hint(transformer, field));
                    });
        }
    }

    private static boolean takes(ColumnSet set, Transformer transformer, Field field) {
        return switch (transformer) {
            case IMPUTER, IMPUTER_WITH_INDICATOR, ONE_HOT_ENCODER, ORDINAL_ENCODER -> true;
            case NUMERIC_PASSTHROUGH -> !field.type().isText() && !field.type().isTemporal();
            case DATE_TIME_VECTORIZER -> field.type().isTemporal();
            case STANDARD_SCALER, MIN_MAX, NORMALIZER, PCA ->
                !field.type().isText() || set.has(Transformer.ONE_HOT_ENCODER) || set.has(Transformer.ORDINAL_ENCODER);
        };
    }

    private String hint(Transformer transformer, Field field) {
        if (transformer == Transformer.DATE_TIME_VECTORIZER) {
            return "DateTimeVectorizer takes dates and times; put \"" + field.name() + "\" into a set of its own.";
        }
        if (transformer == Transformer.NUMERIC_PASSTHROUGH) {
            return "NumericPassthrough takes numbers and truth values; put \"" + field.name()
                    + "\" into a set of its own"
                    + (allowed.contains(Transformer.ONE_HOT_ENCODER)
                            ? (field.type().isText() ? " with OneHotEncoder." : " with DateTimeVectorizer.")
                            : ".");
        }
        return "Text is scaled only behind OneHotEncoder or OrdinalEncoder; add one, or leave \"" + field.name()
                + "\" out of the set.";
    }

    private static TrainingException refusal(String message, String hint) {
        return new TrainingException(message + ".", hint);
    }
}
