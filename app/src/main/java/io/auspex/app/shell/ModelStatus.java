package io.auspex.app.shell;

import io.auspex.language.statement.QualifiedName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a model stands, read from SHOW MODEL.
 *
 * @param fraction of the training that is done, 0 to 1
 * @param phase what the training does now, or why it failed
 * @param metric key and value of the metric that the model was chosen by, once it is READY
 */
public record ModelStatus(State state, Optional<Double> fraction, String phase, Optional<String> metric) {
    public enum State {
        TRAINING,
        READY,
        FAILED
    }

    /** "42 % Cross-validating XGBoost". */
    private static final Pattern PROGRESS = Pattern.compile("\\s*(\\d+(?:\\.\\d+)?)\\s*%[\\s,:-]*(.*)", Pattern.DOTALL);

    public static ModelStatus read(Connection connection, QualifiedName model) throws SQLException {
        Map<String, String> rows = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SHOW MODEL " + model.quoted())) {
            while (result.next()) {
                String key = result.getString(1);
                if (key != null && !key.isBlank()) {
                    rows.putIfAbsent(
                            key.strip(),
                            result.getString(2) == null
                                    ? ""
                                    : result.getString(2).strip());
                }
            }
        }
        return of(rows);
    }

    static ModelStatus of(Map<String, String> rows) {
        // A model that is being replaced is READY all the while: what is waited for is its successor.
        boolean replaced = rows.containsKey("Replacement State");
        State state = State.valueOf(rows.getOrDefault(replaced ? "Replacement State" : "Model State", "READY"));
        String progress = rows.getOrDefault(replaced ? "Replacement Progress" : "Training Progress", "");
        Matcher matcher = PROGRESS.matcher(progress);
        boolean counted = matcher.matches();
        return new ModelStatus(
                state,
                counted ? Optional.of(Double.parseDouble(matcher.group(1)) / 100) : Optional.empty(),
                switch (state) {
                    case TRAINING -> counted ? matcher.group(2) : progress;
                    case READY -> "";
                    case FAILED ->
                        (rows.getOrDefault(replaced ? "Replacement Failure" : "Failure Reason", "") + " "
                                        + rows.getOrDefault(replaced ? "Replacement Hint" : "Hint", ""))
                                .strip();
                },
                rows.entrySet().stream()
                        .filter(row -> row.getKey().startsWith("validation:")
                                || row.getKey().startsWith("train:"))
                        .map(row -> row.getKey() + " " + row.getValue())
                        .findFirst());
    }
}
