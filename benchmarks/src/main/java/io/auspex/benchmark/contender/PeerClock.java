package io.auspex.benchmark.contender;

import io.auspex.benchmark.process.RunFailure;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * Reads the output of a peer. Lines of the form {@code bench fit begin}, {@code bench fit end}, {@code bench rate
 * begin}, {@code bench rate end}, {@code bench version 1.2}, {@code bench note ...} and {@code bench failure ...} tell
 * what it does; the time is taken when they arrive, by the same clock for all. A rate is in rows by a second of one processor; of several
 * the quickest counts.
 */
final class PeerClock {
    private static final String MARK = "bench ";

    private final DoubleSupplier cpuSeconds;
    private final LongSupplier nanoseconds;
    private long begin;
    private double cpuAtBegin;
    private double wall = Double.NaN;
    private double cpu = Double.NaN;
    private double rate = Double.NaN;
    private String version = "";
    private String note = "";
    private Optional<String> failure = Optional.empty();
    private String lastLine = "";

    PeerClock(DoubleSupplier cpuSeconds, LongSupplier nanoseconds) {
        this.cpuSeconds = cpuSeconds;
        this.nanoseconds = nanoseconds;
    }

    synchronized void line(String text) {
        if (!text.startsWith(MARK)) {
            lastLine = text.isBlank() ? lastLine : text.strip();
            return;
        }
        String mark = text.substring(MARK.length()).strip();
        switch (mark) {
            case "fit begin" -> {
                cpuAtBegin = cpuSeconds.getAsDouble();
                begin = nanoseconds.getAsLong();
            }
            case "fit end" -> {
                wall = secondsSinceBegin();
                cpu = cpuSeconds.getAsDouble() - cpuAtBegin;
            }
            case "rate begin" -> cpuAtBegin = cpuSeconds.getAsDouble();
            case "rate end" -> {
                double measured = Task.RATE_ROWS / (cpuSeconds.getAsDouble() - cpuAtBegin);
                rate = Double.isNaN(rate) ? measured : Math.max(rate, measured);
            }
            default -> word(mark);
        }
    }

    private void word(String mark) {
        if (mark.startsWith("version ")) {
            version = mark.substring("version ".length());
        } else if (mark.startsWith("note ")) {
            note = mark.substring("note ".length());
        } else if (mark.startsWith("failure ")) {
            failure = Optional.of(mark.substring("failure ".length()));
        }
    }

    private double secondsSinceBegin() {
        return (nanoseconds.getAsLong() - begin) / 1e9;
    }

    /**
     * What was measured.
     *
     * @throws RunFailure where the peer said that it failed, or never got to the end of its training
     */
    synchronized Measurement measurement(int exitStatus) throws RunFailure {
        if (failure.isPresent()) {
            throw new RunFailure(failure.get());
        }
        if (Double.isNaN(wall) || exitStatus != 0) {
            throw new RunFailure("ended with status " + exitStatus + ": " + lastLine);
        }
        return new Measurement(version, wall, cpu, rate, note);
    }
}
