package io.auspex.server.execute;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.Statement.CreateModel;
import io.auspex.language.statement.Statement.EngineKind;
import io.auspex.language.statement.Statement.EngineStatement;
import io.auspex.language.statement.Statement.TrainingSource;
import io.auspex.learn.frame.FrameWriter;
import io.auspex.learn.job.JobFolder;
import io.auspex.learn.search.SearchSettings;
import io.auspex.server.catalog.ModelDefinition;
import io.auspex.server.catalog.ModelKind;
import io.auspex.server.session.SessionContext;
import io.auspex.warehouse.PreparedQuery;
import io.auspex.warehouse.ResultColumn;
import io.auspex.warehouse.RowStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The training query of a model: an ordinary SELECT with the rights and the search path of the session that says CREATE
 * MODEL.
 */
final class TrainingRows {
    private final SessionContext session;
    private final TrainingSource source;
    private final EngineQuery query;
    private final TrainingColumns columns;

    private TrainingRows(SessionContext session, TrainingSource source, EngineQuery query, TrainingColumns columns) {
        this.session = session;
        this.source = source;
        this.query = query;
        this.columns = columns;
    }

    /** Analyses the query and checks its columns; runs nothing. */
    static TrainingRows prepare(SessionContext session, CreateModel statement, ModelKind kind) {
        TrainingSource source = statement.source();
        String text = source instanceof TrainingSource.Query query
                ? query.text()
                : "SELECT * FROM " + ((TrainingSource.Table) source).name().quoted();
        EngineQuery query =
                locating(source, () -> EngineQuery.of(session, new EngineStatement(EngineKind.SELECT, text)));
        List<ResultColumn> found = locating(source, () -> {
            try (PreparedQuery prepared = query.prepare(List.of())) {
                if (!prepared.parameters().isEmpty()) {
                    throw new SqlException(
                            SqlState.UNDEFINED_PARAMETER, "The training query cannot have parameters such as $1");
                }
                return prepared.columns();
            }
        });
        requireNames(found);
        TrainingColumns columns =
                TrainingColumns.check(found, statement.target(), kind, SearchSettings.parse(statement.settings()));
        return new TrainingRows(session, source, query, columns);
    }

    /** A column's name becomes the name of a feature, so an expression has to be given one. */
    private static void requireNames(List<ResultColumn> columns) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equals("?column?")) {
                throw new SqlException(
                                SqlState.INVALID_PARAMETER_VALUE,
                                "Column " + (i + 1) + " of the training query has no name")
                        .withHint("Give it one: expression AS name.");
            }
        }
    }

    /** Errors point into the whole statement: into its query, or at the name of its table. */
    private static <T> T locating(TrainingSource source, Supplier<T> work) {
        try {
            return work.get();
        } catch (SqlException error) {
            SqlException e = error.hint().isEmpty() && error.state() == SqlState.UNDEFINED_TABLE
                    ? error.withHint(
                            "SHOW TABLES lists what can be trained on; SHOW search_path where names are looked up.")
                    : error;
            if (source instanceof TrainingSource.Table table) {
                throw e.at(table.offset());
            }
            int offset = ((TrainingSource.Query) source).offset();
            throw e.position().isPresent() ? e.at(offset + e.position().getAsInt()) : e;
        }
    }

    /** What the model remembers of the query. */
    ModelDefinition.Source source() {
        boolean isQuery = source instanceof TrainingSource.Query;
        return new ModelDefinition.Source(
                isQuery ? ModelDefinition.Source.Kind.QUERY : ModelDefinition.Source.Kind.TABLE,
                isQuery
                        ? ((TrainingSource.Query) source).text()
                        : ((TrainingSource.Table) source).name().toString(),
                Optional.of(query.sql()),
                session.searchPath());
    }

    TrainingColumns columns() {
        return columns;
    }

    /**
     * Runs the query and writes its rows to the folder's training channel; gives their number.
     *
     * @throws SqlException DISK_FULL or IO_ERROR when the disk refuses, QUERY_CANCELED when the user does
     */
    long export(JobFolder folder) {
        return locating(source, () -> {
            try (PreparedQuery prepared = query.prepare(List.of())) {
                PreparedQuery.Outcome outcome = query.locating(() -> prepared.execute(List.of()));
                try (RowStream rows = ((PreparedQuery.Outcome.Rows) outcome).stream()) {
                    return write(rows, folder);
                }
            }
        });
    }

    private long write(RowStream rows, JobFolder folder) {
        try (FrameWriter writer = new FrameWriter(folder.trainFolder(), columns.fields())) {
            try {
                query.locating(() -> {
                    copy(rows, writer);
                    return writer.rows();
                });
            } catch (RuntimeException e) {
                writer.abandon();
                throw e;
            }
            return writer.rows();
        } catch (IOException e) {
            throw TrainingExport.diskError(e);
        }
    }

    private void copy(RowStream rows, FrameWriter writer) {
        try {
            new FrameExport(columns.fields()).write(rows, writer, session::checkInterrupted);
        } catch (IOException e) {
            throw TrainingExport.diskError(e);
        }
    }
}
