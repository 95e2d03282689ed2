package io.auspex.warehouse.duckdb;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One statement of engine SQL with its parameters found. It knows DuckDB's quoting and comments and nothing else of the
 * grammar.
 *
 * <p>It exists because the driver runs all but the last of several statements at prepare time, and because it breaks on
 * parameter numbers with gaps: those are numbered densely here.
 */
final class StatementText {
    private record Placeholder(int start, int end, int number) {}

    private static final int MOST_PARAMETERS = 65_535;
    private static final Pattern LIST_OPERATOR =
            Pattern.compile("(?:[<>=!]+\\s*)?\\b(?:any|all|some)\\s*\\(\\s*$", Pattern.CASE_INSENSITIVE);
    private static final int LONGEST_LIST_OPERATOR = 40;

    private final String sql;
    private final int start;
    private final int end;
    private final List<Placeholder> placeholders;
    private final List<Integer> numbers;

    private StatementText(String sql, int start, int end, List<Placeholder> placeholders) {
        this.sql = sql;
        this.start = start;
        this.end = end;
        this.placeholders = List.copyOf(placeholders);
        TreeSet<Integer> distinct = new TreeSet<>();
        placeholders.forEach(placeholder -> distinct.add(placeholder.number()));
        this.numbers = List.copyOf(distinct);
    }

    /** @throws SqlException SYNTAX_ERROR if there is more than one statement, or none */
    static StatementText of(String sql) {
        List<Placeholder> placeholders = new ArrayList<>();
        int start = -1;
        int end = -1;
        int i = 0;
        while (i < sql.length()) {
            char c = sql.charAt(i);
            int next = afterBlankOrComment(sql, i);
            if (next > i) {
                i = next;
                continue;
            }
            if (c == ';') {
                end = end < 0 && start >= 0 ? i : end;
                i++;
                continue;
            }
            if (end >= 0) {
                throw new SqlException(SqlState.SYNTAX_ERROR, "cannot run several statements as one").at(i);
            }
            start = start < 0 ? i : start;
            if (c == '$' && i + 1 < sql.length() && isDigit(sql.charAt(i + 1))) {
                next = i + 1;
                while (next < sql.length() && isDigit(sql.charAt(next))) {
                    next++;
                }
                placeholders.add(new Placeholder(i, next, number(sql, i, next)));
                i = next;
            } else {
                i = afterToken(sql, i);
            }
        }
        if (start < 0) {
            throw new SqlException(SqlState.SYNTAX_ERROR, "the statement is empty");
        }
        return new StatementText(sql, start, end < 0 ? sql.length() : end, placeholders);
    }

    /** Parameter numbers in use, ascending; the engine knows them as 1, 2, ... */
    List<Integer> numbers() {
        return numbers;
    }

    /** Those that stand for a whole list: {@code ANY($1)}, {@code ALL ($2)}. */
    Set<Integer> listNumbers() {
        return placeholders.stream()
                .filter(placeholder -> LIST_OPERATOR
                        .matcher(sql)
                        .region(Math.max(start, placeholder.start() - LONGEST_LIST_OPERATOR), placeholder.start())
                        .find())
                .map(Placeholder::number)
                .collect(Collectors.toSet());
    }

    /** The statement with IN in the place of ANY and ALL, where the engine finds out what one element has to be. */
    String withElements() {
        StringBuilder text = new StringBuilder();
        int from = start;
        for (Placeholder placeholder : placeholders) {
            Matcher operator = LIST_OPERATOR
                    .matcher(sql)
                    .region(Math.max(from, placeholder.start() - LONGEST_LIST_OPERATOR), placeholder.start());
            if (operator.find()) {
                text.append(sql, from, operator.start()).append(" IN (");
            } else {
                text.append(sql, from, placeholder.start());
            }
            text.append('$').append(numbers.indexOf(placeholder.number()) + 1);
            from = placeholder.end();
        }
        return text.append(sql, from, end).toString();
    }

    int highestNumber() {
        return numbers.isEmpty() ? 0 : numbers.get(numbers.size() - 1);
    }

    /** The first word in upper case, or the first character where it is no letter. */
    String firstWord() {
        int i = start;
        while (i < end && Character.isLetter(sql.charAt(i))) {
            i++;
        }
        return sql.substring(start, Math.max(i, start + 1)).toUpperCase(Locale.ROOT);
    }

    /**
     * The statement for the engine.
     *
     * @param casts one engine type a used parameter, in order of {@link #numbers}; null leaves that one bare
     * @param prefix goes before the statement, {@code suffix} behind it
     */
    EngineText render(List<String> casts, String prefix, String suffix) {
        EngineText.Builder text = new EngineText.Builder();
        if (!prefix.isEmpty()) {
            text.insert(prefix, -1);
        }
        int from = prefix.isEmpty() ? 0 : start;
        for (Placeholder placeholder : placeholders) {
            text.copy(sql, from, placeholder.start());
            int index = numbers.indexOf(placeholder.number());
            String cast = casts.get(index);
            String bare = "$" + (index + 1);
            text.insert(cast == null ? bare : "CAST(" + bare + " AS " + cast + ")", placeholder.start());
            from = placeholder.end();
        }
        text.copy(sql, from, end);
        if (!suffix.isEmpty()) {
            text.insert(suffix, -1);
        }
        return text.build();
    }

    /** The statement with something in the place of each parameter. */
    String withoutParameters(IntFunction<String> replacement) {
        StringBuilder text = new StringBuilder();
        int from = start;
        for (Placeholder placeholder : placeholders) {
            text.append(sql, from, placeholder.start()).append(replacement.apply(placeholder.number()));
            from = placeholder.end();
        }
        return text.append(sql, from, end).toString();
    }

    private static int number(String sql, int start, int end) {
        if (end - start <= 6) {
            int number = Integer.parseInt(sql, start + 1, end, 10);
            if (number >= 1 && number <= MOST_PARAMETERS) {
                return number;
            }
        }
        throw new SqlException(SqlState.UNDEFINED_PARAMETER, "there is no parameter " + sql.substring(start, end))
                .at(start);
    }

    private static int afterBlankOrComment(String sql, int i) {
        char c = sql.charAt(i);
        if (Character.isWhitespace(c)) {
            return i + 1;
        }
        if (c == '-' && sql.startsWith("--", i)) {
            int newline = sql.indexOf('\n', i);
            return newline < 0 ? sql.length() : newline + 1;
        }
        if (c == '/' && sql.startsWith("/*", i)) {
            int depth = 0;
            for (int j = i; j < sql.length() - 1; j++) {
                if (sql.startsWith("/*", j)) {
                    depth++;
                    j++;
                } else if (sql.startsWith("*/", j)) {
                    depth--;
                    j++;
                    if (depth == 0) {
                        return j + 1;
                    }
                }
            }
            return sql.length();
        }
        return i;
    }

    private static int afterToken(String sql, int i) {
        char c = sql.charAt(i);
        if (c == '\'' || c == '"') {
            return afterQuote(sql, i, c, false);
        }
        if ((c == 'e' || c == 'E') && sql.startsWith("'", i + 1)) {
            return afterQuote(sql, i + 1, '\'', true);
        }
        if (c == '$') {
            return afterDollarQuote(sql, i);
        }
        if (isWord(c)) {
            int j = i + 1;
            while (j < sql.length() && (isWord(sql.charAt(j)) || sql.charAt(j) == '$')) {
                j++;
            }
            return j;
        }
        return i + 1;
    }

    private static int afterQuote(String sql, int start, char quote, boolean backslashes) {
        for (int i = start + 1; i < sql.length(); i++) {
            char c = sql.charAt(i);
            if (backslashes && c == '\\') {
                i++;
            } else if (c == quote) {
                if (i + 1 < sql.length() && sql.charAt(i + 1) == quote) {
                    i++;
                } else {
                    return i + 1;
                }
            }
        }
        return sql.length();
    }

    private static int afterDollarQuote(String sql, int start) {
        int tagEnd = start + 1;
        while (tagEnd < sql.length() && isWord(sql.charAt(tagEnd))) {
            tagEnd++;
        }
        if (tagEnd >= sql.length() || sql.charAt(tagEnd) != '$') {
            return start + 1;
        }
        String tag = sql.substring(start, tagEnd + 1);
        int close = sql.indexOf(tag, tagEnd + 1);
        return close < 0 ? sql.length() : close + tag.length();
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWord(char c) {
        return c == '_' || Character.isLetterOrDigit(c) || c >= 0x80;
    }
}
