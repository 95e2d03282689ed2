package io.auspex.benchmark.predict.engine;

import io.auspex.model.kernel.Kernels;
import java.util.Iterator;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Finds the kernels that are there beside plain Java. The benchmark waits until they are compiled, so that it needs no probe. */
public final class FastestKernels {
    private FastestKernels() {}

    /** The first that load in this JVM. */
    public static Optional<Kernels> find() {
        Iterator<Kernels> found = ServiceLoader.load(Kernels.class).iterator();
        while (true) {
            try {
                if (!found.hasNext()) {
                    return Optional.empty();
                }
                return Optional.of(found.next());
            } catch (ServiceConfigurationError | LinkageError notHere) {
                // Made for a newer JVM, or one without the module; there may be others.
                System.err.println("kernels not used: " + notHere);
            }
        }
    }
}
