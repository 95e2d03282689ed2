package io.auspex.warehouse.duckdb;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.ColumnVector;
import io.auspex.warehouse.ModelFunction;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBReadableVector;
import org.duckdb.DuckDBScalarFunction;
import org.duckdb.DuckDBWritableVector;

/**
 * A model function as the engine calls it: on any of its threads, several at once, with up to 2,048 rows.
 *
 * <p>Columns are copied one after the other into arrays that are pooled, not thread-local: the driver attaches its worker
 * threads to the JVM anew for every chunk.
 */
final class VectorFunction implements DuckDBScalarFunction {
    private final List<ColumnType> arguments;
    private final ModelFunction.Returns returns;
    private final ErrorEnvelope envelope;
    private final Queue<Scratch> pool = new ConcurrentLinkedQueue<>();
    private volatile ModelFunction.Body body;

    VectorFunction(ModelFunction function, ErrorEnvelope envelope) {
        this.arguments = function.arguments();
        this.returns = function.returns();
        this.envelope = envelope;
        this.body = function.body();
    }

    /** @return false, and nothing is replaced, if the signatures differ */
    boolean replaceBody(ModelFunction function) {
        if (!function.arguments().equals(arguments) || function.returns() != returns) {
            return false;
        }
        body = function.body();
        return true;
    }

    @Override
    public void apply(DuckDBDataChunkReader chunk, DuckDBWritableVector result) {
        try {
            int rows = (int) chunk.rowCount();
            Scratch scratch = pool.poll();
            if (scratch == null || scratch.capacity < rows) {
                scratch = new Scratch(rows, arguments, returns);
            }
            for (int column = 0; column < arguments.size(); column++) {
                read(chunk.vector(column), scratch.columns.get(column), rows);
            }
            body.evaluate(new ColumnBatch(rows, scratch.columns), scratch.result);
            write(scratch.result, result, rows);
            pool.add(scratch);
        } catch (SqlException e) {
            throw envelope.seal(e);
        } catch (VirtualMachineError e) {
            throw envelope.seal(new SqlException(
                    SqlState.INSUFFICIENT_RESOURCES,
                    "the function ran out of memory: " + e.getClass().getSimpleName()));
        } catch (RuntimeException | LinkageError | AssertionError e) {
            throw envelope.seal(new SqlException(
                    SqlState.INTERNAL_ERROR,
                    e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()));
        }
    }

    private static void read(DuckDBReadableVector vector, ColumnVector column, int rows) {
        if (column instanceof ColumnVector.Numbers numbers) {
            double[] values = numbers.values();
            for (int row = 0; row < rows; row++) {
                values[row] = vector.getDouble(row, Double.NaN);
            }
        } else {
            String[] values = ((ColumnVector.Texts) column).values();
            for (int row = 0; row < rows; row++) {
                values[row] = vector.isNull(row) ? null : vector.getString(row);
            }
        }
    }

    private static void write(Object result, DuckDBWritableVector vector, int rows) {
        if (result instanceof int[] codes) {
            for (int row = 0; row < rows; row++) {
                if (codes[row] < 0) {
                    vector.setNull(row);
                } else {
                    vector.setInt(row, codes[row]);
                }
            }
        } else if (result instanceof double[] numbers) {
            for (int row = 0; row < rows; row++) {
                if (Double.isNaN(numbers[row])) {
                    vector.setNull(row);
                } else {
                    vector.setDouble(row, numbers[row]);
                }
            }
        } else {
            String[] texts = (String[]) result;
            for (int row = 0; row < rows; row++) {
                if (texts[row] == null) {
                    vector.setNull(row);
                } else {
                    vector.setString(row, texts[row]);
                }
            }
        }
    }

    /** Arrays for one call. */
    private static final class Scratch {
        private static final int USUAL_ROWS = 2_048;

        private final int capacity;
        private final List<ColumnVector> columns;
        private final Object result;

        Scratch(int rows, List<ColumnType> arguments, ModelFunction.Returns returns) {
            capacity = Math.max(rows, USUAL_ROWS);
            columns = arguments.stream().map(this::column).toList();
            result = switch (returns) {
                case CODE -> new int[capacity];
                case NUMBER -> new double[capacity];
                case TEXT -> new String[capacity];
            };
        }

        private ColumnVector column(ColumnType type) {
            return type.isText()
                    ? new ColumnVector.Texts(new String[capacity])
                    : new ColumnVector.Numbers(new double[capacity]);
        }
    }
}
