package io.auspex.server.execute;

import io.auspex.language.dialect.IdentityDefault;
import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.Privilege;
import io.auspex.language.statement.QualifiedName;
import io.auspex.language.statement.Statement.CopyFrom;
import io.auspex.language.statement.Statement.CopyFromClient;
import io.auspex.language.token.SqlText;
import io.auspex.server.access.AccessControl;
import io.auspex.server.object.ObjectAccess;
import io.auspex.server.object.ObjectCredentials;
import io.auspex.server.object.ObjectStore;
import io.auspex.server.object.ObjectStores;
import io.auspex.server.session.Notice;
import io.auspex.server.session.Plan;
import io.auspex.server.session.Result;
import io.auspex.server.session.SessionContext;
import io.auspex.server.storage.ClientFormat;
import io.auspex.server.storage.CopyColumn;
import io.auspex.server.storage.CopyFormat;
import io.auspex.server.storage.CopyManifest;
import io.auspex.server.storage.CopyRows;
import io.auspex.server.storage.CopySource;
import io.auspex.server.storage.LoadLog;
import io.auspex.server.storage.LoadedFile;
import io.auspex.server.storage.ParquetFiles;
import io.auspex.warehouse.Catalog;
import io.auspex.warehouse.PreparedQuery;
import io.auspex.warehouse.Warehouse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * COPY from the object store and from the client: the files are read here and not by the engine, so that users reach no other
 * files and errors can say where. The text goes into staging tables at the engine's bulk speed; from there the engine casts
 * it into the table, all rows or none, in the session's transaction.
 */
final class CopyExecutor {
    private final ObjectStores stores;
    private final AccessControl access;
    private final Warehouse warehouse;
    private final Path temporaryFolder;
    private final LoadLog log;

    /** @param temporaryFolder for what the formats need beside their files */
    CopyExecutor(ObjectStores stores, AccessControl access, Warehouse warehouse, Path temporaryFolder, LoadLog log) {
        this.stores = stores;
        this.access = access;
        this.warehouse = warehouse;
        this.temporaryFolder = temporaryFolder;
        this.log = log;
    }

    Plan plan(SessionContext session, CopyFrom statement) {
        ForbiddenNames.refuse(statement.table());
        CopyFormat format = CopyFormat.of(statement.options());
        ObjectAccess objectAccess = ObjectAccess.of(statement.options());
        return parameters -> {
            WriteAccess.require(session, "COPY");
            access.requireAssumeRole(session, ObjectCredentials.role(statement.options()), Privilege.COPY);
            Loaded loaded;
            try (ObjectStore store = stores.open(objectAccess, session::checkInterrupted)) {
                loaded = loadAndLog(
                        session,
                        statement.table(),
                        statement.columns(),
                        format,
                        store,
                        statement.location(),
                        columns -> CopySource.of(
                                format.manifest()
                                        ? CopyManifest.objects(store, statement.location())
                                        : store.list(statement.location())));
            }
            tell(session, statement, loaded.rows() + " record(s) loaded successfully.");
            if (loaded.errors() > 0) {
                tell(
                        session,
                        statement,
                        loaded.errors() + " record(s) could not be loaded. Check 'stl_load_errors' for details.");
            }
            return new Result.Completed("COPY " + loaded.rows());
        };
    }

    Plan plan(SessionContext session, CopyFromClient statement) {
        ForbiddenNames.refuse(statement.table());
        CopyFormat format = CopyFormat.of(ClientFormat.of(statement.options()));
        return parameters -> {
            WriteAccess.require(session, "COPY");
            Loaded loaded = loadAndLog(
                    session,
                    statement.table(),
                    statement.columns(),
                    format,
                    stores.local(),
                    "STDIN",
                    columns -> List.of(new CopySource.Client(() -> session.copyIn(columns))));
            return new Result.Completed("COPY " + loaded.rows());
        };
    }

    /** @param errors records left out, as MAXERROR allows */
    private record Loaded(long rows, long errors, List<LoadedFile> files) {}

    private static String formatName(CopyFormat format) {
        return switch (format.layout()) {
            case DELIMITED, CLIENT -> "Text";
            case CSV -> "CSV";
            case FIXEDWIDTH -> "Fixed width";
            case JSON -> "JSON";
            case PARQUET -> "Parquet";
        };
    }

    private static void tell(SessionContext session, CopyFrom statement, String what) {
        session.notice(
                Notice.Severity.INFO,
                SqlState.SUCCESSFUL_COMPLETION,
                "Load into table '" + statement.table().name() + "' completed, " + what);
    }

    /**
     * @param location what the statement names
     * @param sources of so many columns
     */
    private Loaded loadAndLog(
            SessionContext session,
            QualifiedName table,
            List<String> columns,
            CopyFormat format,
            ObjectStore store,
            String location,
            IntFunction<List<CopySource>> sources) {
        LoadLog.Entries entries =
                log.entries(session.statementNumber(), session.user(), session.processId(), table.name());
        try {
            Loaded loaded = session.transaction()
                    .atomically(() -> load(session, table, columns, format, store, sources, entries));
            if (!format.noLoad()) {
                entries.loaded(location, formatName(format), loaded.files());
            }
            return loaded;
        } finally {
            // Outside the transaction: of a load that has failed this is what stays.
            entries.write();
        }
    }

    private Loaded load(
            SessionContext session,
            QualifiedName name,
            List<String> wanted,
            CopyFormat format,
            ObjectStore store,
            IntFunction<List<CopySource>> finder,
            LoadLog.Entries entries) {
        QualifiedName table = table(session, name);
        if (table.schema().isPresent()) {
            access.requireTable(session, Privilege.INSERT, table);
        }
        List<CopyColumn> columns = columns(session, table, wanted, format);
        List<CopySource> sources = finder.apply(columns.size());
        try (ParquetFiles parquet = new ParquetFiles(warehouse, temporaryFolder);
                CopyRows rows = new CopyRows(
                        sources, format, columns, store, parquet, session::checkInterrupted, entries::add)) {
            try {
                stage(session, table, columns, sources, format, rows, entries);
            } finally {
                entries.quote(rows);
            }
            session.loaded(rows.rows());
            return new Loaded(rows.rows(), rows.errors(), rows.files());
        } catch (IOException e) {
            throw new SqlException(SqlState.IO_ERROR, "COPY failed: " + e.getMessage()).causedBy(e);
        }
    }

    private static void stage(
            SessionContext session,
            QualifiedName table,
            List<CopyColumn> columns,
            List<CopySource> sources,
            CopyFormat format,
            CopyRows rows,
            LoadLog.Entries entries) {
        CopyStaging staging = CopyStaging.create(session, columns, sources, format.delimiter());
        while (staging.append(rows)) {
            rows.leaveOut(staging.requireValidValues(
                    format.acceptAnyDate(), format.maxErrors() - 1 - rows.errors(), entries::add));
            if (!format.noLoad()) {
                staging.moveInto(table);
            }
            staging.empty();
        }
        staging.drop();
    }

    private static QualifiedName table(SessionContext session, QualifiedName name) {
        Catalog catalog = session.warehouse().catalog();
        List<String> schemas = name.schema().map(List::of).orElseGet(session::searchPath);
        for (String schema : schemas) {
            Optional<Catalog.Relation> found = catalog.relation(QualifiedName.of(schema, name.name()));
            if (found.isPresent()) {
                if (found.get().kind() != Catalog.RelationKind.TABLE) {
                    throw new SqlException(SqlState.WRONG_OBJECT_TYPE, "\"" + name + "\" is not a table");
                }
                return QualifiedName.of(found.get().schema(), found.get().name());
            }
        }
        if (name.schema().isEmpty() && temporary(session, name).isPresent()) {
            return name;
        }
        throw new SqlException(SqlState.UNDEFINED_TABLE, "relation \"" + name + "\" does not exist")
                .withHint("CREATE TABLE " + name + " first.");
    }

    /** The columns of a temporary table: those belong to a session, and the catalog of all does not list them. */
    private static Optional<List<Catalog.Column>> temporary(SessionContext session, QualifiedName name) {
        String sql = "SELECT * FROM temp." + SqlText.quoteIdentifier(name.name());
        try (PreparedQuery query = session.warehouse().prepare(sql, List.of())) {
            return Optional.of(query.columns().stream()
                    .map(column -> new Catalog.Column(column.name(), column.type(), true, Optional.empty()))
                    .toList());
        } catch (SqlException e) {
            if (e.state() == SqlState.UNDEFINED_TABLE || e.state() == SqlState.INVALID_SCHEMA_NAME) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static List<CopyColumn> columns(
            SessionContext session, QualifiedName table, List<String> wanted, CopyFormat format) {
        List<Catalog.Column> all = table.schema().isPresent()
                ? session.warehouse().catalog().columns(table)
                : temporary(session, table).orElseThrow();
        TextLengths lengths = TextLengths.of(session, table.schema(), table.name());
        List<CopyColumn> columns = new ArrayList<>();
        if (wanted.isEmpty()) {
            for (Catalog.Column column : all) {
                if (format.explicitIdentities() || identity(column).isEmpty()) {
                    columns.add(copyColumn(column, lengths));
                }
            }
            return columns;
        }
        for (String name : wanted) {
            Catalog.Column column = all.stream()
                    .filter(candidate -> candidate.name().equalsIgnoreCase(name))
                    .findFirst()
                    .orElseThrow(() -> new SqlException(
                            SqlState.UNDEFINED_COLUMN,
                            "column \"" + name + "\" of relation \"" + table.name() + "\" does not exist"));
            if (identity(column).filter(identity -> !identity.takesValues()).isPresent()
                    && !format.explicitIdentities()) {
                throw new SqlException(SqlState.FEATURE_NOT_SUPPORTED, "cannot set an identity column to a value")
                        .withDetail("Column: " + name)
                        .withHint("Leave the column out, or add the COPY option EXPLICIT_IDS.");
            }
            columns.add(copyColumn(column, lengths));
        }
        return columns;
    }

    private static CopyColumn copyColumn(Catalog.Column column, TextLengths lengths) {
        return new CopyColumn(column.name(), lengths.typeOf(column.name(), column.type()), column.nullable());
    }

    private static Optional<IdentityDefault> identity(Catalog.Column column) {
        return column.defaultExpression().flatMap(IdentityDefault::of);
    }
}
