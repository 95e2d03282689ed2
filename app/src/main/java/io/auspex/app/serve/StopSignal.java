package io.auspex.app.serve;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * SIGTERM, SIGINT and SIGHUP stop a server in order and then end the process with an exit code of our choice: a server that
 * is told to stop has not failed, and the JVM's own 128 + signal would look like it to whoever supervises it.
 */
public final class StopSignal {
    private final AtomicBoolean armed = new AtomicBoolean(true);
    private final int exitCode;
    private volatile boolean stopping;

    private StopSignal(int exitCode) {
        this.exitCode = exitCode;
    }

    /** What to do when a signal ends this process, and the exit code for it. */
    public static StopSignal onStop(int exitCode, Runnable stop) {
        StopSignal signal = new StopSignal(exitCode);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> signal.stop(stop), "stop"));
        return signal;
    }

    /** From now on the process ends as it ends without this. */
    public void disarm() {
        armed.set(false);
    }

    /** Whether a signal has come: what fails from now on fails because of it. */
    public boolean isStopping() {
        return stopping;
    }

    /** Below the terminal's {@code ^C}. */
    public static void sayStopped() {
        System.out.println();
        System.out.println("stopped");
        System.out.flush();
    }

    private void stop(Runnable stop) {
        if (!armed.getAndSet(false)) {
            return;
        }
        stopping = true;
        int status = exitCode;
        try {
            stop.run();
        } catch (RuntimeException e) {
            // Loggers have been taken down by a hook of their own.
            System.err.println("auspex: the server did not stop in order: " + e);
            status = 1;
        }
        Runtime.getRuntime().halt(status);
    }
}
