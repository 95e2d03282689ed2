package io.auspex.warehouse.duckdb;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.type.SqlType;
import io.auspex.warehouse.PreparedQuery;
import io.auspex.warehouse.ResultColumn;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBPreparedStatement;

/**
 * A described statement. The engine closes its own statement at any error, so it is prepared again when it is needed; what
 * has been described stays as it was, or the execution fails.
 */
final class DuckDbQuery implements PreparedQuery {
    private final DuckDbSession session;
    private final Description description;
    private DuckDBPreparedStatement statement;
    private long functionVersion;
    private boolean closed;

    /** @param functionVersion before the statement was prepared */
    DuckDbQuery(
            DuckDbSession session, Description description, DuckDBPreparedStatement statement, long functionVersion) {
        this.session = session;
        this.description = description;
        this.statement = statement;
        this.functionVersion = functionVersion;
    }

    @Override
    public List<ResultColumn> columns() {
        return description.columns().stream().map(ColumnReading::column).toList();
    }

    @Override
    public List<SqlType> parameters() {
        return description.parameters();
    }

    @Override
    public Outcome execute(List<Object> values) {
        if (closed) {
            throw new SqlException(SqlState.INVALID_STATEMENT_NAME, "the prepared statement has been closed");
        }
        if (values.size() < description.text().highestNumber()) {
            throw new SqlException(
                    SqlState.UNDEFINED_PARAMETER,
                    "the statement has " + description.text().highestNumber() + " parameters, but " + values.size()
                            + " values were given");
        }
        return session.run(description.engineText(), () -> {
            refresh();
            bind(values);
            return description.returnsRows() ? rows() : new Outcome.Count(count());
        });
    }

    private void refresh() throws SQLException {
        long version = session.functionVersion();
        boolean open = statement != null && !statement.isClosed();
        if (open && version == functionVersion) {
            return;
        }
        if (open) {
            statement.close();
        }
        statement = session.prepareAgain(description);
        functionVersion = version;
    }

    private void bind(List<Object> values) throws SQLException {
        List<Integer> numbers = description.text().numbers();
        for (int i = 0; i < numbers.size(); i++) {
            int number = numbers.get(i);
            statement.setObject(
                    i + 1,
                    ParameterBinding.value(
                            values.get(number - 1), description.parameters().get(number - 1)));
        }
    }

    private Outcome rows() throws SQLException {
        ChunkStream stream = new ChunkStream(
                session, description.checked(statement.query()), description.columns(), description.engineText());
        session.streamOpened(stream);
        return new Outcome.Rows(stream);
    }

    private long count() throws SQLException {
        statement.execute();
        return Math.max(statement.getLargeUpdateCount(), 0);
    }

    @Override
    public void close() {
        closed = true;
        try {
            if (statement != null) {
                statement.close();
            }
        } catch (SQLException e) {
            throw session.failed(e, null);
        } finally {
            statement = null;
        }
    }
}
