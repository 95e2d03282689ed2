package io.auspex.server.access;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.AccessStatement.AlterDefaultPrivileges;
import io.auspex.language.statement.AccessStatement.GrantPrivileges;
import io.auspex.language.statement.Grantee;
import io.auspex.language.statement.Privilege;
import io.auspex.language.statement.SecurableKind;
import io.auspex.server.access.AccessRules.DefaultGrant;
import io.auspex.server.access.AccessRules.Grant;
import io.auspex.server.catalog.CatalogTransaction;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Writes what is granted, inside a transaction in which nobody else does. The things that it is about have been looked up. */
final class PrivilegeChanges {
    private final CatalogTransaction transaction;
    private final AccessRules rules;
    private final String user;

    /** @param user who grants or revokes */
    PrivilegeChanges(CatalogTransaction transaction, AccessRules rules, String user) {
        this.transaction = transaction;
        this.rules = rules;
        this.user = user;
    }

    /**
     * @param owned whether the user owns a thing whose owner the rules do not know: a model
     * @throws SqlException INSUFFICIENT_PRIVILEGE where the user may hand none of it on
     */
    void change(GrantPrivileges statement, List<Securable> objects, Predicate<Securable> owned) {
        statement.grantees().forEach(this::requireExists);
        for (Securable object : objects) {
            Set<Privilege> wanted = statement.privileges().orElse(object.kind().privileges());
            requireGrantees(object, wanted, statement.grantees());
            Set<Privilege> allowed = wanted.stream()
                    .filter(privilege -> owned.test(object) || rules.mayGrant(user, privilege, object))
                    .collect(Collectors.toSet());
            boolean all = statement.privileges().isEmpty();
            if (allowed.isEmpty() || (!all && allowed.size() < wanted.size())) {
                throw new SqlException(
                                SqlState.INSUFFICIENT_PRIVILEGE,
                                "permission denied: you cannot grant or revoke privileges on "
                                        + object.kind().shown() + " " + AccessControl.qualified(object))
                        .withHint("Its owner, superusers and users who hold them WITH GRANT OPTION can.");
            }
            for (Grantee grantee : statement.grantees()) {
                for (Privilege privilege : allowed) {
                    change(statement, new Grant(object, privilege, grantee, user, statement.option()));
                }
            }
        }
    }

    private void requireExists(Grantee grantee) {
        if (!rules.exists(grantee)) {
            throw PrincipalChanges.missing(grantee);
        }
    }

    /** Of the system's privileges, roles get all, users and groups CREATE MODEL alone. */
    private static void requireGrantees(Securable object, Set<Privilege> wanted, List<Grantee> grantees) {
        if (object.kind() != SecurableKind.SYSTEM || wanted.equals(Set.of(Privilege.CREATE_MODEL))) {
            return;
        }
        if (grantees.stream().anyMatch(grantee -> grantee.kind() != Grantee.Kind.ROLE)) {
            throw new SqlException(
                            SqlState.WRONG_OBJECT_TYPE,
                            "DROP MODEL and ACCESS SYSTEM TABLE can be granted to roles only")
                    .withHint("GRANT DROP MODEL TO ROLE name, and the role to the user.");
        }
    }

    private void change(GrantPrivileges statement, Grant grant) {
        Optional<Grant> held = rules.grants(grant.on()).stream()
                .filter(other -> other.privilege() == grant.privilege()
                        && other.grantee().equals(grant.grantee()))
                .findFirst();
        if (statement.grant()) {
            delete(grant);
            insert(grant, grant.option() || held.filter(Grant::option).isPresent());
            return;
        }
        if (held.isEmpty()) {
            return;
        }
        requireNotHandedOn(grant);
        delete(grant);
        if (statement.option()) {
            insert(held.get(), false);
        }
    }

    /** RESTRICT, which is the only way of revoking. */
    private void requireNotHandedOn(Grant grant) {
        boolean handedOn = grant.grantee().kind() == Grantee.Kind.USER
                && rules.grants(grant.on()).stream()
                        .anyMatch(other -> other.privilege() == grant.privilege()
                                && other.grantor().equals(grant.grantee().name())
                                && !other.grantee().equals(grant.grantee()));
        boolean keepsRight = rules.isSuperuser(grant.grantee().name())
                || rules.owns(grant.grantee().name(), grant.on());
        if (handedOn && !keepsRight) {
            throw new SqlException(SqlState.DEPENDENT_OBJECTS_STILL_EXIST, "dependent privileges exist")
                    .withHint("\"" + grant.grantee().name() + "\" has granted the privilege to others; revoke it from"
                            + " them first.");
        }
    }

    private void delete(Grant grant) {
        transaction.execute(
                "DELETE FROM auspex.privileges WHERE kind = $1 AND schema_name = $2 AND object_name = $3"
                        + " AND privilege = $4 AND grantee_kind = $5 AND grantee_name = $6",
                grant.on().kind().name(),
                grant.on().schema(),
                grant.on().name(),
                grant.privilege().name(),
                grant.grantee().kind().name(),
                grant.grantee().name());
    }

    private void insert(Grant grant, boolean option) {
        transaction.execute(
                "INSERT INTO auspex.privileges VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                grant.on().kind().name(),
                grant.on().schema(),
                grant.on().name(),
                grant.privilege().name(),
                grant.grantee().kind().name(),
                grant.grantee().name(),
                grant.grantor(),
                option);
    }

    void changeDefaults(AlterDefaultPrivileges statement) {
        List<String> owners = statement.users().isEmpty() ? List.of(user) : statement.users();
        List<String> schemas = statement.schemas().isEmpty() ? List.of("") : statement.schemas();
        GrantPrivileges change = statement.change();
        change.grantees().forEach(this::requireExists);
        for (String owner : owners) {
            requireExists(Grantee.user(owner));
            if (!owner.equals(user) && !rules.isSuperuser(user)) {
                throw new SqlException(
                        SqlState.INSUFFICIENT_PRIVILEGE,
                        "must be superuser to change another user's default privileges");
            }
            for (String schema : schemas) {
                for (Grantee grantee : change.grantees()) {
                    for (Privilege privilege : change.privileges().orElse(SecurableKind.TABLE.privileges())) {
                        changeDefault(change, new DefaultGrant(owner, schema, privilege, grantee, change.option()));
                    }
                }
            }
        }
    }

    private void changeDefault(GrantPrivileges change, DefaultGrant grant) {
        Object[] key = {
            grant.owner(),
            grant.schema(),
            grant.privilege().name(),
            grant.grantee().kind().name(),
            grant.grantee().name()
        };
        String where = " WHERE owner = $1 AND schema_name = $2 AND privilege = $3 AND grantee_kind = $4"
                + " AND grantee_name = $5";
        if (!change.grant() && change.option()) {
            transaction.execute("UPDATE auspex.default_privileges SET grant_option = false" + where, key);
            return;
        }
        transaction.execute("DELETE FROM auspex.default_privileges" + where, key);
        if (change.grant()) {
            transaction.execute(
                    "INSERT INTO auspex.default_privileges VALUES ($1, $2, $3, $4, $5, $6)",
                    key[0],
                    key[1],
                    key[2],
                    key[3],
                    key[4],
                    grant.option());
        }
    }
}
