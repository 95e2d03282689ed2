package io.auspex.warehouse.duckdb;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.warehouse.ModelFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBScalarFunction;
import org.duckdb.DuckDBWritableVector;
import org.duckdb.RawChunk;
import org.duckdb.RawFunction;

/**
 * A model function as the engine calls it: on any of its threads, several at once, with up to 2,048 rows.
 *
 * <pre>
 *   arguments copied ─► identical rows left out ─► slices of about 100 ms ─► parts, a thread each ─► results copied
 *                                                        │
 *                              between them a look: is the statement cancelled?
 * </pre>
 *
 * Nearly always there is one slice of one part, and nothing is copied twice. The arrays are pooled, not thread-local: the driver
 * attaches its worker threads to the JVM anew for every chunk.
 */
final class VectorFunction implements DuckDBScalarFunction, RawFunction.Body {
    private static final System.Logger LOG = System.getLogger(VectorFunction.class.getName());

    private final List<ColumnType> arguments;
    private final ModelFunction.Returns returns;
    private final FunctionSurroundings surroundings;
    private final Queue<FunctionScratch> pool;
    private final Pace pace = new Pace();
    private volatile ModelFunction.Body body;

    VectorFunction(ModelFunction function, FunctionSurroundings surroundings) {
        this.arguments = function.arguments();
        this.returns = function.returns();
        this.surroundings = surroundings;
        this.pool = new ArrayBlockingQueue<>(surroundings.threads().most());
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
        answer(new DriverCall(chunk, result));
    }

    @Override
    public void apply(RawChunk chunk) {
        answer(new RawCall(chunk));
    }

    private void answer(FunctionCall call) {
        surroundings.threads().entered();
        try {
            evaluate(call, body);
        } catch (SqlException e) {
            throw surroundings.envelope().seal(e);
        } catch (VirtualMachineError e) {
            throw surroundings
                    .envelope()
                    .seal(new SqlException(
                            SqlState.INSUFFICIENT_RESOURCES,
                            "the function ran out of memory: " + e.getClass().getSimpleName()));
        } catch (RuntimeException | LinkageError | AssertionError e) {
            // The engine passes on nothing but a text.
            LOG.log(System.Logger.Level.WARNING, "A model function failed", e);
            throw surroundings
                    .envelope()
                    .seal(new SqlException(
                            SqlState.INTERNAL_ERROR,
                            e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage()));
        } finally {
            surroundings.threads().left();
        }
    }

    private void evaluate(FunctionCall call, ModelFunction.Body current) {
        FunctionScratch scratch = take(call.rows());
        ColumnBatch batch = scratch.read(call, pace.nanosPerRow());
        int done = 0;
        while (done < batch.rows()) {
            if (done > 0 && surroundings.canceled().getAsBoolean()) {
                throw new SqlException(SqlState.QUERY_CANCELED, "canceling statement due to user request");
            }
            int left = batch.rows() - done;
            int helpers = surroundings.threads().borrow(pace.helpers(left));
            int slice = (int) Math.min(left, (1L + helpers) * pace.rowsAtOnce(left));
            if (slice == batch.rows() && helpers == 0) {
                timed(current, batch, scratch.results());
            } else {
                evaluateParts(current, batch, done, slice, helpers, scratch.results());
            }
            done += slice;
        }
        scratch.give(call);
        pool.offer(scratch);
    }

    /** @param helpers borrowed threads, fewer than there are rows in the slice */
    private void evaluateParts(
            ModelFunction.Body current, ColumnBatch batch, int first, int slice, int helpers, Object results) {
        List<CompletableFuture<Void>> helped = new ArrayList<>(helpers);
        try {
            for (int part = 0; part < helpers; part++) {
                int start = first + slice * part / (helpers + 1);
                int end = first + slice * (part + 1) / (helpers + 1);
                helped.add(surroundings.threads().run(() -> evaluatePart(current, batch, start, end, results)));
            }
        } finally {
            surroundings.threads().giveBack(helpers - helped.size());
        }
        evaluatePart(current, batch, first + slice * helpers / (helpers + 1), first + slice, results);
        helped.forEach(VectorFunction::await);
    }

    private void evaluatePart(ModelFunction.Body current, ColumnBatch batch, int start, int end, Object results) {
        Object own = FunctionScratch.resultArray(returns, end - start);
        timed(current, batch.part(start, end - start), own);
        System.arraycopy(own, 0, results, start, end - start);
    }

    private void timed(ModelFunction.Body current, ColumnBatch batch, Object results) {
        long start = System.nanoTime();
        current.evaluate(batch, results);
        pace.learn(batch.rows(), System.nanoTime() - start);
    }

    private static void await(CompletableFuture<Void> part) {
        try {
            part.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause();
        }
    }

    private FunctionScratch take(int rows) {
        FunctionScratch scratch = pool.poll();
        return scratch != null && scratch.holds(rows) ? scratch : new FunctionScratch(rows, arguments, returns);
    }
}
