package io.auspex.benchmark.contender;

import io.auspex.benchmark.process.ChildProcess;
import io.auspex.benchmark.process.RunFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** A system of somebody else's: a small program beside it reads the task and says when it does what. */
abstract sealed class PeerProcess implements Contender permits H2o, AutoGluon {
    /** The program with the task's description as its last argument. */
    abstract List<String> command(Task task);

    Map<String, String> environment(Task task) {
        return Map.of();
    }

    @Override
    public final Measurement run(Task task) throws RunFailure {
        ProcessBuilder builder =
                new ProcessBuilder(ChildProcess.onCores(task.limits().cores(), command(task)));
        builder.directory(task.work().toFile());
        builder.environment().putAll(environment(task));
        AtomicReference<ChildProcess> started = new AtomicReference<>();
        PeerClock clock =
                new PeerClock(() -> started.get() == null ? 0 : started.get().cpuSeconds(), System::nanoTime);
        try (ChildProcess child = new ChildProcess(builder, task.log(), clock::line)) {
            started.set(child);
            Measurement measurement =
                    clock.measurement(child.await(task.limits().patience()));
            if (!Files.isRegularFile(task.predictions())) {
                throw new RunFailure("it ended without predictions");
            }
            return measurement;
        } catch (IOException e) {
            throw new RunFailure("it could not be started: " + e.getMessage(), e);
        }
    }
}
