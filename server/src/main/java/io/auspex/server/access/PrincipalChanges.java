package io.auspex.server.access;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.AccessStatement.CreateUser;
import io.auspex.language.statement.AccessStatement.GrantRoles;
import io.auspex.language.statement.AccessStatement.Password;
import io.auspex.language.statement.AccessStatement.UserOptions;
import io.auspex.language.statement.Grantee;
import io.auspex.language.statement.Grantee.Kind;
import io.auspex.server.catalog.CatalogTransaction;
import io.auspex.server.catalog.JsonText;
import io.auspex.server.session.SessionContext;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes users, groups and roles, inside a transaction in which nobody else changes them. Who may do it has been asked before
 * by {@link AccessExecution}.
 */
final class PrincipalChanges {
    private final CatalogTransaction transaction;
    private final AccessRules rules;
    private final SessionContext session;

    /** @param session that makes the changes, for the log of them */
    PrincipalChanges(CatalogTransaction transaction, AccessRules rules, SessionContext session) {
        this.transaction = transaction;
        this.rules = rules;
        this.session = session;
    }

    void createUser(CreateUser statement) {
        String name = statement.name();
        requireFree(Grantee.user(name));
        statement.groups().forEach(group -> requireExists(new Grantee(Kind.GROUP, group)));
        transaction.execute(
                "INSERT INTO auspex.users (id, name, superuser, created) SELECT coalesce(max(id), 99) + 1, $1, false,"
                        + " CAST($2 AS TIMESTAMP) FROM auspex.users",
                name,
                LocalDateTime.now(ZoneOffset.UTC));
        change(name, statement.options());
        log("create", name, name);
        statement.groups().forEach(group -> addMember(group, name));
    }

    /** @param name of a user who exists */
    void alterUser(String name, UserOptions options) {
        change(name, options);
        log("alter", name, name);
    }

    private void change(String name, UserOptions options) {
        options.password().ifPresent(password -> setPassword(name, password));
        options.superuser().ifPresent(value -> {
            if (!value && name.equals(User.FIRST)) {
                throw new SqlException(SqlState.INSUFFICIENT_PRIVILEGE, User.FIRST + " is always a superuser");
            }
            set(name, "superuser", value);
        });
        options.createDatabase().ifPresent(value -> set(name, "create_database", value));
        options.unrestrictedLog().ifPresent(value -> set(name, "unrestricted_log", value));
        options.validUntil().ifPresent(value -> set(name, "valid_until", value));
        if (options.connectionLimit().isPresent()) {
            int limit = options.connectionLimit().getAsInt();
            set(name, "connection_limit", limit < 0 ? null : (Object) (long) limit);
        }
        if (options.sessionTimeout().isPresent()) {
            int seconds = options.sessionTimeout().getAsInt();
            set(name, "session_timeout", seconds == 0 ? null : (Object) (long) seconds);
        }
    }

    /** Takes down what is known of the user now; {@code stl_userlog} shows it. */
    private void log(String action, String oldName, String newName) {
        transaction.execute(
                "INSERT INTO auspex.log_users SELECT epoch_us(CAST($1 AS TIMESTAMP)), id, $2, $3, $4,"
                        + " superuser OR coalesce(create_database, false), superuser, valid_until, CAST($5 AS BIGINT),"
                        + " CAST($6 AS BIGINT) FROM auspex.users WHERE name = $3",
                LocalDateTime.now(ZoneOffset.UTC),
                oldName,
                newName,
                action,
                (long) session.processId(),
                session.statementNumber());
    }

    private void setPassword(String name, Password password) {
        password.text().ifPresent(PasswordRules::check);
        set(
                name,
                "verifier",
                password.text().map(text -> ScramVerifier.of(text).toString()).orElse(null));
    }

    /** @param column one of this class's own, never a user's text */
    private void set(String name, String column, Object value) {
        transaction.execute("UPDATE auspex.users SET " + column + " = $1 WHERE name = $2", value, name);
    }

    void setParameter(User user, String parameter, Optional<String> value) {
        Map<String, String> settings = new TreeMap<>(user.settings());
        String key = parameter.toLowerCase(Locale.ROOT);
        value.ifPresentOrElse(text -> settings.put(key, text), () -> settings.remove(key));
        set(user.name(), "settings", JsonText.ofMap(settings));
    }

    void dropUser(String name) {
        Grantee user = Grantee.user(name);
        if (name.equals(User.FIRST)) {
            throw new SqlException(SqlState.DEPENDENT_OBJECTS_STILL_EXIST, "user \"" + name + "\" cannot be dropped")
                    .withHint("It owns what nobody else owns.");
        }
        rules.firstOwned(name).ifPresent(object -> {
            throw dependent(name, "owner of " + object.kind().shown() + " " + AccessControl.qualified(object))
                    .withHint("DROP what the user owns, or ALTER ... OWNER TO another user.");
        });
        transaction
                .query(
                        "SELECT schema_name || '.' || model_name FROM auspex.models WHERE owner = $1 LIMIT 1",
                        row -> row.text(0),
                        name)
                .forEach(model -> {
                    throw dependent(name, "owner of model " + model).withHint("DROP MODEL " + model + " first.");
                });
        transaction
                .query("SELECT name FROM auspex.roles WHERE owner = $1 LIMIT 1", row -> row.text(0), name)
                .forEach(role -> {
                    throw dependent(name, "owner of role " + role).withHint("DROP ROLE " + role + " first.");
                });
        requireNoPrivileges(user);
        transaction.execute("DELETE FROM auspex.group_members WHERE user_name = $1", name);
        transaction.execute("DELETE FROM auspex.role_grants WHERE grantee_kind = 'USER' AND grantee_name = $1", name);
        log("drop", name, name);
        transaction.execute("DELETE FROM auspex.users WHERE name = $1", name);
    }

    private static SqlException dependent(String user, String detail) {
        return new SqlException(
                        SqlState.DEPENDENT_OBJECTS_STILL_EXIST,
                        "user \"" + user + "\" cannot be dropped because some objects depend on it")
                .withDetail(detail);
    }

    private void requireNoPrivileges(Grantee grantee) {
        String cannot = grantee.kind().shown() + " \"" + grantee.name() + "\" cannot be dropped because the "
                + grantee.kind().shown() + " has ";
        rules.firstGrant(grantee).ifPresent(grant -> {
            throw new SqlException(SqlState.DEPENDENT_OBJECTS_STILL_EXIST, cannot + "a privilege on some object")
                    .withDetail(grant.privilege().shown() + " on "
                            + grant.on().kind().shown() + " " + AccessControl.qualified(grant.on()))
                    .withHint("REVOKE it first.");
        });
        boolean byDefault = rules.defaultGrants().stream()
                .anyMatch(grant -> grant.grantee().equals(grantee)
                        || (grantee.kind() == Kind.USER && grant.owner().equals(grantee.name())));
        if (byDefault) {
            throw new SqlException(SqlState.DEPENDENT_OBJECTS_STILL_EXIST, cannot + "default privileges")
                    .withHint("ALTER DEFAULT PRIVILEGES ... REVOKE them first.");
        }
    }

    void createGroup(String name, List<String> users) {
        requireFree(new Grantee(Kind.GROUP, name));
        users.forEach(user -> requireExists(Grantee.user(user)));
        transaction.execute("INSERT INTO auspex.groups SELECT coalesce(max(id), 99) + 1, $1 FROM auspex.groups", name);
        users.forEach(user -> addMember(name, user));
    }

    void changeGroup(String name, boolean add, List<String> users) {
        requireExists(new Grantee(Kind.GROUP, name));
        for (String user : users) {
            requireExists(Grantee.user(user));
            if (add) {
                addMember(name, user);
            } else if (transaction.execute(
                            "DELETE FROM auspex.group_members WHERE group_name = $1 AND user_name = $2", name, user)
                    == 0) {
                throw new SqlException(
                        SqlState.UNDEFINED_OBJECT, "user \"" + user + "\" is not in group \"" + name + "\"");
            }
        }
    }

    private void addMember(String group, String user) {
        transaction.execute("DELETE FROM auspex.group_members WHERE group_name = $1 AND user_name = $2", group, user);
        transaction.execute("INSERT INTO auspex.group_members VALUES ($1, $2)", group, user);
    }

    void dropGroup(String name) {
        Grantee group = new Grantee(Kind.GROUP, name);
        requireExists(group);
        requireNoPrivileges(group);
        transaction.execute("DELETE FROM auspex.group_members WHERE group_name = $1", name);
        transaction.execute("DELETE FROM auspex.groups WHERE name = $1", name);
    }

    void createRole(String name, String owner) {
        requireFree(new Grantee(Kind.ROLE, name));
        if (name.startsWith("sys:")) {
            throw new SqlException(SqlState.INVALID_PARAMETER_VALUE, "role name \"" + name + "\" is reserved")
                    .withHint("Names that begin with sys: are the system's.");
        }
        transaction.execute(
                "INSERT INTO auspex.roles SELECT coalesce(max(id), 99) + 1, $1, $2 FROM auspex.roles", name, owner);
    }

    void dropRole(String name, boolean force) {
        Grantee role = new Grantee(Kind.ROLE, name);
        requireExists(role);
        if (force) {
            transaction.execute(
                    "DELETE FROM auspex.privileges WHERE grantee_kind = 'ROLE' AND grantee_name = $1", name);
            transaction.execute(
                    "DELETE FROM auspex.default_privileges WHERE grantee_kind = 'ROLE' AND grantee_name = $1", name);
        } else {
            if (rules.roleGrants().stream().anyMatch(grant -> grant.role().equals(name))) {
                throw new SqlException(
                                SqlState.DEPENDENT_OBJECTS_STILL_EXIST,
                                "role \"" + name + "\" cannot be dropped because it has been granted")
                        .withHint("REVOKE ROLE " + name + " first, or DROP ROLE " + name + " FORCE.");
            }
            requireNoPrivileges(role);
        }
        transaction.execute(
                "DELETE FROM auspex.role_grants WHERE role_name = $1 OR (grantee_kind = 'ROLE' AND grantee_name = $1)",
                name);
        transaction.execute("DELETE FROM auspex.roles WHERE name = $1", name);
    }

    void grantRoles(GrantRoles statement) {
        for (String role : statement.roles()) {
            for (Grantee grantee : statement.grantees()) {
                requireExists(grantee);
                if (statement.grant()) {
                    requireNoCircle(role, grantee);
                }
                Object[] key = {role, grantee.kind().name(), grantee.name()};
                String where = " WHERE role_name = $1 AND grantee_kind = $2 AND grantee_name = $3";
                if (!statement.grant() && statement.adminOption()) {
                    transaction.execute("UPDATE auspex.role_grants SET admin_option = false" + where, key);
                    continue;
                }
                boolean admin = statement.adminOption()
                        || rules.roleGrants().contains(new AccessRules.RoleGrant(role, grantee, true));
                transaction.execute("DELETE FROM auspex.role_grants" + where, key);
                if (statement.grant()) {
                    transaction.execute(
                            "INSERT INTO auspex.role_grants VALUES ($1, $2, $3, $4)", key[0], key[1], key[2], admin);
                }
            }
        }
    }

    private void requireNoCircle(String role, Grantee member) {
        boolean circle = member.equals(new Grantee(Kind.ROLE, role))
                || (member.kind() == Kind.ROLE
                        && rules.rolesOf(new Grantee(Kind.ROLE, role)).contains(member));
        if (circle) {
            throw new SqlException(
                    SqlState.INVALID_PARAMETER_VALUE,
                    "role \"" + role + "\" cannot be granted to \"" + member.name() + "\", which it contains");
        }
    }

    /** Everything that knows a user, group or role by its name follows. */
    void rename(Grantee principal, String newName) {
        requireExists(principal);
        requireFree(new Grantee(principal.kind(), newName));
        String old = principal.name();
        if (principal.kind() == Kind.USER && old.equals(User.FIRST)) {
            throw new SqlException(SqlState.FEATURE_NOT_SUPPORTED, "user \"" + old + "\" cannot be renamed")
                    .withHint("It owns what nobody else owns.");
        }
        String table =
                switch (principal.kind()) {
                    case USER -> "users";
                    case GROUP -> "groups";
                    default -> "roles";
                };
        rename(table, "name", old, newName, "");
        for (String grants : List.of("privileges", "default_privileges", "role_grants")) {
            rename(grants, "grantee_name", old, newName, " AND grantee_kind = '" + principal.kind() + "'");
        }
        switch (principal.kind()) {
            case USER -> {
                rename("group_members", "user_name", old, newName, "");
                rename("privileges", "grantor", old, newName, "");
                for (String owned : List.of("owners", "roles", "default_privileges", "models")) {
                    rename(owned, "owner", old, newName, "");
                }
                log("rename", old, newName);
            }
            case GROUP -> rename("group_members", "group_name", old, newName, "");
            default -> rename("role_grants", "role_name", old, newName, "");
        }
    }

    /** Table, column and condition are this class's own, never a user's text. */
    private void rename(String table, String column, String old, String newName, String condition) {
        transaction.execute(
                "UPDATE auspex." + table + " SET " + column + " = $1 WHERE " + column + " = $2" + condition,
                newName,
                old);
    }

    private void requireFree(Grantee principal) {
        boolean reserved = principal.name().equalsIgnoreCase("public");
        if (reserved || rules.exists(principal)) {
            throw new SqlException(
                    SqlState.DUPLICATE_OBJECT,
                    principal.kind().shown() + " \"" + principal.name() + "\" already exists");
        }
    }

    void requireExists(Grantee principal) {
        if (!rules.exists(principal)) {
            throw missing(principal);
        }
    }

    static SqlException missing(Grantee principal) {
        return new SqlException(
                SqlState.UNDEFINED_OBJECT, principal.kind().shown() + " \"" + principal.name() + "\" does not exist");
    }
}
