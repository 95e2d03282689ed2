package io.auspex.server.access;

import io.auspex.language.statement.Grantee;
import io.auspex.language.statement.Privilege;
import io.auspex.language.statement.SecurableKind;
import io.auspex.server.access.AccessRules.DefaultGrant;
import io.auspex.server.access.AccessRules.Grant;
import io.auspex.server.access.AccessRules.RoleGrant;
import io.auspex.server.catalog.CatalogRow;
import io.auspex.server.catalog.CatalogTransaction;
import io.auspex.server.catalog.JsonText;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads the tables of users and privileges. */
final class AccessCatalog {
    private static final String USERS = "SELECT id, name, superuser, create_database, unrestricted_log, valid_until,"
            + " connection_limit, session_timeout, settings, verifier FROM auspex.users ";

    private AccessCatalog() {}

    static List<User> users(CatalogTransaction transaction) {
        return transaction.query(USERS + "ORDER BY name", AccessCatalog::user);
    }

    static Optional<User> user(CatalogTransaction transaction, String name) {
        return transaction.query(USERS + "WHERE name = $1", AccessCatalog::user, name).stream()
                .findFirst();
    }

    private static User user(CatalogRow row) {
        return new User(
                row.number(0),
                row.text(1),
                row.truth(2),
                row.truth(3),
                row.truth(4),
                row.optionalInstant(5),
                optionalInt(row, 6),
                optionalInt(row, 7),
                row.optionalText(8).map(JsonText::map).orElse(Map.of()),
                row.optionalText(9).map(ScramVerifier::parse));
    }

    private static OptionalInt optionalInt(CatalogRow row, int column) {
        return row.optionalNumber(column).isPresent() ? OptionalInt.of((int) row.number(column)) : OptionalInt.empty();
    }

    static AccessRules rules(CatalogTransaction transaction) {
        Map<String, Set<String>> groups = new HashMap<>();
        transaction.query("SELECT name FROM auspex.groups", row -> groups.put(row.text(0), new HashSet<>()));
        transaction.query("SELECT group_name, user_name FROM auspex.group_members", row -> groups.computeIfAbsent(
                        row.text(0), group -> new HashSet<>())
                .add(row.text(1)));
        Map<String, String> roles = new HashMap<>();
        transaction.query("SELECT name, owner FROM auspex.roles", row -> roles.put(row.text(0), row.text(1)));
        Map<Securable, String> owners = new HashMap<>();
        transaction.query(
                "SELECT kind, schema_name, object_name, owner FROM auspex.owners",
                row -> owners.put(securable(row), row.text(3)));
        return new AccessRules(
                users(transaction),
                groups,
                roles,
                transaction.query(
                        "SELECT role_name, grantee_kind, grantee_name, admin_option FROM auspex.role_grants",
                        row -> new RoleGrant(row.text(0), grantee(row, 1), row.truth(3))),
                owners,
                transaction.query(
                        "SELECT kind, schema_name, object_name, privilege, grantee_kind, grantee_name, grantor,"
                                + " grant_option FROM auspex.privileges",
                        row -> new Grant(
                                securable(row),
                                Privilege.valueOf(row.text(3)),
                                grantee(row, 4),
                                row.text(6),
                                row.truth(7))),
                transaction.query(
                        "SELECT owner, schema_name, privilege, grantee_kind, grantee_name, grant_option"
                                + " FROM auspex.default_privileges",
                        row -> new DefaultGrant(
                                row.text(0),
                                row.text(1),
                                Privilege.valueOf(row.text(2)),
                                grantee(row, 3),
                                row.truth(5))));
    }

    static void forget(CatalogTransaction transaction, Securable gone) {
        for (String table : List.of("owners", "privileges")) {
            transaction.execute(
                    "DELETE FROM auspex." + table + " WHERE kind = $1 AND schema_name = $2 AND object_name = $3",
                    gone.kind().name(),
                    gone.schema(),
                    gone.name());
        }
    }

    private static Securable securable(CatalogRow row) {
        return new Securable(SecurableKind.valueOf(row.text(0)), row.text(1), row.text(2));
    }

    private static Grantee grantee(CatalogRow row, int column) {
        return new Grantee(Grantee.Kind.valueOf(row.text(column)), row.text(column + 1));
    }
}
