package io.auspex.language.parse;

import io.auspex.language.statement.Statement;
import java.util.Optional;

/**
 * BEGIN, START TRANSACTION, COMMIT, END, ROLLBACK, ABORT. Every isolation level is accepted, and means the one that the
 * warehouse has.
 */
final class TransactionParser {
    private TransactionParser() {}

    /** What a list of transaction modes asks for. */
    record Modes(Optional<String> isolationLevel, Optional<Boolean> readOnly) {}

    static Statement parse(TokenCursor cursor) {
        String verb = cursor.next().text();
        switch (verb) {
            case "start" -> cursor.expect("transaction");
            case "rollback" -> {
                if (cursor.looksAt("prepared")) {
                    throw twoPhase(cursor);
                }
                skipNoise(cursor);
                if (cursor.looksAt("to")) {
                    throw RefusedStatements.refuse("savepoint", cursor.get(0));
                }
            }
            case "commit" -> {
                if (cursor.looksAt("prepared")) {
                    throw twoPhase(cursor);
                }
                skipNoise(cursor);
            }
            default -> skipNoise(cursor);
        }
        if (verb.equals("begin") || verb.equals("start")) {
            return new Statement.Begin(modes(cursor).readOnly().orElse(false));
        }
        if (cursor.accept("and")) {
            boolean no = cursor.accept("no");
            if (!no && cursor.looksAt("chain")) {
                throw StatementParser.notSupported(
                        "AND CHAIN is not supported",
                        "End the transaction, then start the next one with BEGIN.",
                        cursor.peek().start());
            }
            cursor.expect("chain");
        }
        return verb.equals("commit") || verb.equals("end") ? new Statement.Commit() : new Statement.Rollback();
    }

    /** Reads {@code ISOLATION LEVEL .. | READ ONLY | READ WRITE | [NOT] DEFERRABLE}, with or without commas between. */
    static Modes modes(TokenCursor cursor) {
        Optional<String> isolation = Optional.empty();
        Optional<Boolean> readOnly = Optional.empty();
        while (!cursor.atEnd()) {
            if (cursor.accept("isolation", "level")) {
                isolation = Optional.of(isolationLevel(cursor));
            } else if (cursor.accept("read", "only")) {
                readOnly = Optional.of(true);
            } else if (cursor.accept("read", "write")) {
                readOnly = Optional.of(false);
            } else if (!cursor.accept("deferrable") && !cursor.accept("not", "deferrable")) {
                throw cursor.unexpected("expected a transaction mode")
                        .withHint(
                                "Transaction modes are ISOLATION LEVEL SERIALIZABLE, REPEATABLE READ, READ COMMITTED or"
                                        + " READ UNCOMMITTED, and READ ONLY or READ WRITE.");
            }
            if (cursor.acceptSymbol(',') && cursor.atEnd()) {
                throw cursor.unexpected("expected a transaction mode");
            }
        }
        return new Modes(isolation, readOnly);
    }

    private static String isolationLevel(TokenCursor cursor) {
        if (cursor.accept("serializable")) {
            return "serializable";
        }
        if (cursor.accept("snapshot")) {
            return "snapshot";
        }
        if (cursor.accept("repeatable", "read")) {
            return "repeatable read";
        }
        if (cursor.accept("read", "committed")) {
            return "read committed";
        }
        if (cursor.accept("read", "uncommitted")) {
            return "read uncommitted";
        }
        throw cursor.unexpected("expected an isolation level")
                .withHint("Levels are SERIALIZABLE, SNAPSHOT, REPEATABLE READ, READ COMMITTED and READ UNCOMMITTED.");
    }

    private static void skipNoise(TokenCursor cursor) {
        if (!cursor.accept("work")) {
            cursor.accept("transaction");
        }
    }

    private static RuntimeException twoPhase(TokenCursor cursor) {
        return StatementParser.notSupported(
                "two-phase commit is not supported",
                "Use COMMIT or ROLLBACK.",
                cursor.peek().start());
    }
}
