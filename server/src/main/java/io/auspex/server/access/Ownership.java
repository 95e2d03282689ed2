package io.auspex.server.access;

import io.auspex.language.statement.SecurableKind;
import io.auspex.server.access.AccessRules.DefaultGrant;
import io.auspex.server.catalog.CatalogTransaction;
import io.auspex.server.session.SessionContext;

/**
 * Keeps what is known of owners and privileges in step with the tables, views and schemas that sessions make, rename and drop:
 * in the same transaction, so that an object and its owner come and go together.
 */
public final class Ownership {
    private final AccessControl access;

    public Ownership(AccessControl access) {
        this.access = access;
    }

    /** Something new belongs to the session's user, who grants on it what was said to be the default. */
    public void created(SessionContext session, Securable object) {
        give(session, object, session.user());
        if (object.kind() != SecurableKind.TABLE) {
            return;
        }
        CatalogTransaction transaction = CatalogTransaction.within(session.warehouse());
        for (DefaultGrant grant : access.rules(session).defaultGrants()) {
            boolean meant = grant.owner().equals(session.user())
                    && (grant.schema().isEmpty() || grant.schema().equalsIgnoreCase(object.schema()));
            if (meant) {
                transaction.execute(
                        "INSERT INTO auspex.privileges VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                        object.kind().name(),
                        object.schema(),
                        object.name(),
                        grant.privilege().name(),
                        grant.grantee().kind().name(),
                        grant.grantee().name(),
                        session.user(),
                        grant.option());
                access.rulesChanged(session);
            }
        }
    }

    /** What the first superuser owns needs no row. */
    public void give(SessionContext session, Securable object, String owner) {
        boolean known = !access.rules(session).owner(object).equals(User.FIRST);
        if (!known && owner.equals(User.FIRST)) {
            return;
        }
        CatalogTransaction transaction = CatalogTransaction.within(session.warehouse());
        transaction.execute(
                "DELETE FROM auspex.owners WHERE kind = $1 AND schema_name = $2 AND object_name = $3",
                object.kind().name(),
                object.schema(),
                object.name());
        if (!owner.equals(User.FIRST)) {
            transaction.execute(
                    "INSERT INTO auspex.owners VALUES ($1, $2, $3, $4)",
                    object.kind().name(),
                    object.schema(),
                    object.name(),
                    owner);
        }
        access.ownerGiven(session, object, owner);
        access.rulesChanged(session);
    }

    public void renamed(SessionContext session, Securable object, String newName) {
        if (!access.rules(session).knows(object::equals)) {
            return;
        }
        CatalogTransaction transaction = CatalogTransaction.within(session.warehouse());
        Securable renamed = new Securable(object.kind(), object.schema(), newName);
        for (String table : new String[] {"owners", "privileges"}) {
            transaction.execute(
                    "UPDATE auspex." + table
                            + " SET object_name = $1 WHERE kind = $2 AND schema_name = $3 AND object_name = $4",
                    renamed.name(),
                    object.kind().name(),
                    object.schema(),
                    object.name());
        }
        access.ownerGiven(session, renamed, access.rules(session).owner(object));
        access.rulesChanged(session);
    }

    public void dropped(SessionContext session, Securable object) {
        if (access.rules(session).knows(object::equals)) {
            AccessCatalog.forget(CatalogTransaction.within(session.warehouse()), object);
            access.rulesChanged(session);
        }
    }

    /** A schema with everything in it. */
    public void schemaDropped(SessionContext session, String schema) {
        String name = Securable.schema(schema).schema();
        boolean known = access.rules(session)
                .knows(object ->
                        object.kind() != SecurableKind.MODEL && object.schema().equals(name));
        if (known) {
            CatalogTransaction transaction = CatalogTransaction.within(session.warehouse());
            for (String table : new String[] {"owners", "privileges"}) {
                transaction.execute(
                        "DELETE FROM auspex." + table + " WHERE kind IN ('SCHEMA', 'TABLE') AND schema_name = $1",
                        name);
            }
            access.rulesChanged(session);
        }
    }
}
