package io.auspex.learn.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.auspex.learn.objective.ModelType;
import io.auspex.learn.search.LeaderboardRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A leaderboard as one line of JSON, {@code {"leaderboard":[...]}}: on the worker's standard output while it searches, in {@code model/leaderboard.json} at
 * its end, in the server's catalog ever after. It has a bound, whatever a search comes up with.
 */
public final class LeaderboardText {
    /** The best ones; a search that tries more tells of no others. */
    public static final int MOST_ROWS = 200;

    /** What a line takes at most, in bytes. */
    public static final int LONGEST = 1 << 20;

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_PARAMETERS = 1_500;
    private static final int MOST_FOLDS = 20;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private LeaderboardText() {}

    /** Without line break. */
    public static String format(List<LeaderboardRow> rows) {
        ObjectNode board = MAPPER.createObjectNode();
        ArrayNode all = board.putArray("leaderboard");
        for (LeaderboardRow row : rows.subList(0, Math.min(MOST_ROWS, rows.size()))) {
            ObjectNode node = all.addObject();
            node.put("place", row.place());
            node.put("name", shortened(row.name()));
            node.put("family", row.family().name());
            node.put("features", shortened(row.features()));
            node.put("parameters", row.parameters().length() > LONGEST_PARAMETERS ? "{}" : row.parameters());
            node.put("metric", shortened(row.metric()));
            node.put("score", row.score());
            ArrayNode folds = node.putArray("fold_scores");
            row.foldScores().stream().limit(MOST_FOLDS).forEach(folds::add);
            node.put("seconds", row.seconds());
            row.microsecondsPerRow().ifPresent(time -> node.put("us_per_row", time));
            node.put("weight", row.weight());
            node.put("cut_off", row.cutOff());
        }
        return board.toString();
    }

    private static String shortened(String text) {
        return text.length() > LONGEST_NAME ? text.substring(0, LONGEST_NAME) : text;
    }

    /** Empty for a line that is no leaderboard: native libraries may print beside ours, and the worker may be broken. */
    public static Optional<List<LeaderboardRow>> parse(String line) {
        try {
            JsonNode board = MAPPER.readTree(line);
            if (board == null || !board.path("leaderboard").isArray()) {
                return Optional.empty();
            }
            List<LeaderboardRow> rows = new ArrayList<>();
            for (JsonNode node : board.get("leaderboard")) {
                if (rows.size() < MOST_ROWS) {
                    rows.add(row(node));
                }
            }
            return Optional.of(rows);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static LeaderboardRow row(JsonNode node) {
        List<Double> folds = new ArrayList<>();
        node.path("fold_scores").forEach(score -> folds.add(number(score)));
        return new LeaderboardRow(
                node.required("place").asInt(),
                shortened(node.required("name").asText()),
                ModelType.valueOf(node.required("family").asText()),
                shortened(node.required("features").asText()),
                node.required("parameters").asText(),
                shortened(node.required("metric").asText()),
                number(node.required("score")),
                folds,
                number(node.required("seconds")),
                node.path("us_per_row").isNumber()
                        ? OptionalDouble.of(node.get("us_per_row").asDouble())
                        : OptionalDouble.empty(),
                number(node.required("weight")),
                node.path("cut_off").asBoolean());
    }

    /** JSON has no NaN and no infinity; they are written as text. */
    private static double number(JsonNode node) {
        return node.isTextual() ? Double.parseDouble(node.asText()) : node.asDouble();
    }
}
