package io.auspex.benchmark.process;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The processor time of a process and of all that it starts. Looked at a few times a second, because a process that has
 * ended can no longer be asked: what it used after the last look is lost.
 */
final class CpuMeter implements AutoCloseable {
    private static final long INTERVAL_MILLISECONDS = 200;

    private final ProcessHandle root;
    private final Map<ProcessHandle, Duration> seen = new HashMap<>();
    private final Thread sampler;

    CpuMeter(ProcessHandle root) {
        this.root = root;
        sampler = new Thread(this::sample, "cpu-meter");
        sampler.setDaemon(true);
        sampler.start();
    }

    private void sample() {
        try {
            while (root.isAlive()) {
                look();
                TimeUnit.MILLISECONDS.sleep(INTERVAL_MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void look() {
        try (Stream<ProcessHandle> all = Stream.concat(Stream.of(root), root.descendants())) {
            all.forEach(process ->
                    process.info().totalCpuDuration().ifPresent(used -> seen.merge(process, used, CpuMeter::longer)));
        }
    }

    private static Duration longer(Duration left, Duration right) {
        return left.compareTo(right) >= 0 ? left : right;
    }

    /** Of all processes since they began. */
    synchronized double seconds() {
        look();
        return seen.values().stream().mapToDouble(used -> used.toNanos() / 1e9).sum();
    }

    /** Ends every process that was seen, also one whose parent has left it behind. */
    synchronized void endAll() {
        look();
        seen.keySet().forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public void close() {
        sampler.interrupt();
    }
}
