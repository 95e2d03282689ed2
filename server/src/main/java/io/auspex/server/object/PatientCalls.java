package io.auspex.server.object;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Makes calls that may hang on a thread of their own, one after the other, so that whoever waits for one can be cancelled at
 * once. A call that nobody waits for any more ends by its own time limit.
 */
final class PatientCalls implements AutoCloseable {
    private static final long LOOK_MILLIS = 100;

    private final Runnable checkInterrupted;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread made = new Thread(work, "s3");
        made.setDaemon(true);
        return made;
    });

    /** @param checkInterrupted throws when the statement shall end */
    PatientCalls(Runnable checkInterrupted) {
        this.checkInterrupted = checkInterrupted;
    }

    /** The answer of a call, or its exception; ends early when the statement does. */
    <T> T call(Callable<T> work) throws Exception {
        checkInterrupted.run();
        return await(work, checkInterrupted);
    }

    /** The same for what must be done although the statement ends. */
    <T> T callRegardless(Callable<T> work) throws Exception {
        return await(work, () -> {});
    }

    private <T> T await(Callable<T> work, Runnable check) throws Exception {
        Future<T> answer = thread.submit(work);
        while (true) {
            try {
                return answer.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                stopIfCancelled(answer, check);
            } catch (ExecutionException e) {
                check.run();
                throw e.getCause() instanceof Exception cause ? cause : new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                answer.cancel(true);
                Thread.currentThread().interrupt();
                throw new SqlException(SqlState.QUERY_CANCELED, "canceling statement because the server stops")
                        .causedBy(e);
            }
        }
    }

    private static void stopIfCancelled(Future<?> answer, Runnable check) {
        try {
            check.run();
        } catch (RuntimeException e) {
            answer.cancel(true);
            throw e;
        }
    }

    /** Does it behind what is under way, and nobody waits for it. */
    void later(Runnable work) {
        thread.execute(work);
    }

    /** What is under way or was asked for is still done. */
    @Override
    public void close() {
        thread.shutdown();
    }
}
