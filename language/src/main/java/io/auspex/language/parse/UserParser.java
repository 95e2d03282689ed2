package io.auspex.language.parse;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.AccessStatement;
import io.auspex.language.statement.AccessStatement.Password;
import io.auspex.language.statement.AccessStatement.UserOptions;
import io.auspex.language.statement.Grantee;
import io.auspex.language.statement.Statement;
import io.auspex.language.token.Token;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** CREATE, ALTER and DROP of users, groups and roles. */
final class UserParser {
    private static final Set<String> KINDS = Set.of("user", "group", "role");
    private static final int SHORTEST_SESSION_TIMEOUT = 60;
    private static final int LONGEST_SESSION_TIMEOUT = 1_728_000;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd[['T'][ ]HH:mm[:ss][XXX][X]]", Locale.ROOT);

    private UserParser() {}

    /** Whether CREATE, ALTER or DROP of one of them comes next. */
    static boolean starts(TokenCursor cursor) {
        return cursor.peek(1).kind() == Token.Kind.WORD
                && KINDS.contains(cursor.peek(1).text());
    }

    static Statement parse(TokenCursor cursor) {
        String verb = cursor.next().text();
        String kind = cursor.next().text();
        return switch (verb) {
            case "create" -> create(cursor, kind);
            case "alter" -> alter(cursor, kind);
            default -> drop(cursor, kind);
        };
    }

    private static Statement create(TokenCursor cursor, String kind) {
        String name = cursor.name("a " + kind + " name");
        switch (kind) {
            case "user":
                List<String> groups = new ArrayList<>();
                return new AccessStatement.CreateUser(name, options(cursor, groups, true), groups);
            case "group":
                cursor.accept("with");
                return new AccessStatement.CreateGroup(
                        name, cursor.accept("user") ? names(cursor, "a user name") : List.of());
            default:
                if (cursor.accept("externalid")) {
                    cursor.expect("to");
                    cursor.string("an identifier");
                }
                return new AccessStatement.CreateRole(name);
        }
    }

    private static Statement alter(TokenCursor cursor, String kind) {
        String name = cursor.name("a " + kind + " name");
        if (cursor.accept("rename")) {
            cursor.expect("to");
            Grantee.Kind principal = Grantee.Kind.valueOf(kind.toUpperCase(Locale.ROOT));
            return new AccessStatement.RenamePrincipal(
                    new Grantee(principal, name), cursor.name("a " + kind + " name"));
        }
        switch (kind) {
            case "user":
                return alterUser(cursor, name);
            case "group":
                boolean add = cursor.accept("add");
                if (!add) {
                    cursor.expect("drop");
                }
                cursor.expect("user");
                return new AccessStatement.AlterGroup(name, add, names(cursor, "a user name"));
            default:
                throw cursor.unexpected("expected RENAME TO")
                        .withHint("A role can get another name; GRANT and REVOKE say what it may do.");
        }
    }

    private static Statement alterUser(TokenCursor cursor, String name) {
        if (cursor.accept("set")) {
            String parameter = cursor.name("the name of a parameter");
            if (!cursor.accept("to") && !cursor.peek().isOperator("=")) {
                throw cursor.unexpected("expected TO");
            }
            if (cursor.peek().isOperator("=")) {
                cursor.next();
            }
            List<String> values = new ArrayList<>();
            do {
                values.add(cursor.next().text());
            } while (cursor.acceptSymbol(','));
            return new AccessStatement.SetUserParameter(name, parameter, Optional.of(String.join(", ", values)));
        }
        if (cursor.looksAt("reset", "session", "timeout")) {
            return new AccessStatement.AlterUser(name, options(cursor, new ArrayList<>(), false));
        }
        if (cursor.accept("reset")) {
            return new AccessStatement.SetUserParameter(name, cursor.name("the name of a parameter"), Optional.empty());
        }
        if (cursor.atEnd()) {
            throw cursor.unexpected("expected an option of ALTER USER");
        }
        return new AccessStatement.AlterUser(name, options(cursor, new ArrayList<>(), false));
    }

    private static Statement drop(TokenCursor cursor, String kind) {
        switch (kind) {
            case "user":
                boolean ifExists = cursor.accept("if", "exists");
                return new AccessStatement.DropUsers(names(cursor, "a user name"), ifExists);
            case "group":
                return new AccessStatement.DropGroup(cursor.name("a group name"));
            default:
                String name = cursor.name("a role name");
                boolean force = cursor.accept("force");
                if (!force) {
                    cursor.accept("restrict");
                }
                return new AccessStatement.DropRole(name, force);
        }
    }

    static List<String> names(TokenCursor cursor, String what) {
        List<String> names = new ArrayList<>();
        do {
            names.add(cursor.name(what));
        } while (cursor.acceptSymbol(','));
        return names;
    }

    /** What the options have said so far. */
    private static final class Options {
        private Optional<Password> password = Optional.empty();
        private Optional<Boolean> superuser = Optional.empty();
        private Optional<Boolean> createDatabase = Optional.empty();
        private Optional<Boolean> unrestrictedLog = Optional.empty();
        private Optional<LocalDateTime> validUntil = Optional.empty();
        private OptionalInt connectionLimit = OptionalInt.empty();
        private OptionalInt sessionTimeout = OptionalInt.empty();
    }

    private static UserOptions options(TokenCursor cursor, List<String> groups, boolean create) {
        Options options = new Options();
        Set<String> given = new HashSet<>();
        cursor.accept("with");
        while (!cursor.atEnd()) {
            Token word = cursor.peek();
            String option = option(cursor, options, groups, create);
            if (!given.add(option)) {
                throw cursor.syntaxError(word, Keywords.shown(option) + " is given twice");
            }
        }
        if (create && !given.contains("password")) {
            throw cursor.unexpected("expected PASSWORD")
                    .withHint("CREATE USER name PASSWORD 'text', or PASSWORD DISABLE for a user who cannot log in.");
        }
        return new UserOptions(
                options.password,
                options.superuser,
                options.createDatabase,
                options.unrestrictedLog,
                options.validUntil,
                options.connectionLimit,
                options.sessionTimeout);
    }

    /** Reads one option; gives its name. */
    private static String option(TokenCursor cursor, Options options, List<String> groups, boolean create) {
        Token word = cursor.next();
        switch (word.kind() == Token.Kind.WORD ? word.text() : "") {
            case "password":
                options.password = Optional.of(new Password(
                        cursor.accept("disable") ? Optional.empty() : Optional.of(cursor.string("a password"))));
                return "password";
            case "createuser", "nocreateuser":
                options.superuser = Optional.of(word.text().equals("createuser"));
                return "createuser";
            case "createdb", "nocreatedb":
                options.createDatabase = Optional.of(word.text().equals("createdb"));
                return "createdb";
            case "syslog":
                cursor.expect("access");
                boolean unrestricted = cursor.accept("unrestricted");
                if (!unrestricted) {
                    cursor.expect("restricted");
                }
                options.unrestrictedLog = Optional.of(unrestricted);
                return "syslog access";
            case "valid":
                cursor.expect("until");
                options.validUntil = Optional.of(time(cursor));
                return "valid until";
            case "connection":
                cursor.expect("limit");
                options.connectionLimit = OptionalInt.of(limit(cursor));
                return "connection limit";
            case "in":
                if (create) {
                    cursor.expect("group");
                    groups.addAll(names(cursor, "a group name"));
                    return "in group";
                }
                break;
            case "session":
                cursor.expect("timeout");
                options.sessionTimeout = OptionalInt.of(sessionTimeout(cursor));
                return "session timeout";
            case "reset":
                if (!create) {
                    cursor.expect("session");
                    cursor.expect("timeout");
                    options.sessionTimeout = OptionalInt.of(0);
                    return "session timeout";
                }
                break;
            default:
                break;
        }
        throw cursor.syntaxError(word, "expected an option of a user")
                .withHint("Options are PASSWORD, CREATEUSER, CREATEDB, SYSLOG ACCESS, VALID UNTIL, CONNECTION LIMIT,"
                        + (create ? " SESSION TIMEOUT and IN GROUP." : " SESSION TIMEOUT and RESET SESSION TIMEOUT."));
    }

    /** A number of sessions; a negative one stands for UNLIMITED. */
    private static int limit(TokenCursor cursor) {
        if (cursor.accept("unlimited")) {
            return -1;
        }
        Token number = cursor.peek();
        String text = cursor.acceptInteger().orElseThrow(() -> cursor.unexpected("expected a number or UNLIMITED"));
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 0) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // Falls through to the error, which names the range.
        }
        throw new SqlException(SqlState.INVALID_PARAMETER_VALUE, "CONNECTION LIMIT " + text + " is out of range")
                .withHint("It is 0 to " + Integer.MAX_VALUE + ", or UNLIMITED.")
                .at(number.start());
    }

    /** Seconds that a session may be idle: a minute to twenty days (CREATE USER in Redshift's developer guide). */
    private static int sessionTimeout(TokenCursor cursor) {
        Token number = cursor.peek();
        String text = cursor.acceptInteger().orElseThrow(() -> cursor.unexpected("expected a number of seconds"));
        try {
            int seconds = Integer.parseInt(text);
            if (seconds >= SHORTEST_SESSION_TIMEOUT && seconds <= LONGEST_SESSION_TIMEOUT) {
                return seconds;
            }
        } catch (NumberFormatException e) {
            // Falls through to the error, which names the range.
        }
        throw new SqlException(SqlState.INVALID_PARAMETER_VALUE, "SESSION TIMEOUT " + text + " is out of range")
                .withHint("It is " + SHORTEST_SESSION_TIMEOUT + " to " + LONGEST_SESSION_TIMEOUT + " seconds.")
                .at(number.start());
    }

    /** In UTC where no offset is given; the end of time for {@code infinity}. */
    private static LocalDateTime time(TokenCursor cursor) {
        Token at = cursor.peek();
        String text = cursor.string("a time").strip();
        if (text.equalsIgnoreCase("infinity")) {
            return LocalDateTime.of(9999, 12, 31, 0, 0);
        }
        try {
            TemporalAccessor parsed = TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
            if (parsed instanceof OffsetDateTime offset) {
                return offset.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
            }
            return parsed instanceof LocalDateTime time ? time : ((LocalDate) parsed).atStartOfDay();
        } catch (DateTimeParseException e) {
            throw new SqlException(SqlState.INVALID_DATETIME_FORMAT, "invalid time for VALID UNTIL: '" + text + "'")
                    .withHint("Write '2027-12-31' or '2027-12-31 18:00:00'.")
                    .at(at.start());
        }
    }
}
