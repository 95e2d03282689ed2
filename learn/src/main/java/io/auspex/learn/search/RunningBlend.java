package io.auspex.learn.search;

/**
 * The blend of what was tried so far, while the search goes on: each candidate joins with the share that suits it best. Quicker than
 * {@link EnsembleSelection}, which has the last word.
 */
final class RunningBlend {
    private static final double[] SHARES = {0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 1};

    private final BlendLoss loss;
    private double[] blend;

    RunningBlend(BlendLoss loss) {
        this.loss = loss;
    }

    /**
     * By what share of the loss a candidate makes the blend better at its best share, judged at the first {@code positions} only; not
     * above 0 if it does not. 1 for the first candidate.
     */
    double gain(double[] signal, double[] truth, int positions) {
        if (blend == null) {
            return 1;
        }
        double before = loss.of(blend, truth, positions);
        double lowest = Double.POSITIVE_INFINITY;
        double[] mixed = new double[positions];
        for (double share : SHARES) {
            mix(signal, share, mixed);
            lowest = Math.min(lowest, loss.of(mixed, truth, positions));
        }
        return before == 0 ? before - lowest : (before - lowest) / Math.abs(before);
    }

    /** Lets a candidate join where it makes the blend better. */
    void join(double[] signal, double[] truth) {
        if (blend == null) {
            blend = signal.clone();
            return;
        }
        double lowest = loss.of(blend, truth, truth.length);
        double best = 0;
        double[] mixed = new double[truth.length];
        for (double share : SHARES) {
            mix(signal, share, mixed);
            double reached = loss.of(mixed, truth, truth.length);
            if (reached < lowest) {
                lowest = reached;
                best = share;
            }
        }
        mix(signal, best, blend);
    }

    private void mix(double[] signal, double share, double[] mixed) {
        for (int position = 0; position < mixed.length; position++) {
            mixed[position] = (1 - share) * blend[position] + share * signal[position];
        }
    }
}
