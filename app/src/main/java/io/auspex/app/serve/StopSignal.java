package io.auspex.app.serve;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * SIGTERM, SIGINT and SIGHUP stop a server in order and then end the process with exit code 0: being told to stop is no
 * failure, and the JVM's own 128 + signal would look like one to whoever supervises it.
 */
public final class StopSignal {
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
            // Loggers have been taken down by a hook of their own.
            System.err.println("auspex: the server did not stop in order: " + e);
            exitCode = 1;
        }
        Runtime.getRuntime().halt(exitCode);
    }
}
