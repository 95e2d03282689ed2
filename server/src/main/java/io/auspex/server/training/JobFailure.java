package io.auspex.server.training;

import java.util.List;
import java.util.Optional;

/** Why a job gave no model, in words for the model's owner. */
record JobFailure(String reason, Optional<String> hint) {
    private static final int SIGNALS = 128;
    private static final String MEMORY_HINT =
            "Train on fewer rows or columns (SETTINGS (MAX_CELLS n)), or give training workers more memory.";

    /** For a process that ended without saying why. */
    static JobFailure of(WorkerProcess.End end, long maxRuntimeSeconds, int memoryMegabytes) {
        if (end.outOfTime()) {
            return new JobFailure(
                    "The training process did not end within MAX_RUNTIME (" + maxRuntimeSeconds
                            + " seconds) and was stopped",
                    Optional.of("Give it more time with SETTINGS (MAX_RUNTIME n), or fewer rows."));
        }
        int status = end.status();
        if (status == WorkerProcess.OUT_OF_HEAP || saysOutOfMemory(end.tail())) {
            return new JobFailure(
                    "The training process ran out of memory (it may use " + memoryMegabytes + " MB)",
                    Optional.of(MEMORY_HINT));
        }
        return switch (status - SIGNALS) {
            case 9 ->
                new JobFailure(
                        "The training process was killed (signal 9), as the operating system does when memory is short",
                        Optional.of(MEMORY_HINT));
            case 15, 2, 1 ->
                new JobFailure(
                        "The training process was stopped from outside (signal " + (status - SIGNALS) + ")",
                        Optional.of("Create the model again."));
            case 4, 6, 7, 8, 11 ->
                new JobFailure(
                        "The training process crashed (signal " + (status - SIGNALS) + ")" + lastWords(end.tail()),
                        Optional.of("Create the model again; if it crashes again, report it with worker.log."));
            default ->
                new JobFailure(
                        "The training process ended with exit status " + status + lastWords(end.tail()),
                        Optional.empty());
        };
    }

    private static boolean saysOutOfMemory(List<String> tail) {
        return tail.stream()
                .anyMatch(line -> line.contains("OutOfMemoryError")
                        || line.contains("bad_alloc")
                        || line.contains("insufficient memory"));
    }

    private static String lastWords(List<String> tail) {
        for (int i = tail.size() - 1; i >= 0; i--) {
            String line = tail.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("at ")) {
                return ": " + (line.length() > 300 ? line.substring(0, 300) + "..." : line);
            }
        }
        return "";
    }
}
