package io.auspex.app.shell;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Offers keywords and the names of the database; after a word such as FROM, MODEL or MODEL_TYPE only what can stand there. */
final class NameCompleter implements Completer {
    private static final List<String> KEYWORDS = List.of(
            "ALL",
            "ALTER",
            "AND",
            "AS",
            "ASC",
            "AT",
            "AUTO",
            "BEGIN",
            "BETWEEN",
            "BINARY_CLASSIFICATION",
            "BY",
            "CASE",
            "CAST",
            "CHECK",
            "CLASS_BALANCE",
            "COMMIT",
            "COPY",
            "COUNT",
            "CREATE",
            "CROSS",
            "CSV",
            "DATA_REPORT",
            "DEFAULT",
            "DELETE",
            "DELIMITER",
            "DESC",
            "DISTINCT",
            "DROP",
            "ELSE",
            "END",
            "ENSEMBLE",
            "EXCEPT",
            "EXECUTE",
            "EXISTS",
            "EXPLAIN",
            "EXPLAIN_MODEL",
            "FOLDS",
            "FORECAST",
            "FORMAT",
            "FREQUENCY",
            "FROM",
            "FULL",
            "FUNCTION",
            "GRANT",
            "GROUP",
            "GROUP_COLUMN",
            "GZIP",
            "HAVING",
            "HORIZON",
            "HYPERPARAMETERS",
            "IAM_ROLE",
            "IF",
            "IGNOREHEADER",
            "IN",
            "INNER",
            "INSERT",
            "INTO",
            "IS",
            "JOIN",
            "KMEANS",
            "KMS_KEY_ID",
            "LATENCY_BUDGET",
            "LEFT",
            "LIKE",
            "LIMIT",
            "LINEAR_LEARNER",
            "MAX_CELLS",
            "MAX_MODELS",
            "MAX_RUNTIME",
            "MIN_ROWS",
            "ML.CALIBRATION",
            "ML.CONFUSION_MATRIX",
            "ML.DATA_FINDINGS",
            "ML.DATA_REPORT",
            "ML.EVALUATE",
            "ML.LEADERBOARD",
            "ML.ROC_CURVE",
            "MLP",
            "MODEL",
            "MODEL_TYPE",
            "MULTICLASS_CLASSIFICATION",
            "NOT",
            "NULL",
            "OBJECTIVE",
            "OFF",
            "OFFSET",
            "ON",
            "OR",
            "ORDER",
            "OVER",
            "OWNER",
            "PARTITION",
            "PASSWORD",
            "PERCENTILES",
            "PREPROCESSORS",
            "PRIVILEGES",
            "PROBLEM_TYPE",
            "PUBLIC",
            "REGRESSION",
            "REPLACE",
            "RETURNS",
            "REVOKE",
            "RIGHT",
            "ROLE",
            "ROLLBACK",
            "S3_BUCKET",
            "S3_GARBAGE_COLLECT",
            "SAMPLE_WEIGHT",
            "SCHEMA",
            "SEED",
            "SELECT",
            "SET",
            "SETTINGS",
            "SHOW",
            "STOP",
            "TABLE",
            "TAGS",
            "TARGET",
            "THEN",
            "THRESHOLD",
            "TIME_COLUMN",
            "TO",
            "TRUNCATE",
            "UNION",
            "UNLOAD",
            "UNPIVOT",
            "UPDATE",
            "USAGE",
            "USER",
            "USING",
            "VALIDATION_COLUMN",
            "VALUES",
            "VIEW",
            "WHEN",
            "WHERE",
            "WITH",
            "XGBOOST");

    /** The values of clauses that take one of a few words. */
    private static final Map<String, List<String>> VALUES = Map.of(
            "model_type", List.of("FORECAST", "KMEANS", "LINEAR_LEARNER", "MLP", "XGBOOST"),
            "problem_type", List.of("BINARY_CLASSIFICATION", "MULTICLASS_CLASSIFICATION", "REGRESSION"),
            "auto", List.of("OFF", "ON"),
            "s3_garbage_collect", List.of("OFF", "ON"),
            "class_balance", List.of("OFF", "ON"),
            "ensemble", List.of("OFF", "ON"),
            "iam_role", List.of("DEFAULT"));

    private static final Set<String> BEFORE_TABLES =
            Set.of("from", "join", "into", "update", "table", "view", "copy", "truncate", "\\d", "\\dt");
    private static final Set<String> BEFORE_MODELS = Set.of("model", "\\dm", "\\wait");

    private final Supplier<CatalogNames> names;

    NameCompleter(Supplier<CatalogNames> names) {
        this.names = names;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        String word = line.word();
        if (line.wordIndex() == 0 && word.startsWith("\\")) {
            add("commands", MetaCommands.NAMES, candidates);
            return;
        }
        String previous = line.wordIndex() == 0
                ? ""
                : line.words().get(line.wordIndex() - 1).toLowerCase(Locale.ROOT);
        CatalogNames known = names.get();
        if (VALUES.containsKey(previous)) {
            add("values", inCaseOf(word, VALUES.get(previous)), candidates);
        } else if (BEFORE_TABLES.contains(previous)) {
            add("tables", known.tables(), candidates);
            add("schemas", known.schemas(), candidates);
        } else if (BEFORE_MODELS.contains(previous)) {
            add("models", known.models(), candidates);
        } else if (!line.words().get(0).startsWith("\\")) {
            add("columns", known.columns(), candidates);
            add("tables", known.tables(), candidates);
            add("functions", known.functions(), candidates);
            add("keywords", inCaseOf(word, KEYWORDS), candidates);
        }
    }

    /** Keywords as the user writes them: in small letters after a small one. */
    private static List<String> inCaseOf(String word, List<String> keywords) {
        boolean small = !word.isEmpty() && Character.isLowerCase(word.charAt(0));
        return small ? keywords.stream().map(k -> k.toLowerCase(Locale.ROOT)).toList() : keywords;
    }

    private static void add(String group, Collection<String> values, List<Candidate> candidates) {
        for (String value : values) {
            candidates.add(new Candidate(value, value, group, null, null, null, true));
        }
    }
}
