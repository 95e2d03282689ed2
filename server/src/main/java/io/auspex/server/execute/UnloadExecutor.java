package io.auspex.server.execute;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.Privilege;
import io.auspex.language.statement.Statement.Unload;
import io.auspex.server.access.AccessControl;
import io.auspex.server.object.ObjectAccess;
import io.auspex.server.object.ObjectCredentials;
import io.auspex.server.object.ObjectPlace;
import io.auspex.server.object.ObjectStore;
import io.auspex.server.object.ObjectStores;
import io.auspex.server.session.Notice;
import io.auspex.server.session.Plan;
import io.auspex.server.session.Result;
import io.auspex.server.session.SessionContext;
import io.auspex.server.storage.ParquetFiles;
import io.auspex.server.storage.UnloadFormat;
import io.auspex.server.storage.UnloadParts;
import io.auspex.server.storage.UnloadTarget;
import io.auspex.server.storage.ValueText;
import io.auspex.warehouse.ResultColumn;
import io.auspex.warehouse.RowStream;
import io.auspex.warehouse.Warehouse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * UNLOAD to the object store: the rows of a query become files that are written here, not by the engine, and are objects
 * only when the last of them is whole.
 */
final class UnloadExecutor {
    private final ObjectStores stores;
    private final AccessControl access;
    private final Warehouse warehouse;
    private final Path temporaryFolder;
    private final ModelCalls calls;

    UnloadExecutor(
            ObjectStores stores, AccessControl access, Warehouse warehouse, Path temporaryFolder, ModelCalls calls) {
        this.stores = stores;
        this.access = access;
        this.warehouse = warehouse;
        this.temporaryFolder = temporaryFolder;
        this.calls = calls;
    }

    Plan plan(SessionContext session, Unload statement) {
        UnloadFormat format = UnloadFormat.of(statement.options());
        ObjectPlace.of(statement.location());
        ObjectAccess objectAccess = ObjectAccess.of(statement.options());
        CopiedQuery query = withoutPlace(() -> CopiedQuery.of(session, statement.query(), calls));
        return parameters -> {
            access.requireAssumeRole(session, ObjectCredentials.role(statement.options()), Privilege.UNLOAD);
            long rows;
            try (ObjectStore store = stores.open(objectAccess, session::checkInterrupted)) {
                UnloadTarget target = new UnloadTarget(
                        store,
                        statement.location(),
                        format,
                        !statement.partition().isEmpty());
                target.requireFree();
                rows = withoutPlace(() -> unload(session, statement, format, target, query));
            }
            session.notice(
                    Notice.Severity.INFO,
                    SqlState.SUCCESSFUL_COMPLETION,
                    "UNLOAD completed, " + rows + " record(s) unloaded successfully.");
            return new Result.Completed("UNLOAD");
        };
    }

    @FunctionalInterface
    private interface Step<T> {
        T run() throws IOException;
    }

    /** The text of the query is decoded from a string, so that its places are not those of the statement. */
    private static <T> T withoutPlace(Step<T> step) {
        try {
            return step.run();
        } catch (SqlException e) {
            throw e.at(-1);
        } catch (IOException e) {
            throw diskError(e);
        }
    }

    private static SqlException diskError(IOException e) {
        String message = String.valueOf(e.getMessage());
        boolean full = message.contains("No space left") || message.contains("quota exceeded");
        return full
                ? new SqlException(SqlState.DISK_FULL, "The disk is full: nothing has been unloaded")
                        .withHint("Free space in the server's data folder, or unload fewer rows or columns.")
                        .causedBy(e)
                : new SqlException(SqlState.IO_ERROR, "UNLOAD failed: " + message).causedBy(e);
    }

    private long unload(
            SessionContext session, Unload statement, UnloadFormat format, UnloadTarget target, CopiedQuery query)
            throws IOException {
        ValueText text = new ValueText(session.parameters().get("TimeZone"));
        try (ParquetFiles parquet = new ParquetFiles(warehouse, temporaryFolder)) {
            return query.run(rows -> {
                List<ResultColumn> columns = rows.columns();
                List<Integer> partition = partition(statement, columns);
                try (UnloadParts parts = new UnloadParts(
                        format, columns, partition, statement.keepPartition(), text, parquet, temporaryFolder)) {
                    return write(rows, parts, target);
                }
            });
        }
    }

    private long write(RowStream rows, UnloadParts parts, UnloadTarget target) throws IOException {
        CopiedQuery.each(rows, parts::add);
        target.publish(parts.finish(), parts.writtenColumns(), temporaryFolder);
        return parts.rows();
    }

    private static List<Integer> partition(Unload statement, List<ResultColumn> columns) {
        List<Integer> numbers = new ArrayList<>();
        for (String name : statement.partition()) {
            int found = -1;
            for (int i = 0; i < columns.size() && found < 0; i++) {
                found = columns.get(i).name().equalsIgnoreCase(name) ? i : -1;
            }
            if (found < 0) {
                throw new SqlException(
                        SqlState.UNDEFINED_COLUMN, "PARTITION BY: the query has no column \"" + name + "\"");
            }
            numbers.add(found);
        }
        if (numbers.size() == columns.size() && !statement.keepPartition()) {
            throw new SqlException(
                            SqlState.INVALID_PARAMETER_VALUE, "PARTITION BY leaves no column to write to the files")
                    .withHint("Say INCLUDE behind the columns to have them in the files too.");
        }
        return numbers;
    }
}
