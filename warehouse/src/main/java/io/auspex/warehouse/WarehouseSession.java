package io.auspex.warehouse;

import io.auspex.language.statement.QualifiedName;
import io.auspex.language.type.SqlType;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * One conversation with the engine. All methods but {@link #cancel}, {@link #interrupt} and {@link #progress} are called by one thread at a
 * time, and throw {@link io.auspex.language.error.SqlException} with a proper SQLSTATE for whatever the engine refuses.
 *
 * <p>A {@link RowStream} that has not been read to its end must be drained or closed before the session's next call.
 */
public interface WarehouseSession extends AutoCloseable {
    /**
     * Analyses one statement of engine SQL without running it.
     *
     * @param sql a single statement in the engine's dialect, parameters written {@code $1}, {@code $2}, ...
     * @param declaredParameters types the client declared, by position; {@link SqlType#UNKNOWN} or a missing tail where it
     *     declared none
     */
    PreparedQuery prepare(String sql, List<SqlType> declaredParameters);

    /**
     * What a statement would touch if it were run now; runs nothing.
     *
     * @param sql a query or a change of rows in the engine's dialect, parameters written {@code $1}, {@code $2}, ...
     * @param parameters types of the parameters, by position
     * @throws io.auspex.language.error.SqlException FEATURE_NOT_SUPPORTED where the engine cannot tell all of it
     */
    Footprint footprint(String sql, List<SqlType> parameters);

    /**
     * The tables and views that a query names in FROM, at whatever depth, without those of its own WITH clauses; runs nothing,
     * and does not ask whether they are there.
     *
     * @param sql a query in the engine's dialect
     * @return names as they are written there, with a schema or without; empty where the engine cannot tell
     */
    Optional<Set<QualifiedName>> namedRelations(String sql);

    /**
     * Which columns of tables the columns of a query's result are, through views, subqueries and joins; runs nothing.
     *
     * @param sql a query in the engine's dialect, parameters written {@code $1}, {@code $2}, ...
     * @param parameters types of the parameters, by position
     * @return a set for each column: several where a UNION brings them together, none where the column is computed; no sets at
     *     all where the engine cannot tell
     */
    List<Set<ColumnOrigin>> origins(String sql, List<SqlType> parameters);

    /** Prepares and runs a statement without rows to return; gives the number of rows it changed. */
    long execute(String sql, Object... parameters);

    void begin(boolean readOnly);

    /** Fails with SERIALIZATION_FAILURE where a concurrent change wins; the transaction is then gone. */
    void commit();

    void rollback();

    boolean inTransaction();

    /** Schemas that unqualified names are looked up in, first match wins; new objects go to the first. */
    void setSearchPath(List<String> schemas);

    /** Says whose session it is, so that the server's views of the catalog can show what this user may see. */
    void setUser(String name);

    void setTimeZone(String zone);

    /**
     * Interrupts whatever the session is running, until it has ended. Called from any thread.
     *
     * @return false if it was idle, so that nothing has been interrupted
     */
    boolean cancel();

    /**
     * Interrupts what the engine does for the session at this moment, once and without waiting; rows of an open stream are
     * refused from now on. Called from any thread, which sees to it that the session is still at the right statement.
     *
     * @return whether the engine was at work: it may have been so early in it that it forgets, and must be told again
     */
    boolean interrupt();

    /** Share of the running statement that is done, 0 to 1, where the engine can tell. Called from any thread. */
    OptionalDouble progress();

    /** Creates or replaces the function that users call, in the session's transaction. */
    void createFunction(UserFunction function);

    /**
     * Drops what {@link #createFunction} made; a no-op if it does not exist.
     *
     * @param arguments their number, by which functions of one name differ
     */
    void dropFunction(QualifiedName name, int arguments);

    /**
     * Appends rows of text to a table made for them (all columns VARCHAR or BIGINT), at the engine's bulk speed.
     *
     * @param table a table that this session can see
     * @param rows each an array as long as the table is wide, of String, Long or null
     * @return rows appended
     */
    long append(QualifiedName table, Iterator<Object[]> rows);

    Catalog catalog();

    @Override
    void close();
}
