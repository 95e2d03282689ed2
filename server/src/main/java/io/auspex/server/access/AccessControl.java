package io.auspex.server.access;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.Privilege;
import io.auspex.language.statement.QualifiedName;
import io.auspex.language.statement.SecurableKind;
import io.auspex.server.catalog.CatalogDatabase;
import io.auspex.server.catalog.CatalogTransaction;
import io.auspex.server.catalog.ModelDefinition;
import io.auspex.server.session.SessionContext;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Decides what a session's user may do. Executors ask it by name of what they are about to do; every method that starts with
 * {@code require} throws INSUFFICIENT_PRIVILEGE where the answer is no, and superusers pass everywhere.
 *
 * <p>The rules are kept in memory until somebody changes them. A session that has changed them in a transaction which is still
 * open sees its own changes, others do not yet.
 */
public final class AccessControl {
    /** The rules as they were when the counter stood there. */
    private record Remembered(long version, AccessRules rules) {}

    private final CatalogDatabase database;
    private final AtomicLong version = new AtomicLong();
    private final AtomicLong definitions = new AtomicLong();
    private volatile long definitionsChangedAt = System.nanoTime();
    private final Map<SessionContext, Optional<AccessRules>> uncommitted = new ConcurrentHashMap<>();
    private final Map<Securable, String> uncommittedOwners = new ConcurrentHashMap<>();
    private volatile Remembered remembered = new Remembered(-1, null);

    public AccessControl(CatalogDatabase database) {
        this.database = database;
    }

    /** What holds for the session's next statement. */
    public AccessRules rules(SessionContext session) {
        Optional<AccessRules> own = uncommitted.get(session);
        if (own == null) {
            return rules();
        }
        if (own.isEmpty()) {
            own = Optional.of(AccessCatalog.rules(CatalogTransaction.within(session.warehouse())));
            uncommitted.put(session, own);
        }
        return own.get();
    }

    /** What has been committed. */
    public AccessRules rules() {
        long now = version.get();
        Remembered current = remembered;
        if (current.version() != now) {
            // Read after the counter: a change meanwhile makes it move on, and the rules are read again.
            current = new Remembered(now, database.transact(AccessCatalog::rules));
            remembered = current;
        }
        return current.rules();
    }

    /** To be called when the session has changed users or privileges, in a transaction or not. */
    public void rulesChanged(SessionContext session) {
        if (session.warehouse().inTransaction()) {
            uncommitted.put(session, Optional.empty());
            session.transaction().whenEnded(() -> {
                uncommitted.remove(session);
                version.incrementAndGet();
            });
        }
        version.incrementAndGet();
    }

    /**
     * To be called when an object has got an owner: until the transaction has ended the rules do not know it, but the owner is to see
     * the object in the catalog.
     */
    void ownerGiven(SessionContext session, Securable object, String owner) {
        if (session.warehouse().inTransaction()) {
            uncommittedOwners.put(object, owner);
            session.transaction().whenEnded(() -> uncommittedOwners.remove(object, owner));
        }
    }

    /** Whom a transaction that is still open has given the object to. */
    Optional<String> uncommittedOwner(Securable object) {
        return Optional.ofNullable(uncommittedOwners.get(object));
    }

    /** To be called when something outside any session has. */
    public void rulesChanged() {
        version.incrementAndGet();
    }

    /** Removes owner and privileges of what is gone; {@link #rulesChanged} is to be called when the transaction has ended. */
    public void forget(CatalogTransaction transaction, Securable gone) {
        AccessCatalog.forget(transaction, gone);
    }

    /** To be called when tables, views or functions have come, gone or changed: what a statement means may be another thing. */
    public void definitionsChanged(SessionContext session) {
        if (session.warehouse().inTransaction()) {
            session.transaction().whenEnded(this::definitionsChanged);
        }
        definitionsChanged();
    }

    /** To be called when models and their functions have. */
    public void definitionsChanged() {
        definitionsChangedAt = System.nanoTime();
        definitions.incrementAndGet();
    }

    /** Grows with every change of definitions. */
    public long definitionsVersion() {
        return definitions.get();
    }

    /** Whether the session's open transaction, if there is one, began after the last change of definitions. */
    public boolean seesCurrentDefinitions(SessionContext session) {
        return !session.warehouse().inTransaction() || session.transaction().startedAfter(definitionsChangedAt);
    }

    /** @throws SqlException INVALID_AUTHORIZATION if the session's user has been dropped */
    public void requireUser(SessionContext session) {
        if (rules(session).user(session.user()).isEmpty()) {
            throw new SqlException(SqlState.INVALID_AUTHORIZATION, "user \"" + session.user() + "\" does not exist")
                    .withHint("The user has been dropped or renamed; connect anew.");
        }
    }

    public boolean isSuperuser(SessionContext session) {
        return rules(session).isSuperuser(session.user());
    }

    /** @param action as it reads behind "must be superuser to" */
    public void requireSuperuser(SessionContext session, String action) {
        if (!isSuperuser(session)) {
            throw new SqlException(SqlState.INSUFFICIENT_PRIVILEGE, "must be superuser to " + action);
        }
    }

    public void require(SessionContext session, Privilege privilege, Securable object) {
        if (!rules(session).allows(session.user(), privilege, object)) {
            throw denied(privilege, object);
        }
    }

    static SqlException denied(Privilege privilege, Securable object) {
        String kind = object.kind() == SecurableKind.TABLE
                ? "relation"
                : object.kind().shown();
        String on = object.kind() == SecurableKind.SYSTEM
                ? privilege.shown()
                : object.kind().shown().toUpperCase(Locale.ROOT) + " " + qualified(object);
        return object.kind() == SecurableKind.SYSTEM
                ? new SqlException(SqlState.INSUFFICIENT_PRIVILEGE, "permission denied: " + on + " is needed")
                        .withHint("A superuser can GRANT " + on + " TO you.")
                : new SqlException(
                                SqlState.INSUFFICIENT_PRIVILEGE, "permission denied for " + kind + " " + object.shown())
                        .withHint("Its owner or a superuser can GRANT " + privilege.shown() + " ON " + on + " TO you.");
    }

    /** The object's name with its schema, if it has one. */
    public static String qualified(Securable object) {
        boolean inSchema = object.kind() == SecurableKind.TABLE || object.kind() == SecurableKind.MODEL;
        return (inSchema ? object.schema() + "." : "") + object.shown();
    }

    /** @param name with its schema */
    public void requireTable(SessionContext session, Privilege privilege, QualifiedName name) {
        require(session, Privilege.USAGE, Securable.schema(name.schema().orElseThrow()));
        require(session, privilege, Securable.table(name));
    }

    /** For something new in a schema. */
    public void requireCreateIn(SessionContext session, String schema) {
        require(session, Privilege.USAGE, Securable.schema(schema));
        require(session, Privilege.CREATE, Securable.schema(schema));
    }

    /**
     * What CREATE MODEL needs of any kind of model, besides SELECT on its sources, which is asked for where they are read.
     *
     * @param model with its schema
     * @param function with its schema; absent for a model without functions
     * @param iamRole as the statement names it; absent means the default one
     */
    public void requireCreateModel(
            SessionContext session, QualifiedName model, Optional<QualifiedName> function, Optional<String> iamRole) {
        require(session, Privilege.CREATE_MODEL, Securable.SYSTEM);
        requireCreateIn(session, model.schema().orElseThrow());
        function.flatMap(QualifiedName::schema).ifPresent(schema -> requireCreateIn(session, schema));
        requireAssumeRole(session, iamRole, Privilege.CREATE_MODEL);
    }

    /** @param iamRole an ARN or several with commas; absent means the default one */
    public void requireAssumeRole(SessionContext session, Optional<String> iamRole, Privilege command) {
        String role = iamRole.orElse("default");
        if (!rules(session).mayAssume(session.user(), role, command)) {
            throw new SqlException(
                            SqlState.INSUFFICIENT_PRIVILEGE,
                            "User " + session.user() + " does not have ASSUMEROLE permission on IAM role \"" + role
                                    + "\" for " + command.shown())
                    .withHint("A superuser can GRANT ASSUMEROLE ON "
                            + (role.equalsIgnoreCase("default") ? "DEFAULT" : "'" + role + "'") + " TO "
                            + session.user() + " FOR " + command.shown() + ".");
        }
    }

    /** Whether the session's user may call the model's functions, FORECAST, EXPLAIN_MODEL and SHOW MODEL. */
    public boolean mayExecute(SessionContext session, ModelDefinition model) {
        return isOwner(session, model)
                || rules(session).isGranted(session.user(), Privilege.EXECUTE, Securable.model(model.name()));
    }

    /** EXECUTE on the model and USAGE on its schema. */
    public void requireExecute(SessionContext session, ModelDefinition model) {
        require(session, Privilege.USAGE, Securable.schema(model.name().schema().orElseThrow()));
        if (!mayExecute(session, model)) {
            throw denied(Privilege.EXECUTE, Securable.model(model.name()));
        }
    }

    /** Whether the session's user owns the model, or is a superuser: who sees its role, bucket, key and cost. */
    public boolean isOwner(SessionContext session, ModelDefinition model) {
        AccessRules rules = rules(session);
        return rules.isSuperuser(session.user())
                || (rules.user(session.user()).isPresent() && model.owner().equals(session.user()));
    }

    /** For what only the owner and superusers may do to a model, such as replacing it. */
    public void requireOwner(SessionContext session, ModelDefinition model) {
        if (!isOwner(session, model)) {
            throw new SqlException(SqlState.INSUFFICIENT_PRIVILEGE, "must be owner of model " + model.name());
        }
    }

    /** DROP MODEL: its owner, the owner of its schema, holders of the system privilege DROP MODEL, superusers. */
    public void requireDrop(SessionContext session, ModelDefinition model) {
        Securable schema = Securable.schema(model.name().schema().orElseThrow());
        AccessRules rules = rules(session);
        boolean allowed = isOwner(session, model)
                || rules.owns(session.user(), schema)
                || rules.isGranted(session.user(), Privilege.DROP_MODEL, Securable.SYSTEM);
        if (!allowed) {
            throw new SqlException(SqlState.INSUFFICIENT_PRIVILEGE, "must be owner of model " + model.name())
                    .withHint(
                            "The owner of the model or of its schema, holders of DROP MODEL and superusers may drop it.");
        }
    }
}
