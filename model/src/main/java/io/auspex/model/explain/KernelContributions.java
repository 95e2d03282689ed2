package io.auspex.model.explain;

import io.auspex.model.Background;
import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnVector;
import java.util.ArrayList;
import java.util.List;

/**
 * Shapley values of anything that gives margins: the worth of a coalition of columns is the mean margin over the background
 * rows, the columns of the coalition taken from the row that is explained. Exact (for this background) with up to
 * {@link CoalitionDesign#EXACT_PLAYERS} columns, sampled beyond; the values add up to the margin in both cases.
 */
final class KernelContributions implements Contributions {
    /** Margins that one row's explanation may ask for, about: fewer background rows where there are more coalitions. */
    private static final int EVALUATIONS = 8_192;

    private static final int LEAST_BACKGROUND = 8;
    private static final long SEED = 20_170_101;

    private final Margins margins;
    private final int[] players;
    private final ColumnBatch background;
    private final int backgroundRows;
    private final CoalitionDesign design;
    private final double[] expected;

    /** What is explained. */
    @FunctionalInterface
    interface Margins {
        /** Returns {@code double[output][row]}. */
        double[][] of(ColumnBatch in);
    }

    /** @param players the input columns that the margins depend on */
    KernelContributions(Margins margins, int[] players, Background background) {
        this.margins = margins;
        this.players = players;
        this.background = background.rows();
        this.design = players.length < 2 ? null : new CoalitionDesign(players.length, SEED);
        int coalitions = design == null ? 1 : design.size();
        this.backgroundRows =
                Math.min(this.background.rows(), Math.max(LEAST_BACKGROUND, EVALUATIONS / Math.max(1, coalitions)));
        double[][] unknown = margins.of(new ColumnBatch(backgroundRows, this.background.columns()));
        this.expected = new double[unknown.length];
        for (int output = 0; output < expected.length; output++) {
            expected[output] = mean(unknown[output], 0);
        }
    }

    @Override
    public double[] expected() {
        return expected.clone();
    }

    @Override
    public void add(ColumnBatch in, float[][] features, double[][][] contributions) {
        double[][] full = margins.of(in);
        if (players.length == 0) {
            return;
        }
        Mixture mixture = design == null ? null : new Mixture(in);
        for (int row = 0; row < in.rows(); row++) {
            double[][] mixed = mixture == null ? null : margins.of(mixture.of(row));
            for (int output = 0; output < full.length; output++) {
                double[] values = mixed == null
                        ? new double[] {full[output][row] - expected[output]}
                        : design.solve(worths(mixed[output]), expected[output], full[output][row]);
                for (int player = 0; player < players.length; player++) {
                    contributions[output][players[player]][row] += values[player];
                }
            }
        }
    }

    private double[] worths(double[] mixed) {
        double[] worths = new double[design.size()];
        for (int coalition = 0; coalition < worths.length; coalition++) {
            worths[coalition] = mean(mixed, coalition * backgroundRows);
        }
        return worths;
    }

    private double mean(double[] values, int first) {
        double sum = 0;
        for (int row = first; row < first + backgroundRows; row++) {
            sum += values[row];
        }
        return sum / backgroundRows;
    }

    /** All background rows once for each coalition, its columns overwritten by those of one row; the arrays are used again. */
    private final class Mixture {
        private final ColumnBatch in;
        private final ColumnBatch mixed;

        Mixture(ColumnBatch in) {
            this.in = in;
            int rows = design.size() * backgroundRows;
            List<ColumnVector> columns = new ArrayList<>();
            for (ColumnVector column : background.columns()) {
                columns.add(
                        column instanceof ColumnVector.Texts
                                ? new ColumnVector.Texts(new String[rows])
                                : new ColumnVector.Numbers(new double[rows]));
            }
            this.mixed = new ColumnBatch(rows, columns);
        }

        ColumnBatch of(int row) {
            for (int player = 0; player < players.length; player++) {
                int column = players[player];
                if (in.columns().get(column) instanceof ColumnVector.Texts texts) {
                    fillTexts(player, texts.values()[row], background.texts(column), mixed.texts(column));
                } else {
                    fillNumbers(player, in.numbers(column)[row], background.numbers(column), mixed.numbers(column));
                }
            }
            return mixed;
        }

        private void fillTexts(int player, String known, String[] others, String[] result) {
            for (int coalition = 0; coalition < design.size(); coalition++) {
                boolean has = design.has(coalition, player);
                int first = coalition * backgroundRows;
                for (int i = 0; i < backgroundRows; i++) {
                    result[first + i] = has ? known : others[i];
                }
            }
        }

        private void fillNumbers(int player, double known, double[] others, double[] result) {
            for (int coalition = 0; coalition < design.size(); coalition++) {
                boolean has = design.has(coalition, player);
                int first = coalition * backgroundRows;
                for (int i = 0; i < backgroundRows; i++) {
                    result[first + i] = has ? known : others[i];
                }
            }
        }
    }
}
