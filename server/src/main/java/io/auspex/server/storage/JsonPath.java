package io.auspex.server.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path into a JSON document as Redshift's JSONPaths files have it: {@code $.name}, {@code $['name']}, {@code [n]}, one
 * after the other.
 */
final class JsonPath {
    private static final Pattern STEP =
            Pattern.compile("\\.([A-Za-z0-9_$-]+)|\\[\\s*(?:'([^']*)'|\"([^\"]*)\"|(\\d{1,9}))\\s*\\]");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** A member's name, or an index. */
    private final List<Object> steps;

    private JsonPath(List<Object> steps) {
        this.steps = steps;
    }

    /**
     * The paths of a JSONPaths file: {@code {"jsonpaths": ["$.a", ...]}}.
     *
     * @throws SqlException INVALID_PARAMETER_VALUE if it is none
     */
    static List<JsonPath> parseFile(String location, String json) {
        JsonNode list;
        try {
            list = MAPPER.readTree(json).path("jsonpaths");
        } catch (JsonProcessingException e) {
            throw invalid("The JSONPaths file " + location + " is not JSON: " + e.getOriginalMessage())
                    .causedBy(e);
        }
        if (!list.isArray() || list.isEmpty()) {
            throw invalid("The JSONPaths file " + location + " has no array \"jsonpaths\"");
        }
        List<JsonPath> paths = new ArrayList<>();
        list.forEach(path -> paths.add(parse(path.asText())));
        return paths;
    }

    static JsonPath parse(String text) {
        String rest = text.strip();
        boolean valid = rest.startsWith("$");
        List<Object> steps = new ArrayList<>();
        Matcher step = STEP.matcher(rest);
        int at = 1;
        while (valid && at < rest.length()) {
            valid = step.region(at, rest.length()).lookingAt();
            if (valid) {
                steps.add(step(step));
                at = step.end();
            }
        }
        if (!valid) {
            throw invalid("\"" + text + "\" is no JSONPath expression");
        }
        return new JsonPath(steps);
    }

    private static Object step(Matcher step) {
        for (int group = 1; group <= 3; group++) {
            if (step.group(group) != null) {
                return step.group(group);
            }
        }
        return Integer.valueOf(step.group(4));
    }

    private static SqlException invalid(String message) {
        return new SqlException(SqlState.INVALID_PARAMETER_VALUE, message)
                .withHint("Write {\"jsonpaths\": [\"$.name\", \"$['other name'][0]\"]}, one path a column.");
    }

    /** What lies there; a missing node where nothing does. */
    JsonNode in(JsonNode document) {
        JsonNode node = document;
        for (Object step : steps) {
            node = step instanceof Integer index ? node.path(index) : node.path((String) step);
        }
        return node;
    }
}
