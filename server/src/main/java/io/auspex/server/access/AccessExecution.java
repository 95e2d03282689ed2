package io.auspex.server.access;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.AccessStatement;
import io.auspex.language.statement.AccessStatement.AlterUser;
import io.auspex.language.statement.AccessStatement.GrantPrivileges;
import io.auspex.language.statement.AccessStatement.GrantRoles;
import io.auspex.language.statement.AccessStatement.Target;
import io.auspex.language.statement.AccessStatement.UserOptions;
import io.auspex.language.statement.Grantee;
import io.auspex.language.statement.QualifiedName;
import io.auspex.language.statement.SecurableKind;
import io.auspex.server.catalog.CatalogTransaction;
import io.auspex.server.catalog.ModelCatalog;
import io.auspex.server.catalog.ModelEntry;
import io.auspex.server.session.Notice;
import io.auspex.server.session.SessionContext;
import io.auspex.warehouse.Catalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Carries out statements about users and privileges, in the session's transaction: asks whether the user may, finds what is
 * meant, and has it written.
 */
public final class AccessExecution {
    private final AccessControl access;
    private final ModelCatalog models = new ModelCatalog();

    public AccessExecution(AccessControl access) {
        this.access = access;
    }

    /**
     * To be called in a transaction.
     *
     * @return the command tag
     * @throws SqlException SERIALIZATION_FAILURE where somebody else changes users or privileges at the same time
     */
    public String run(SessionContext session, AccessStatement statement) {
        CatalogTransaction transaction = CatalogTransaction.within(session.warehouse());
        transaction.execute("UPDATE auspex.access_version SET version = version + 1");
        // What others have committed since is what counts, not what is remembered.
        access.rulesChanged(session);
        String tag = new Step(session, transaction, access.rules(session)).run(statement);
        access.rulesChanged(session);
        return tag;
    }

    /** One statement, with the rules that hold before it. */
    private final class Step {
        private final SessionContext session;
        private final CatalogTransaction transaction;
        private final AccessRules rules;
        private final PrincipalChanges principals;
        private final String user;

        Step(SessionContext session, CatalogTransaction transaction, AccessRules rules) {
            this.session = session;
            this.transaction = transaction;
            this.rules = rules;
            this.principals = new PrincipalChanges(transaction, rules, session);
            this.user = session.user();
        }

        String run(AccessStatement statement) {
            if (statement instanceof AccessStatement.CreateUser create) {
                access.requireSuperuser(session, "create users");
                principals.createUser(create);
                return "CREATE USER";
            }
            if (statement instanceof AlterUser alter) {
                alterUser(alter);
                return "ALTER USER";
            }
            if (statement instanceof AccessStatement.SetUserParameter set) {
                setParameter(set);
                return "ALTER USER";
            }
            if (statement instanceof AccessStatement.RenamePrincipal rename) {
                rename(rename);
                return "ALTER " + rename.principal().kind();
            }
            if (statement instanceof AccessStatement.DropUsers drop) {
                dropUsers(drop);
                return "DROP USER";
            }
            if (statement instanceof AccessStatement.CreateGroup create) {
                access.requireSuperuser(session, "create groups");
                principals.createGroup(create.name(), create.users());
                return "CREATE GROUP";
            }
            if (statement instanceof AccessStatement.AlterGroup alter) {
                access.requireSuperuser(session, "alter groups");
                principals.changeGroup(alter.name(), alter.add(), alter.users());
                return "ALTER GROUP";
            }
            if (statement instanceof AccessStatement.DropGroup drop) {
                access.requireSuperuser(session, "drop groups");
                principals.dropGroup(drop.name());
                return "DROP GROUP";
            }
            return roleOrPrivilege(statement);
        }

        private String roleOrPrivilege(AccessStatement statement) {
            if (statement instanceof AccessStatement.CreateRole create) {
                access.requireSuperuser(session, "create roles");
                principals.createRole(create.name(), user);
                return "CREATE ROLE";
            }
            if (statement instanceof AccessStatement.DropRole drop) {
                principals.requireExists(new Grantee(Grantee.Kind.ROLE, drop.name()));
                if (!rules.roleOwner(drop.name()).equals(Optional.of(user))) {
                    access.requireSuperuser(session, "drop roles of others");
                }
                principals.dropRole(drop.name(), drop.force());
                return "DROP ROLE";
            }
            if (statement instanceof GrantRoles grant) {
                grant.roles().forEach(this::requireAdmin);
                principals.grantRoles(grant);
                return grant.grant() ? "GRANT ROLE" : "REVOKE ROLE";
            }
            if (statement instanceof GrantPrivileges grant) {
                new PrivilegeChanges(transaction, rules, user).change(grant, objects(grant), this::ownsModel);
                return grant.grant() ? "GRANT" : "REVOKE";
            }
            if (statement instanceof AccessStatement.AlterDefaultPrivileges defaults) {
                defaults.schemas().forEach(this::schema);
                new PrivilegeChanges(transaction, rules, user).changeDefaults(defaults);
                return "ALTER DEFAULT PRIVILEGES";
            }
            AccessStatement.ChangeOwner change = (AccessStatement.ChangeOwner) statement;
            changeOwner(change);
            return change.kind() == SecurableKind.SCHEMA ? "ALTER SCHEMA" : "ALTER TABLE";
        }

        /** Users may change their own password, and nothing else of themselves. */
        private void alterUser(AlterUser statement) {
            principals.requireExists(Grantee.user(statement.name()));
            UserOptions options = statement.options();
            UserOptions passwordOnly = new UserOptions(
                    options.password(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    OptionalInt.empty(),
                    OptionalInt.empty());
            if (!statement.name().equals(user) || !options.equals(passwordOnly)) {
                access.requireSuperuser(session, "alter users");
            }
            principals.alterUser(statement.name(), options);
        }

        private void setParameter(AccessStatement.SetUserParameter statement) {
            principals.requireExists(Grantee.user(statement.name()));
            if (!statement.name().equals(user)) {
                access.requireSuperuser(session, "alter users");
            }
            Optional<String> value =
                    statement.value().map(text -> session.parameters().checked(statement.parameter(), text));
            principals.setParameter(rules.user(statement.name()).orElseThrow(), statement.parameter(), value);
        }

        private void rename(AccessStatement.RenamePrincipal statement) {
            Grantee principal = statement.principal();
            access.requireSuperuser(session, "rename a " + principal.kind().shown());
            if (principal.equals(Grantee.user(user))) {
                throw new SqlException(SqlState.FEATURE_NOT_SUPPORTED, "session user cannot be renamed")
                        .withHint("Let another superuser rename you.");
            }
            principals.rename(principal, statement.newName());
        }

        private void dropUsers(AccessStatement.DropUsers statement) {
            access.requireSuperuser(session, "drop users");
            for (String name : statement.names()) {
                if (name.equals(user)) {
                    throw new SqlException(SqlState.OBJECT_IN_USE, "current user cannot be dropped");
                }
                if (statement.ifExists() && rules.user(name).isEmpty()) {
                    session.notice(
                            Notice.Severity.NOTICE,
                            SqlState.SUCCESSFUL_COMPLETION,
                            "user \"" + name + "\" does not exist, skipping");
                } else {
                    principals.requireExists(Grantee.user(name));
                    principals.dropUser(name);
                }
            }
        }

        /** The owner of a role, and users who have it WITH ADMIN OPTION. */
        private void requireAdmin(String role) {
            principals.requireExists(new Grantee(Grantee.Kind.ROLE, role));
            boolean admin = rules.roleOwner(role).equals(Optional.of(user))
                    || rules.roleGrants().contains(new AccessRules.RoleGrant(role, Grantee.user(user), true));
            if (!admin) {
                access.requireSuperuser(session, "grant or revoke role \"" + role + "\"");
            }
        }

        private List<Securable> objects(GrantPrivileges statement) {
            Target target = statement.target();
            if (target instanceof Target.AllTables all) {
                List<Securable> tables = new ArrayList<>();
                for (String schema : all.schemas()) {
                    schema(schema);
                    for (Catalog.Relation relation :
                            session.warehouse().catalog().relations(schema)) {
                        tables.add(Securable.table(QualifiedName.of(relation.schema(), relation.name())));
                    }
                }
                return tables;
            }
            if (target instanceof Target.Functions functions) {
                functions.names().forEach(this::refuseFunction);
                return List.of();
            }
            if (target instanceof Target.AllFunctions all) {
                all.schemas().forEach(this::refuseFunctions);
                return List.of();
            }
            Target.Named named = (Target.Named) target;
            return switch (named.kind()) {
                case TABLE -> named.names().stream().map(this::table).toList();
                case SCHEMA ->
                    named.names().stream().map(name -> schema(name.name())).toList();
                case DATABASE ->
                    named.names().stream().map(name -> database(name.name())).toList();
                case MODEL ->
                    named.names().stream()
                            .map(name ->
                                    Securable.model(model(name).definition().name()))
                            .toList();
                case SYSTEM -> List.of(Securable.SYSTEM);
                case IAM_ROLE ->
                    named.names().stream()
                            .map(name -> Securable.iamRole(name.name()))
                            .toList();
            };
        }

        private Securable table(QualifiedName name) {
            return session.warehouse()
                    .catalog()
                    .relation(name)
                    .map(found -> Securable.table(QualifiedName.of(found.schema(), found.name())))
                    .orElseThrow(() ->
                            new SqlException(SqlState.UNDEFINED_TABLE, "relation \"" + name + "\" does not exist"));
        }

        private Securable schema(String name) {
            if (session.warehouse().catalog().schemas().stream().noneMatch(name::equalsIgnoreCase)) {
                throw new SqlException(SqlState.INVALID_SCHEMA_NAME, "schema \"" + name + "\" does not exist");
            }
            return Securable.schema(name);
        }

        private Securable database(String name) {
            if (!name.equals(SessionContext.DATABASE)) {
                throw new SqlException(SqlState.INVALID_CATALOG_NAME, "database \"" + name + "\" does not exist")
                        .withHint("This server has one database, " + SessionContext.DATABASE + ".");
            }
            return Securable.database(name);
        }

        private ModelEntry model(QualifiedName name) {
            List<String> schemas = name.schema().map(List::of).orElseGet(session::searchPath);
            return schemas.stream()
                    .flatMap(schema -> models.find(transaction, name.in(schema)).stream())
                    .findFirst()
                    .orElseThrow(
                            () -> new SqlException(SqlState.UNDEFINED_OBJECT, "model \"" + name + "\" does not exist")
                                    .withHint("SHOW MODEL ALL lists the models there are."));
        }

        private boolean ownsModel(Securable object) {
            return object.kind() == SecurableKind.MODEL
                    && models.find(transaction, QualifiedName.of(object.schema(), object.name()))
                            .filter(model -> model.definition().owner().equals(user))
                            .isPresent();
        }

        /** Functions are models', and privileges on them the models'. */
        private void refuseFunction(QualifiedName name) {
            List<String> schemas = name.schema().map(List::of).orElseGet(session::searchPath);
            List<QualifiedName> candidates = schemas.stream().map(name::in).toList();
            ModelEntry owner = models.all(transaction).stream()
                    .filter(model -> model.definition().functionNames().stream().anyMatch(candidates::contains))
                    .findFirst()
                    .orElseThrow(() ->
                            new SqlException(SqlState.UNDEFINED_FUNCTION, "function " + name + " does not exist"));
            throw modelFunction(name.toString(), owner);
        }

        private void refuseFunctions(String schema) {
            schema(schema);
            for (ModelEntry model : models.all(transaction)) {
                for (QualifiedName function : model.definition().functionNames()) {
                    if (function.schema().orElseThrow().equalsIgnoreCase(schema)) {
                        throw modelFunction(function.toString(), model);
                    }
                }
            }
        }

        private static SqlException modelFunction(String function, ModelEntry model) {
            return new SqlException(
                            SqlState.FEATURE_NOT_SUPPORTED,
                            "privileges on the machine learning function " + function + " cannot be granted or revoked")
                    .withHint("GRANT EXECUTE ON MODEL " + model.definition().name() + " instead.");
        }

        private void changeOwner(AccessStatement.ChangeOwner statement) {
            Securable object = statement.kind() == SecurableKind.SCHEMA
                    ? schema(statement.name().name())
                    : table(statement.name());
            if (!rules.isSuperuser(user) && !rules.owns(user, object)) {
                throw new SqlException(
                        SqlState.INSUFFICIENT_PRIVILEGE,
                        "must be owner of " + object.kind().shown() + " " + AccessControl.qualified(object));
            }
            principals.requireExists(Grantee.user(statement.newOwner()));
            new Ownership(access).give(session, object, statement.newOwner());
        }
    }
}
