package io.auspex.language.parse;

import io.auspex.language.error.SqlException;
import io.auspex.language.statement.AccessStatement;
import io.auspex.language.statement.AccessStatement.GrantPrivileges;
import io.auspex.language.statement.AccessStatement.Target;
import io.auspex.language.statement.Grantee;
import io.auspex.language.statement.Privilege;
import io.auspex.language.statement.QualifiedName;
import io.auspex.language.statement.SecurableKind;
import io.auspex.language.statement.Statement;
import io.auspex.language.token.Token;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * GRANT, REVOKE and ALTER DEFAULT PRIVILEGES.
 *
 * <pre>
 *   GRANT  [privilege, ... | ALL] ON target TO grantee, ... [WITH GRANT OPTION]
 *   REVOKE [GRANT OPTION FOR] ... ON target FROM grantee, ... [RESTRICT]
 *   GRANT | REVOKE ROLE role, ...                      to and from users and roles
 *   GRANT | REVOKE CREATE MODEL, DROP MODEL            on the whole system
 *   GRANT | REVOKE ASSUMEROLE ON role ... FOR command  roles of the cloud
 * </pre>
 */
final class GrantParser {
    private static final Map<String, Privilege> WORDS = Map.ofEntries(
            Map.entry("select", Privilege.SELECT),
            Map.entry("insert", Privilege.INSERT),
            Map.entry("update", Privilege.UPDATE),
            Map.entry("delete", Privilege.DELETE),
            Map.entry("truncate", Privilege.TRUNCATE),
            Map.entry("references", Privilege.REFERENCES),
            Map.entry("alter", Privilege.ALTER),
            Map.entry("drop", Privilege.DROP),
            Map.entry("create", Privilege.CREATE),
            Map.entry("usage", Privilege.USAGE),
            Map.entry("temp", Privilege.TEMP),
            Map.entry("temporary", Privilege.TEMP),
            Map.entry("execute", Privilege.EXECUTE));

    private GrantParser() {}

    static Statement parse(TokenCursor cursor) {
        boolean grant = cursor.next().isWord("grant");
        boolean optionOnly = !grant && cursor.accept("grant", "option", "for");
        boolean adminOnly = !grant && cursor.accept("admin", "option", "for");
        if (cursor.accept("role")) {
            return roles(cursor, grant, adminOnly);
        }
        if (adminOnly) {
            throw cursor.unexpected("expected ROLE");
        }
        if (cursor.accept("assumerole")) {
            return assumeRole(cursor, grant, optionOnly);
        }
        Optional<Set<Privilege>> system = system(cursor);
        if (system.isPresent()) {
            Target target = new Target.Named(SecurableKind.SYSTEM, List.of());
            return grantees(cursor, grant, system, target, optionOnly);
        }
        Optional<Set<Privilege>> privileges = privileges(cursor);
        cursor.expect("on");
        Token object = cursor.peek();
        Target target = target(cursor);
        requireKnown(cursor, object, privileges, target);
        return grantees(cursor, grant, privileges, target, optionOnly);
    }

    /** Whether ALTER DEFAULT PRIVILEGES comes next. */
    static boolean startsDefaults(TokenCursor cursor) {
        return cursor.looksAt("alter", "default", "privileges");
    }

    static Statement defaults(TokenCursor cursor) {
        cursor.accept("alter", "default", "privileges");
        List<String> users = List.of();
        List<String> schemas = List.of();
        if (cursor.accept("for")) {
            if (!cursor.accept("user")) {
                cursor.expect("role");
            }
            users = UserParser.names(cursor, "a user name");
        }
        if (cursor.accept("in")) {
            cursor.expect("schema");
            schemas = UserParser.names(cursor, "a schema name");
        }
        Token verb = cursor.next();
        boolean grant = verb.isWord("grant");
        if (!grant && !verb.isWord("revoke")) {
            throw cursor.syntaxError(verb, "expected GRANT or REVOKE");
        }
        boolean optionOnly = !grant && cursor.accept("grant", "option", "for");
        Optional<Set<Privilege>> privileges = privileges(cursor);
        cursor.expect("on");
        Token object = cursor.peek();
        if (!cursor.accept("tables")) {
            throw StatementParser.notSupported(
                    "ALTER DEFAULT PRIVILEGES on " + Keywords.shown(object.text()) + " is not supported",
                    "Default privileges are for TABLES; those of a model's functions are granted on the model.",
                    object.start());
        }
        Target target = new Target.Named(SecurableKind.TABLE, List.of());
        requireKnown(cursor, object, privileges, target);
        GrantPrivileges change = (GrantPrivileges) grantees(cursor, grant, privileges, target, optionOnly);
        return new AccessStatement.AlterDefaultPrivileges(users, schemas, change);
    }

    private static Statement roles(TokenCursor cursor, boolean grant, boolean adminOnly) {
        List<String> roles = UserParser.names(cursor, "a role name");
        cursor.expect(grant ? "to" : "from");
        List<Grantee> grantees = new ArrayList<>();
        int admins = 0;
        do {
            Token at = cursor.peek();
            Grantee grantee = grantee(cursor);
            if (grantee.kind() != Grantee.Kind.USER && grantee.kind() != Grantee.Kind.ROLE) {
                throw cursor.syntaxError(at, "expected a user or ROLE name")
                        .withHint("Roles are granted to users and to other roles.");
            }
            grantees.add(grantee);
            boolean option = grant && cursor.accept("with", "admin", "option");
            if (option && grantee.kind() == Grantee.Kind.ROLE) {
                throw cursor.syntaxError(at, "WITH ADMIN OPTION is for users");
            }
            admins += option ? 1 : 0;
        } while (cursor.acceptSymbol(','));
        requireAlike(cursor, admins, grantees, "WITH ADMIN OPTION");
        return new AccessStatement.GrantRoles(grant, roles, grantees, adminOnly || admins > 0);
    }

    private static Statement assumeRole(TokenCursor cursor, boolean grant, boolean optionOnly) {
        cursor.expect("on");
        List<QualifiedName> names = new ArrayList<>();
        if (cursor.accept("all")) {
            names.add(QualifiedName.of("all"));
        } else if (cursor.accept("default")) {
            names.add(QualifiedName.of("default"));
        } else {
            do {
                names.add(QualifiedName.of(cursor.string("the ARN of a role")));
            } while (cursor.acceptSymbol(','));
        }
        cursor.expect(grant ? "to" : "from");
        List<Grantee> grantees = new ArrayList<>();
        do {
            grantees.add(grantee(cursor));
        } while (cursor.acceptSymbol(','));
        cursor.expect("for");
        Optional<Set<Privilege>> commands = Optional.empty();
        if (!cursor.accept("all")) {
            Set<Privilege> found = EnumSet.noneOf(Privilege.class);
            do {
                found.add(command(cursor));
            } while (cursor.acceptSymbol(','));
            commands = Optional.of(found);
        }
        Target target = new Target.Named(SecurableKind.IAM_ROLE, names);
        return new GrantPrivileges(grant, commands, target, grantees, optionOnly);
    }

    private static Privilege command(TokenCursor cursor) {
        if (cursor.accept("copy")) {
            return Privilege.COPY;
        }
        if (cursor.accept("unload")) {
            return Privilege.UNLOAD;
        }
        if (cursor.accept("external", "function")) {
            return Privilege.EXTERNAL_FUNCTION;
        }
        if (cursor.accept("create", "model")) {
            return Privilege.CREATE_MODEL;
        }
        throw cursor.unexpected("expected COPY, UNLOAD, EXTERNAL FUNCTION or CREATE MODEL");
    }

    /** CREATE MODEL, DROP MODEL and ACCESS SYSTEM TABLE, which stand without ON. */
    private static Optional<Set<Privilege>> system(TokenCursor cursor) {
        Set<Privilege> found = EnumSet.noneOf(Privilege.class);
        do {
            if (cursor.accept("create", "model") || cursor.accept("create", "or", "replace", "model")) {
                found.add(Privilege.CREATE_MODEL);
            } else if (cursor.accept("drop", "model")) {
                found.add(Privilege.DROP_MODEL);
            } else if (cursor.accept("access", "system", "table")) {
                found.add(Privilege.ACCESS_SYSTEM_TABLE);
            } else if (found.isEmpty()) {
                return Optional.empty();
            } else {
                throw cursor.unexpected("expected CREATE MODEL, DROP MODEL or ACCESS SYSTEM TABLE");
            }
        } while (cursor.acceptSymbol(','));
        return Optional.of(found);
    }

    /** Empty for ALL. */
    private static Optional<Set<Privilege>> privileges(TokenCursor cursor) {
        if (cursor.accept("all")) {
            cursor.accept("privileges");
            return Optional.empty();
        }
        Set<Privilege> found = EnumSet.noneOf(Privilege.class);
        do {
            Token word = cursor.peek();
            Privilege privilege = word.kind() == Token.Kind.WORD ? WORDS.get(word.text()) : null;
            if (privilege == null) {
                throw cursor.unexpected("expected a privilege")
                        .withHint("Privileges are "
                                + Keywords.shown(
                                        WORDS.keySet().stream().sorted().toList()) + ".");
            }
            cursor.next();
            if (cursor.peek().isSymbol('(')) {
                throw StatementParser.notSupported(
                        "privileges on columns are not supported",
                        "Grant SELECT on a view of these columns.",
                        cursor.peek().start());
            }
            found.add(privilege);
        } while (cursor.acceptSymbol(','));
        return Optional.of(found);
    }

    private static Target target(TokenCursor cursor) {
        Token first = cursor.peek();
        if (cursor.accept("all", "tables", "in", "schema")) {
            return new Target.AllTables(UserParser.names(cursor, "a schema name"));
        }
        if (cursor.accept("all", "functions", "in", "schema") || cursor.accept("all", "procedures", "in", "schema")) {
            return new Target.AllFunctions(UserParser.names(cursor, "a schema name"));
        }
        if (cursor.accept("schema")) {
            return new Target.Named(SecurableKind.SCHEMA, plain(UserParser.names(cursor, "a schema name")));
        }
        if (cursor.accept("database")) {
            return new Target.Named(SecurableKind.DATABASE, plain(UserParser.names(cursor, "a database name")));
        }
        if (cursor.accept("model")) {
            return new Target.Named(SecurableKind.MODEL, qualified(cursor, "a model name"));
        }
        if (cursor.accept("function") || cursor.accept("procedure")) {
            return new Target.Functions(functions(cursor));
        }
        if (cursor.looksAt("language") && cursor.peek(1).isName()) {
            throw StatementParser.notSupported(
                    "privileges on languages are not supported",
                    "GRANT CREATE MODEL TO a user lets that user create models, which is USAGE on language mlfunc.",
                    first.start());
        }
        cursor.accept("table");
        return new Target.Named(SecurableKind.TABLE, qualified(cursor, "a table name"));
    }

    private static List<QualifiedName> plain(List<String> names) {
        return names.stream().map(QualifiedName::of).toList();
    }

    private static List<QualifiedName> qualified(TokenCursor cursor, String what) {
        List<QualifiedName> names = new ArrayList<>();
        do {
            names.add(cursor.qualifiedName(what));
        } while (cursor.acceptSymbol(','));
        return names;
    }

    /** With or without the types of their arguments. */
    private static List<QualifiedName> functions(TokenCursor cursor) {
        List<QualifiedName> names = new ArrayList<>();
        do {
            names.add(cursor.qualifiedName("a function name"));
            if (cursor.peek().isSymbol('(')) {
                cursor.skipParentheses("Close the list of argument types.");
            }
        } while (cursor.acceptSymbol(','));
        return names;
    }

    private static void requireKnown(
            TokenCursor cursor, Token object, Optional<Set<Privilege>> privileges, Target target) {
        SecurableKind kind = kind(target);
        for (Privilege privilege : privileges.orElse(Set.of())) {
            if (!kind.privileges().contains(privilege)) {
                List<String> known = kind.privileges().stream()
                        .map(Privilege::shown)
                        .map(word -> word.toLowerCase(Locale.ROOT))
                        .sorted()
                        .toList();
                throw cursor.syntaxError(object, "invalid privilege type " + privilege.shown() + " for " + kind.shown())
                        .withHint("Privileges on a " + kind.shown() + " are " + Keywords.shown(known) + ".");
            }
        }
    }

    private static SecurableKind kind(Target target) {
        if (target instanceof Target.Named named) {
            return named.kind();
        }
        return target instanceof Target.AllTables ? SecurableKind.TABLE : SecurableKind.MODEL;
    }

    private static Statement grantees(
            TokenCursor cursor, boolean grant, Optional<Set<Privilege>> privileges, Target target, boolean optionOnly) {
        cursor.expect(grant ? "to" : "from");
        List<Grantee> grantees = new ArrayList<>();
        int options = 0;
        do {
            Token at = cursor.peek();
            Grantee grantee = grantee(cursor);
            grantees.add(grantee);
            if (grant && cursor.accept("with", "grant", "option")) {
                options++;
                requireUser(cursor, at, grantee);
            }
        } while (cursor.acceptSymbol(','));
        requireAlike(cursor, options, grantees, "WITH GRANT OPTION");
        if (!grant && cursor.looksAt("cascade")) {
            throw StatementParser.notSupported(
                    "REVOKE ... CASCADE is not supported",
                    "Revoke what has been handed on first.",
                    cursor.peek().start());
        }
        if (!grant) {
            cursor.accept("restrict");
        }
        return new GrantPrivileges(grant, privileges, target, grantees, optionOnly || options > 0);
    }

    /** Redshift gives the option to the users behind whose names it stands; so that nobody is misunderstood, to all or none. */
    private static void requireAlike(TokenCursor cursor, int options, List<Grantee> grantees, String option) {
        if (options > 0 && options < grantees.size()) {
            throw StatementParser.notSupported(
                    option + " for some of several grantees is not supported",
                    "Grant " + option + " in a statement of its own, or write it behind each user.",
                    cursor.peek(-1).start());
        }
    }

    private static void requireUser(TokenCursor cursor, Token at, Grantee grantee) {
        if (grantee.kind() != Grantee.Kind.USER) {
            SqlException error = cursor.syntaxError(at, "WITH GRANT OPTION is for users");
            throw error.withHint("Groups, roles and PUBLIC cannot hand privileges on.");
        }
    }

    private static Grantee grantee(TokenCursor cursor) {
        if (cursor.accept("public")) {
            return Grantee.PUBLIC;
        }
        if (cursor.accept("group")) {
            return new Grantee(Grantee.Kind.GROUP, cursor.name("a group name"));
        }
        if (cursor.looksAt("role") && cursor.peek(1).isName()) {
            cursor.next();
            return new Grantee(Grantee.Kind.ROLE, cursor.name("a role name"));
        }
        return Grantee.user(cursor.name("a user, GROUP, ROLE or PUBLIC"));
    }
}
