package io.auspex.app.shell;

import io.auspex.language.statement.QualifiedName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Waits until a model is READY or FAILED by asking SHOW MODEL again and again. Stopping the wait leaves the training alone:
 * it does not belong to the connection that asked for it.
 */
public final class ModelWait {
    private static final long POLL_MILLIS = 300;

    private final CountDownLatch stopped = new CountDownLatch(1);

    /** Ends the wait early; any thread may call it. */
    public void stop() {
        stopped.countDown();
    }

    /** How the model ended, or empty where the wait was stopped. */
    public Optional<ModelStatus> await(Connection connection, QualifiedName model, TrainingDisplay display)
            throws SQLException {
        long begun = System.nanoTime();
        try {
            while (true) {
                ModelStatus status = ModelStatus.read(connection, model);
                if (status.state() != ModelStatus.State.TRAINING) {
                    return Optional.of(status);
                }
                display.show(model.toString(), status, (System.nanoTime() - begun) / 1e9);
                if (stopped.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                    return Optional.empty();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            display.end();
        }
    }
}
