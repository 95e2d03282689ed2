package io.auspex.benchmark.predict.worker;

import io.auspex.benchmark.failure.BenchmarkFailure;
import io.auspex.benchmark.predict.engine.Compiled;
import io.auspex.benchmark.predict.finding.Finding;
import io.auspex.model.Model;
import io.auspex.model.artifact.ArtifactWriter;
import io.auspex.model.compile.CompiledMembers;
import io.auspex.model.kernel.Kernels;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Processor time and memory of compiling a model, beside the size of its artifact. */
final class CompilationCost {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int TIMES = 9;
    private static final int KEPT = 8;

    private CompilationCost() {}

    /** To be asked first in a process: the first compilation is the one that a server's first model gets. */
    static Finding of(Finding.Subject subject, Model model, Kernels kernels) {
        double[] milliseconds = new double[TIMES];
        for (int time = 0; time < TIMES; time++) {
            long begin = THREADS.getCurrentThreadCpuTime();
            CompiledMembers compiled = Compiled.compile(model, kernels);
            try {
                milliseconds[time] = (THREADS.getCurrentThreadCpuTime() - begin) / 1e6;
            } finally {
                Reference.reachabilityFence(compiled);
            }
        }
        double first = milliseconds[0];
        Arrays.sort(milliseconds);
        byte[] packed = packed(model);
        return new Finding.Compilation(
                subject, first, milliseconds[TIMES / 2], retained(model, kernels), packed.length, unpacked(packed));
    }

    private static byte[] packed(Model model) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ArtifactWriter.write(model, out);
        } catch (IOException e) {
            throw new BenchmarkFailure("an artifact cannot be written: " + e.getMessage(), e);
        }
        return out.toByteArray();
    }

    /** What several compiled forms of the same model add to the heap, by their number. */
    private static long retained(Model model, Kernels kernels) {
        List<CompiledMembers> kept = new ArrayList<>();
        long before = usedAfterCollection();
        for (int i = 0; i < KEPT; i++) {
            kept.add(Compiled.compile(model, kernels));
        }
        long after = usedAfterCollection();
        return Math.max(0, after - before) / kept.size();
    }

    private static long usedAfterCollection() {
        long used = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            ManagementFactory.getMemoryMXBean().gc();
            used = Math.min(
                    used,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return used;
    }

    private static long unpacked(byte[] packed) {
        try (GZIPInputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return unzipped.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new BenchmarkFailure("an artifact cannot be read: " + e.getMessage(), e);
        }
    }
}
