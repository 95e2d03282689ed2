package io.auspex.learn.algorithm;

/**
 * How many threads LightGBM uses. Its {@code num_threads} is one variable of the process ({@code LGBM_DEFAULT_NUM_THREADS},
 * src/utils/openmp_wrapper.cpp, 4.3), which every call with parameters writes, while buffers of a running training are as many as it
 * was at their start: changing it under a training writes beyond them. So of trainings at the same time the first decides, and those
 * that begin beside it take the same number; when all have ended, the next decides anew. The models are the same for any number.
 *
 * <p>{@link #PROCESS} holds the one state that belongs to the process because the library's does.
 */
final class LightGbmThreads {
    static final LightGbmThreads PROCESS = new LightGbmThreads();

    private int running;
    private int threads;

    /** Begins a training; every one must be ended by {@link #end()}. Returns how many threads it must use. */
    synchronized int begin(int wanted) {
        if (running == 0) {
            threads = wanted;
        }
        running++;
        return threads;
    }

    synchronized void end() {
        running--;
    }
}
