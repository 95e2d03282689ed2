package io.auspex.server.execute;

import io.auspex.language.statement.Statement.EngineKind;
import io.auspex.language.statement.Statement.EngineStatement;
import io.auspex.language.token.Lexer;
import io.auspex.language.token.SelectInto;
import io.auspex.language.token.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The names in a DDL statement that say what it makes, changes or drops. The engine knows the rest of it.
 *
 * @param temporary whether it makes something that belongs to the session
 * @param names each with the parts that the user wrote, the database first where it is given
 * @param newName of ALTER TABLE ... RENAME TO
 * @param authorization the owner that CREATE SCHEMA names
 * @param references tables that foreign keys lead to
 * @param droppedColumn of ALTER TABLE ... DROP COLUMN
 * @param changedColumn of ALTER TABLE ... ALTER COLUMN ... TYPE and ... RENAME COLUMN ... TO
 * @param cascade whether what depends on it goes too
 * @param lateBinding whether a view may do without what it names: WITH NO SCHEMA BINDING
 */
record Definition(
        EngineKind kind,
        boolean temporary,
        List<List<String>> names,
        Optional<String> newName,
        Optional<String> authorization,
        List<List<String>> references,
        Optional<String> droppedColumn,
        Optional<ColumnChange> changedColumn,
        boolean cascade,
        boolean lateBinding) {
    private static final List<String> NO_SCHEMA_BINDING = List.of("with", "no", "schema", "binding");
    private static final Set<String> BEFORE_NAME = Set.of(
            "create",
            "drop",
            "alter",
            "truncate",
            "or",
            "replace",
            "local",
            "temp",
            "temporary",
            "if",
            "not",
            "exists",
            "only");
    private static final Set<String> OBJECTS = Set.of("table", "view", "schema", "sequence");

    /** What happens to a column of a table, and the words for it in front of the object. */
    record ColumnChange(String column, String words) {}

    Definition {
        names = List.copyOf(names);
        references = List.copyOf(references);
    }

    static Definition of(EngineStatement statement) {
        List<Token> tokens = Lexer.tokenize(statement.text());
        int i = beginning(statement.kind(), tokens);
        boolean temporary = false;
        boolean column = false;
        boolean objectSeen = false;
        while (i < tokens.size() && tokens.get(i).kind() == Token.Kind.WORD) {
            String word = tokens.get(i).text();
            boolean object = !objectSeen && (OBJECTS.contains(word) || word.equals("column"));
            if (!object && (!BEFORE_NAME.contains(word) || isName(tokens, i, objectSeen, statement.kind()))) {
                break;
            }
            objectSeen |= object;
            column |= object && word.equals("column");
            temporary |= word.equals("temp") || word.equals("temporary");
            i++;
        }
        List<List<String>> names = new ArrayList<>();
        int behind = chains(tokens, i, names);
        if (column && !names.isEmpty() && names.get(0).size() > 1) {
            names.set(0, names.get(0).subList(0, names.get(0).size() - 1));
        }
        temporary |= names.stream().anyMatch(name -> name.get(name.size() - 1).startsWith("#"));
        boolean rename = Token.at(tokens, behind).isWord("rename")
                && Token.at(tokens, behind + 1).isWord("to");
        Optional<String> newName =
                rename ? Optional.of(Token.at(tokens, behind + 2).text()) : Optional.empty();
        Optional<String> owner = Token.at(tokens, behind).isWord("authorization")
                ? Optional.of(Token.at(tokens, behind + 1).text())
                : Optional.empty();
        return new Definition(
                statement.kind(),
                temporary,
                names,
                newName,
                owner,
                references(tokens, behind),
                droppedColumn(tokens, behind),
                retypedColumn(tokens, behind).or(() -> renamedColumn(tokens, behind)),
                endsWith(tokens, List.of("cascade")),
                statement.kind() == EngineKind.CREATE_VIEW && endsWith(tokens, NO_SCHEMA_BINDING));
    }

    private static boolean endsWith(List<Token> tokens, List<String> words) {
        int end = tokens.size();
        while (end > 0 && tokens.get(end - 1).isSymbol(';')) {
            end--;
        }
        int start = end - words.size();
        return start > 0
                && IntStream.range(0, words.size())
                        .allMatch(i -> tokens.get(start + i).isWord(words.get(i)));
    }

    /** Behind the table's name: {@code DROP [COLUMN] [IF EXISTS] c}. */
    private static Optional<String> droppedColumn(List<Token> tokens, int behind) {
        if (!Token.at(tokens, behind).isWord("drop")
                || Token.at(tokens, behind + 1).isWord("constraint")) {
            return Optional.empty();
        }
        int i = columnBehind(tokens, behind);
        boolean conditional =
                Token.at(tokens, i).isWord("if") && Token.at(tokens, i + 1).isWord("exists");
        Token column = Token.at(tokens, conditional ? i + 2 : i);
        return column.isName() ? Optional.of(column.text()) : Optional.empty();
    }

    /** Behind the table's name: {@code ALTER [COLUMN] c [SET DATA] TYPE}. */
    private static Optional<ColumnChange> retypedColumn(List<Token> tokens, int behind) {
        if (!Token.at(tokens, behind).isWord("alter")) {
            return Optional.empty();
        }
        int column = columnBehind(tokens, behind);
        boolean data = Token.at(tokens, column + 1).isWord("set")
                && Token.at(tokens, column + 2).isWord("data");
        return Token.at(tokens, data ? column + 3 : column + 1).isWord("type")
                ? Optional.of(new ColumnChange(Token.at(tokens, column).text(), "alter type of"))
                : Optional.empty();
    }

    /** Behind the table's name: {@code RENAME [COLUMN] c TO d}. */
    private static Optional<ColumnChange> renamedColumn(List<Token> tokens, int behind) {
        int column = columnBehind(tokens, behind);
        return Token.at(tokens, behind).isWord("rename")
                        && Token.at(tokens, column + 1).isWord("to")
                ? Optional.of(new ColumnChange(Token.at(tokens, column).text(), "rename"))
                : Optional.empty();
    }

    /** The number of the token that names a column behind a verb. */
    private static int columnBehind(List<Token> tokens, int verb) {
        return Token.at(tokens, verb + 1).isWord("column") ? verb + 2 : verb + 1;
    }

    /** Where the words before the name begin: behind COMMENT ON, and behind INTO of a SELECT that makes a table. */
    private static int beginning(EngineKind kind, List<Token> tokens) {
        if (kind == EngineKind.COMMENT) {
            return 2;
        }
        return SelectInto.find(tokens, 0).map(found -> found.into() + 1).orElse(0);
    }

    /** A table may be called temp: a word is its name where nothing else could be. */
    private static boolean isName(List<Token> tokens, int i, boolean objectSeen, EngineKind kind) {
        String word = tokens.get(i).text();
        boolean startsCondition = word.equals("if") && Token.at(tokens, i + 1).kind() == Token.Kind.WORD;
        boolean condition = word.equals("not") || word.equals("exists") || word.equals("only");
        boolean named = objectSeen || (kind == EngineKind.TRUNCATE && i > 0);
        return named && !startsCondition && !condition;
    }

    /** Names with commas between; gives the number of the token behind them. */
    private static int chains(List<Token> tokens, int start, List<List<String>> names) {
        int i = start;
        while (Token.at(tokens, i).isName()) {
            i = chain(tokens, i, names);
            if (!Token.at(tokens, i).isSymbol(',')) {
                break;
            }
            i++;
        }
        return i;
    }

    private static int chain(List<Token> tokens, int start, List<List<String>> names) {
        List<String> parts = new ArrayList<>();
        parts.add(tokens.get(start).text());
        int i = start + 1;
        while (Token.at(tokens, i).isSymbol('.') && Token.at(tokens, i + 1).isName()) {
            parts.add(tokens.get(i + 1).text());
            i += 2;
        }
        names.add(List.copyOf(parts));
        return i;
    }

    private static List<List<String>> references(List<Token> tokens, int start) {
        List<List<String>> found = new ArrayList<>();
        for (int i = start; i < tokens.size(); i++) {
            if (tokens.get(i).isWord("references") && Token.at(tokens, i + 1).isName()) {
                chain(tokens, i + 1, found);
            }
        }
        return found;
    }
}
