package io.auspex.model.explain;

import io.auspex.model.Background;
import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Shapley values of anything that can be asked: the worth of a coalition of columns is the mean answer over the background
 * rows, the columns of the coalition taken from the row that is explained. Exact (for this background) where all coalitions are
 * asked, which is up to {@link CoalitionDesign#EXACT_PLAYERS} columns, sampled beyond; the values add up in both cases. The
 * coalitions of several rows are asked at once.
 */
final class KernelContributions implements Contributions {
    /** Fewer background rows make a noisy worth; where even these are too many, fewer coalitions are asked first. */
    private static final int WANTED_BACKGROUND = 8;

    private static final int LEAST_BACKGROUND = 2;
    /** Rows in one question, about. */
    private static final int ROWS_AT_ONCE = 16_384;

    private static final long SEED = 20_170_101;

    private final Margins whole;
    private final Margins asked;
    private final int[] players;
    private final ColumnBatch background;
    private final int backgroundRows;
    private final CoalitionDesign design;
    private final double[] expected;
    private final double[] askedExpected;

    /** What is explained: margins of a member, or answers of some. */
    @FunctionalInterface
    interface Margins {
        /** Returns {@code double[output][row]}. */
        double[][] of(ColumnBatch in);
    }

    /** @param players the input columns that the margins depend on */
    KernelContributions(Margins margins, int[] players, Background background) {
        this(margins, margins, players, background, Effort.MOST_EVALUATIONS);
    }

    /**
     * @param whole what contributions and expected value add up to
     * @param asked what stands for it when coalitions are asked; the same, or quicker
     * @param evaluations answers that one row's explanation may ask for, about: fewer background rows where there are more
     *     coalitions
     */
    KernelContributions(Margins whole, Margins asked, int[] players, Background background, int evaluations) {
        this.whole = whole;
        this.asked = asked;
        this.players = players;
        this.background = background.rows();
        this.design =
                players.length < 2 ? null : new CoalitionDesign(players.length, evaluations / WANTED_BACKGROUND, SEED);
        int coalitions = design == null ? 1 : design.size();
        int least = evaluations < Effort.MOST_EVALUATIONS ? LEAST_BACKGROUND : WANTED_BACKGROUND;
        this.backgroundRows = Math.min(this.background.rows(), Math.max(least, evaluations / coalitions));
        this.expected = means(whole);
        this.askedExpected = whole == asked ? expected : means(asked);
    }

    private double[] means(Margins margins) {
        double[][] unknown = margins.of(new ColumnBatch(backgroundRows, background.columns()));
        double[] means = new double[unknown.length];
        for (int output = 0; output < means.length; output++) {
            means[output] = mean(unknown[output], 0);
        }
        return means;
    }

    @Override
    public double[] expected() {
        return expected.clone();
    }

    @Override
    public void add(ColumnBatch in, float[][] features, double[][][] contributions) {
        if (players.length == 0) {
            return;
        }
        double[][] full = whole.of(in);
        double[][] askedFull = whole == asked ? full : asked.of(in);
        int atOnce = design == null ? in.rows() : Math.max(1, ROWS_AT_ONCE / (design.size() * backgroundRows));
        double[][][] own = new double[full.length][players.length][in.rows()];
        for (int first = 0; first < in.rows(); first += atOnce) {
            int rows = Math.min(atOnce, in.rows() - first);
            double[][] mixed = design == null ? new double[0][] : asked.of(new Mixture(in, rows).from(first));
            for (int row = first; row < first + rows; row++) {
                for (int output = 0; output < full.length; output++) {
                    double[] values = design == null
                            ? new double[] {full[output][row] - expected[output]}
                            : design.solve(
                                    worths(mixed[output], row - first), askedExpected[output], askedFull[output][row]);
                    for (int player = 0; player < players.length; player++) {
                        own[output][player][row] = values[player];
                    }
                }
            }
        }
        for (int output = 0; output < full.length; output++) {
            addWhole(full[output], expected[output], own[output], contributions[output]);
        }
    }

    /** What those who were not asked add is given to the columns in proportion; where none has any, to all alike. */
    private void addWhole(double[] full, double empty, double[][] own, double[][] columns) {
        for (int row = 0; row < full.length; row++) {
            boolean some = whole == asked || Remainder.spread(own, row, full[row] - empty);
            for (int player = 0; player < players.length; player++) {
                columns[players[player]][row] += some ? own[player][row] : (full[row] - empty) / players.length;
            }
        }
    }

    private double[] worths(double[] mixed, int row) {
        double[] worths = new double[design.size()];
        for (int coalition = 0; coalition < worths.length; coalition++) {
            worths[coalition] = mean(mixed, (row * worths.length + coalition) * backgroundRows);
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

    /** For each of some rows all background rows once for each coalition, its columns overwritten by those of the row. */
    private final class Mixture {
        private final ColumnBatch in;
        private final int rows;
        private final ColumnBatch mixed;

        Mixture(ColumnBatch in, int rows) {
            this.in = in;
            this.rows = rows;
            int all = rows * design.size() * backgroundRows;
            List<ColumnVector> columns = new ArrayList<>();
            for (int column = 0; column < background.columns().size(); column++) {
                columns.add(
                        background.columns().get(column).isText()
                                ? dictionary(column, all)
                                : new ColumnVector.Numbers(new double[all]));
            }
            this.mixed = new ColumnBatch(all, columns);
        }

        /** The texts of the background, then one for each of the rows; of a missing one nothing is ever asked. */
        private ColumnVector dictionary(int column, int all) {
            String[] texts = new String[backgroundRows + rows];
            Arrays.fill(texts, "");
            for (int row = 0; row < backgroundRows; row++) {
                String text = background.text(column, row);
                texts[row] = text == null ? "" : text;
            }
            return new ColumnVector.Dictionary(new int[all], texts, texts.length);
        }

        ColumnBatch from(int first) {
            for (int player = 0; player < players.length; player++) {
                int column = players[player];
                for (int row = 0; row < rows; row++) {
                    int start = row * design.size() * backgroundRows;
                    if (mixed.columns().get(column) instanceof ColumnVector.Dictionary texts) {
                        String known = in.text(column, first + row);
                        int position = backgroundRows + row;
                        texts.texts()[position] = known == null ? "" : known;
                        int code = known == null ? ColumnVector.Dictionary.NULL : position;
                        fillTexts(player, code, column, texts.codes(), start);
                    } else {
                        double known = in.numbers(column)[first + row];
                        fillNumbers(player, known, background.numbers(column), mixed.numbers(column), start);
                    }
                }
            }
            return mixed;
        }

        private void fillTexts(int player, int known, int column, int[] codes, int start) {
            for (int coalition = 0; coalition < design.size(); coalition++) {
                boolean has = design.has(coalition, player);
                int first = start + coalition * backgroundRows;
                for (int i = 0; i < backgroundRows; i++) {
                    boolean missing = background.text(column, i) == null;
                    codes[first + i] = has ? known : missing ? ColumnVector.Dictionary.NULL : i;
                }
            }
        }

        private void fillNumbers(int player, double known, double[] others, double[] result, int start) {
            for (int coalition = 0; coalition < design.size(); coalition++) {
                boolean has = design.has(coalition, player);
                int first = start + coalition * backgroundRows;
                for (int i = 0; i < backgroundRows; i++) {
                    result[first + i] = has ? known : others[i];
                }
            }
        }
    }
}
