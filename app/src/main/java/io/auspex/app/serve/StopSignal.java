package io.auspex.app.serve;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * SIGTERM, SIGINT and SIGHUP stop a server in order and then end the process with exit code 0: being told to stop is no
 * failure, and the JVM's own 128 + signal would look like one to whoever supervises it.
 */
public final class StopSignal {
    private static final Logger LOG = Logger.getLogger(StopSignal.class.getName());

    private final AtomicBoolean armed = new AtomicBoolean(true);

    private StopSignal() {}

    /** What to do when a signal ends this process. */
    public static StopSignal onStop(Runnable stop) {
        StopSignal signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> signal.stop(stop), "stop"));
        return signal;
    }

    /** From now on the process ends as it ends without this. */
    public void disarm() {
        armed.set(false);
    }

    private void stop(Runnable stop) {
        if (!armed.getAndSet(false)) {
            return;
        }
        int exitCode = 0;
        try {
            stop.run();
        } catch (RuntimeException e) {
            LOG.log(Level.SEVERE, "The server did not stop in order", e);
            exitCode = 1;
        }
        Runtime.getRuntime().halt(exitCode);
    }
}
