package io.auspex.server.evaluation;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.QualifiedName;
import io.auspex.language.token.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A call in a statement, as written:
 *
 * <pre>
 *   ML.EVALUATE ( MODEL name , { TABLE name | ( SELECT ... ) } [, GROUP BY column, ...] [, TARGET column] [, THRESHOLD number] )
 * </pre>
 *
 * @param source SQL text of the relation whose rows are judged, in parentheses or a quoted name
 * @param sourceOffset place of that text in the statement
 * @param groups columns of the relation
 * @param target the column with the truth, where it is not called as in training
 * @param threshold of the positive class's probability
 * @param modelOffset place of the model's name in the statement
 * @param start of the call
 * @param end behind it
 */
public record EvaluationCall(
        EvaluationKind kind,
        QualifiedName model,
        String source,
        int sourceOffset,
        List<String> groups,
        Optional<String> target,
        Optional<String> threshold,
        int modelOffset,
        int start,
        int end) {
    public EvaluationCall {
        groups = List.copyOf(groups);
    }

    /** The same call over other rows. */
    public EvaluationCall over(String rows) {
        return new EvaluationCall(kind, model, rows, sourceOffset, groups, target, threshold, modelOffset, start, end);
    }

    /**
     * The call that begins at token {@code i}, if one does: a function {@code ml.evaluate} of a user's schema is none, because
     * nothing else has {@code MODEL} behind the parenthesis.
     *
     * @param text the whole statement
     * @throws SqlException SYNTAX_ERROR with its place; FEATURE_NOT_SUPPORTED for a relation that is BigQuery's alone
     */
    public static Optional<EvaluationCall> at(List<Token> tokens, int i, String text) {
        if (i + 5 >= tokens.size()
                || !tokens.get(i).isWord("ml")
                || !tokens.get(i + 1).isSymbol('.')
                || !tokens.get(i + 3).isSymbol('(')
                || !tokens.get(i + 4).isWord("model")) {
            return Optional.empty();
        }
        UnofferedRelation.of(tokens.get(i + 2)).ifPresent(relation -> {
            throw relation.error(tokens.get(i).start());
        });
        return EvaluationKind.of(tokens.get(i + 2)).map(kind -> new Reader(tokens, i + 5, text).read(kind, i));
    }

    private static final class Reader {
        private final List<Token> tokens;
        private final String text;
        private int next;

        Reader(List<Token> tokens, int next, String text) {
            this.tokens = tokens;
            this.next = next;
            this.text = text;
        }

        EvaluationCall read(EvaluationKind kind, int first) {
            int modelOffset = token().start();
            QualifiedName model = qualifiedName("the name of a model");
            expect(',', "a comma and the rows to judge: TABLE name, or (SELECT ...)");
            int sourceOffset = token().start();
            String source = source();
            List<String> groups = new ArrayList<>();
            Optional<String> target = Optional.empty();
            Optional<String> threshold = Optional.empty();
            while (token().isSymbol(',')) {
                next++;
                if (token().isWord("group")) {
                    next++;
                    word("by");
                    groups.add(name("a column to group by"));
                    while (token().isSymbol(',') && at(next + 1).isName() && !isOption(next + 1)) {
                        next++;
                        groups.add(name("a column to group by"));
                    }
                } else if (token().isWord("target")) {
                    next++;
                    target = Optional.of(name("the column with the truth"));
                } else if (token().isWord("threshold")) {
                    next++;
                    threshold = Optional.of(threshold());
                } else {
                    throw expected("GROUP BY, TARGET or THRESHOLD");
                }
            }
            Token close = token();
            expect(')', "a closing parenthesis");
            return new EvaluationCall(
                    kind,
                    model,
                    source,
                    sourceOffset,
                    groups,
                    target,
                    threshold,
                    modelOffset,
                    tokens.get(first).start(),
                    close.end());
        }

        /** A column may be called target; what follows tells. */
        private boolean isOption(int index) {
            Token option = at(index);
            Token behind = at(index + 1);
            return (option.isWord("group") && behind.isWord("by"))
                    || ((option.isWord("target") || option.isWord("threshold"))
                            && !behind.isSymbol(',')
                            && !behind.isSymbol(')'));
        }

        private String source() {
            if (token().isWord("table")) {
                next++;
                return qualifiedName("the name of a table").quoted();
            }
            if (!token().isSymbol('(')) {
                throw expected("TABLE name, or (SELECT ...)");
            }
            int start = token().start();
            int depth = 0;
            do {
                depth += token().isSymbol('(') ? 1 : token().isSymbol(')') ? -1 : 0;
                if (token().kind() == Token.Kind.END) {
                    throw expected("a closing parenthesis");
                }
                next++;
            } while (depth > 0);
            return text.substring(start, at(next - 1).end());
        }

        private String threshold() {
            Token number = token();
            if (number.kind() != Token.Kind.NUMBER) {
                throw expected("a number between 0 and 1");
            }
            double value = Double.parseDouble(number.text());
            if (!(value >= 0 && value <= 1)) {
                throw new SqlException(
                                SqlState.INVALID_PARAMETER_VALUE,
                                "THRESHOLD must be between 0 and 1, not " + number.text())
                        .at(number.start());
            }
            next++;
            return number.text();
        }

        private QualifiedName qualifiedName(String what) {
            String first = name(what);
            if (!token().isSymbol('.')) {
                return QualifiedName.of(first);
            }
            next++;
            return QualifiedName.of(first, name(what));
        }

        private String name(String what) {
            Token token = token();
            if (!token.isName()) {
                throw expected(what);
            }
            next++;
            return token.text();
        }

        private void word(String word) {
            if (!token().isWord(word)) {
                throw expected(word.toUpperCase(Locale.ROOT));
            }
            next++;
        }

        private void expect(char symbol, String what) {
            if (!token().isSymbol(symbol)) {
                throw expected(what);
            }
            next++;
        }

        private Token token() {
            return at(next);
        }

        private Token at(int index) {
            return index < tokens.size()
                    ? tokens.get(index)
                    : new Token(Token.Kind.END, "", text.length(), text.length());
        }

        private SqlException expected(String what) {
            Token found = token();
            String near = found.kind() == Token.Kind.END ? "the end of the statement" : "\"" + found.text() + "\"";
            return new SqlException(SqlState.SYNTAX_ERROR, "syntax error at " + near + ": expected " + what)
                    .withHint("ML.EVALUATE(MODEL name, TABLE name | (SELECT ...) [, GROUP BY column, ...]"
                            + " [, TARGET column] [, THRESHOLD number])")
                    .at(found.start());
        }
    }
}
