package io.auspex.app.shell;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Offers keywords and the names of the database; after a word such as FROM or MODEL only what can stand there. */
final class NameCompleter implements Completer {
    private static final List<String> KEYWORDS = List.of(
            "ALTER",
            "AND",
            "AS",
            "ASC",
            "AUTO",
            "BEGIN",
            "BETWEEN",
            "BY",
            "CASE",
            "CAST",
            "COMMIT",
            "COPY",
            "COUNT",
            "CREATE",
            "CROSS",
            "CSV",
            "DEFAULT",
            "DELETE",
            "DELIMITER",
            "DESC",
            "DISTINCT",
            "DROP",
            "ELSE",
            "END",
            "EXCEPT",
            "EXISTS",
            "EXPLAIN",
            "FORMAT",
            "FROM",
            "FULL",
            "FUNCTION",
            "GROUP",
            "GZIP",
            "HAVING",
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
            "LEFT",
            "LIKE",
            "LIMIT",
            "MAX_CELLS",
            "MAX_RUNTIME",
            "MODEL",
            "MODEL_TYPE",
            "NOT",
            "NULL",
            "OBJECTIVE",
            "OFF",
            "OFFSET",
            "ON",
            "OR",
            "ORDER",
            "OVER",
            "PARTITION",
            "PREPROCESSORS",
            "PROBLEM_TYPE",
            "RIGHT",
            "ROLLBACK",
            "S3_BUCKET",
            "SCHEMA",
            "SELECT",
            "SET",
            "SETTINGS",
            "SHOW",
            "TABLE",
            "TARGET",
            "THEN",
            "TRUNCATE",
            "UNION",
            "UPDATE",
            "USING",
            "VALUES",
            "VIEW",
            "WHEN",
            "WHERE",
            "WITH",
            "XGBOOST");

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
        if (BEFORE_TABLES.contains(previous)) {
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
