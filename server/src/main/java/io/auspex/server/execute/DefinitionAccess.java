package io.auspex.server.execute;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.Privilege;
import io.auspex.language.statement.QualifiedName;
import io.auspex.language.statement.Statement.EngineKind;
import io.auspex.language.statement.Statement.EngineStatement;
import io.auspex.server.access.AccessControl;
import io.auspex.server.access.AccessRules;
import io.auspex.server.access.Ownership;
import io.auspex.server.access.Securable;
import io.auspex.server.access.SequenceRights;
import io.auspex.server.session.SessionContext;
import io.auspex.warehouse.Catalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Stands around every DDL statement: asks whether the user may make, change or drop what it names, runs it, and keeps owners and
 * privileges in step, all in one transaction. What a definition reads is asked about where the engine gets to see it.
 */
final class DefinitionAccess {
    private static final List<String> CATALOG_PREFIXES =
            List.of("pg_", "svv_", "stv_", "stl_", "svl_", "sys_query_", "sys_connection_", "sys_load_", "sys_userlog");

    private final AccessControl access;
    private final Ownership ownership;

    DefinitionAccess(AccessControl access) {
        this.access = access;
        this.ownership = new Ownership(access);
    }

    <T> T around(SessionContext session, EngineStatement statement, Supplier<T> work) {
        return session.transaction().atomically(() -> {
            Definition definition = Definition.of(statement);
            List<Target> targets = targets(session, definition);
            if (!access.isSuperuser(session)) {
                SequenceRights.requireNone(statement.text());
                check(session, definition, targets);
            }
            dropDependents(session, definition, targets);
            T result = work.get();
            record(session, definition, targets);
            access.definitionsChanged(session);
            return result;
        });
    }

    /**
     * One of the objects.
     *
     * @param name with its schema; absent for what belongs to the session
     * @param exists before the statement
     */
    private record Target(Optional<Securable> name, boolean exists) {}

    private List<Target> targets(SessionContext session, Definition definition) {
        List<Target> targets = new ArrayList<>();
        for (List<String> parts : definition.names()) {
            targets.add(
                    switch (definition.kind()) {
                        case CREATE_SCHEMA, DROP_SCHEMA -> schema(session, parts);
                        case CREATE_TABLE, CREATE_TABLE_AS, CREATE_VIEW, CREATE_SEQUENCE ->
                            created(session, definition, parts);
                        default -> relation(session, parts);
                    });
        }
        return targets;
    }

    private static Target schema(SessionContext session, List<String> parts) {
        String name = parts.get(parts.size() - 1);
        boolean exists = session.warehouse().catalog().schemas().stream().anyMatch(name::equalsIgnoreCase);
        return new Target(Optional.of(Securable.schema(name)), exists);
    }

    private static Target created(SessionContext session, Definition definition, List<String> parts) {
        if (definition.temporary()) {
            return new Target(Optional.empty(), false);
        }
        QualifiedName name = qualified(session, parts).in(session.currentSchema());
        boolean exists = session.warehouse().catalog().relation(name).isPresent();
        return new Target(Optional.of(Securable.table(name)), exists);
    }

    private static Target relation(SessionContext session, List<String> parts) {
        QualifiedName name = qualified(session, parts);
        if (name.schema().isEmpty() && MissingRelation.isTemporary(session, name)) {
            return new Target(Optional.empty(), true);
        }
        Optional<Catalog.Relation> found = session.warehouse().catalog().relation(name);
        return new Target(
                Optional.of(found.map(relation -> QualifiedName.of(relation.schema(), relation.name()))
                        .map(Securable::table)
                        .orElseGet(() -> Securable.table(name.in(session.currentSchema())))),
                found.isPresent());
    }

    /**
     * The name without its database. The engine would take a first part that is no schema for a database, and find the table
     * elsewhere.
     */
    private static QualifiedName qualified(SessionContext session, List<String> parts) {
        String name = parts.get(parts.size() - 1);
        if (parts.size() == 1) {
            return QualifiedName.of(name);
        }
        String schema = parts.get(parts.size() - 2);
        if (parts.size() > 3 || (parts.size() == 3 && !parts.get(0).equalsIgnoreCase(SessionContext.DATABASE))) {
            throw new SqlException(SqlState.INVALID_CATALOG_NAME, "database \"" + parts.get(0) + "\" does not exist")
                    .withHint("This server has one database, " + SessionContext.DATABASE + ".");
        }
        if (session.warehouse().catalog().schemas().stream().noneMatch(schema::equalsIgnoreCase)) {
            throw new SqlException(SqlState.INVALID_SCHEMA_NAME, "schema \"" + schema + "\" does not exist")
                    .withHint("CREATE SCHEMA " + schema + " first.");
        }
        return QualifiedName.of(schema, name);
    }

    private void check(SessionContext session, Definition definition, List<Target> targets) {
        EngineKind kind = definition.kind();
        if (targets.isEmpty()) {
            throw new SqlException(
                    SqlState.INSUFFICIENT_PRIVILEGE, "permission denied: it cannot be told what the statement changes");
        }
        for (Target target : targets) {
            if (target.name().isEmpty()) {
                access.require(session, Privilege.TEMP, Securable.database(SessionContext.DATABASE));
                continue;
            }
            Securable object = target.name().get();
            switch (kind) {
                case CREATE_TABLE, CREATE_TABLE_AS -> requireCreate(session, object);
                case CREATE_VIEW -> {
                    requireCreate(session, object);
                    if (target.exists()) {
                        requireOwner(session, object, Optional.empty());
                    }
                }
                case CREATE_SCHEMA -> {
                    access.require(session, Privilege.CREATE, Securable.database(SessionContext.DATABASE));
                    if (definition
                            .authorization()
                            .filter(owner -> !owner.equals(session.user()))
                            .isPresent()) {
                        access.requireSuperuser(session, "create a schema for another user");
                    }
                }
                case DROP_TABLE, DROP_VIEW -> requireDrop(session, target);
                case DROP_SCHEMA -> requireOwner(session, object, Optional.of(Privilege.DROP));
                case ALTER_TABLE -> {
                    access.require(session, Privilege.USAGE, Securable.schema(object.schema()));
                    if (definition.newName().isPresent()) {
                        requireOwner(session, object, Optional.empty());
                        access.requireCreateIn(session, object.schema());
                    } else {
                        requireOwner(session, object, Optional.of(Privilege.ALTER));
                    }
                }
                case COMMENT -> requireOwner(session, object, Optional.empty());
                case TRUNCATE, CREATE_SEQUENCE, DROP_SEQUENCE, SELECT, EXPLAIN, INSERT, UPDATE, DELETE, MERGE -> {
                    // The guard of the engine decides.
                }
            }
        }
        for (List<String> parts : definition.references()) {
            relation(session, parts).name().ifPresent(table -> access.require(session, Privilege.REFERENCES, table));
        }
    }

    /**
     * Drops the views that read what is about to go, or refuses; refuses another type or name of a column that views read.
     *
     * @throws SqlException DEPENDENT_OBJECTS_STILL_EXIST without CASCADE, FEATURE_NOT_SUPPORTED of a type or name
     */
    private void dropDependents(SessionContext session, Definition definition, List<Target> targets) {
        List<Catalog.Relation> dropped = targets.stream()
                .filter(Target::exists)
                .flatMap(target -> target.name().stream())
                .flatMap(object -> relations(session, definition.kind(), object))
                .toList();
        if (dropped.isEmpty()) {
            return;
        }
        ViewDependents dependents;
        String what;
        if (definition.kind() == EngineKind.ALTER_TABLE) {
            definition
                    .changedColumn()
                    .ifPresent(change -> ViewDependents.requireUnread(session, dropped.get(0), change));
            if (definition.droppedColumn().isEmpty()) {
                return;
            }
            String column = definition.droppedColumn().get();
            what = "column " + column + " of table " + dropped.get(0).name();
            dependents = ViewDependents.ofColumn(session, dropped.get(0), column);
        } else {
            what = dropped.size() > 1
                    ? "desired object(s)"
                    : dropped.get(0).kind().name().toLowerCase(Locale.ROOT) + " "
                            + dropped.get(0).name();
            dependents = ViewDependents.of(session, dropped);
        }
        if (!definition.cascade()) {
            // The engine refuses to drop a schema with anything in it.
            if (definition.kind() != EngineKind.DROP_SCHEMA) {
                dependents.requireNone(what, dropped.size() > 1);
            }
            return;
        }
        dependents.drop();
        for (QualifiedName view : dependents.views()) {
            ViewColumns.follow(session, EngineKind.DROP_VIEW, Securable.table(view));
            ownership.dropped(session, Securable.table(view));
        }
    }

    /** What of views may depend on goes with the object; nothing where the statement drops none, or names another kind. */
    private static Stream<Catalog.Relation> relations(SessionContext session, EngineKind kind, Securable object) {
        Catalog catalog = session.warehouse().catalog();
        return switch (kind) {
            case DROP_SCHEMA -> catalog.relations(object.schema()).stream();
            case DROP_TABLE, DROP_VIEW, ALTER_TABLE ->
                catalog
                        .relation(QualifiedName.of(object.schema(), object.name()))
                        .filter(found -> (found.kind() == Catalog.RelationKind.VIEW) == (kind == EngineKind.DROP_VIEW))
                        .stream();
            default -> Stream.empty();
        };
    }

    /** Whoever looks for a relation of the catalog without its schema must not find a user's. */
    private void requireCreate(SessionContext session, Securable object) {
        access.requireCreateIn(session, object.schema());
        if (CATALOG_PREFIXES.stream().anyMatch(object.name()::startsWith)) {
            throw new SqlException(
                            SqlState.INSUFFICIENT_PRIVILEGE, "permission denied to create \"" + object.name() + "\"")
                    .withHint("Names with pg_, svv_, stv_, stl_ or svl_ first, and some with sys_, are the catalog's.");
        }
    }

    /** Its owner, the owner of its schema, holders of DROP. What is not there may be looked for by everybody. */
    private void requireDrop(SessionContext session, Target target) {
        Securable object = target.name().orElseThrow();
        access.require(session, Privilege.USAGE, Securable.schema(object.schema()));
        if (target.exists() && !access.rules(session).owns(session.user(), Securable.schema(object.schema()))) {
            requireOwner(session, object, Optional.of(Privilege.DROP));
        }
    }

    private void requireOwner(SessionContext session, Securable object, Optional<Privilege> orHolder) {
        AccessRules rules = access.rules(session);
        boolean allowed = rules.owns(session.user(), object)
                || orHolder.filter(privilege -> rules.isGranted(session.user(), privilege, object))
                        .isPresent();
        if (!allowed) {
            throw new SqlException(
                    SqlState.INSUFFICIENT_PRIVILEGE,
                    "must be owner of " + object.kind().shown() + " " + AccessControl.qualified(object));
        }
    }

    private void record(SessionContext session, Definition definition, List<Target> targets) {
        for (Target target : targets) {
            if (target.name().isEmpty()) {
                session.temporaryObjectMade();
                continue;
            }
            Securable object = target.name().get();
            ViewColumns.follow(session, definition.kind(), object);
            LateBindingViews.follow(session, definition, object);
            switch (definition.kind()) {
                case CREATE_TABLE, CREATE_TABLE_AS, CREATE_VIEW -> {
                    if (!target.exists()) {
                        ownership.created(session, object);
                    }
                }
                case CREATE_SCHEMA -> {
                    if (!target.exists()) {
                        ownership.give(
                                session, object, definition.authorization().orElse(session.user()));
                    }
                }
                case DROP_TABLE, DROP_VIEW -> ownership.dropped(session, object);
                case DROP_SCHEMA -> ownership.schemaDropped(session, object.schema());
                case ALTER_TABLE ->
                    definition.newName().ifPresent(newName -> {
                        ownership.renamed(session, object, newName);
                        ViewColumns.renamed(session, object, newName);
                        LateBindingViews.renamed(session, object, newName);
                    });
                default -> {
                    // Owners and privileges stay as they are.
                }
            }
        }
    }
}
