package io.auspex.model.explain;

import io.auspex.model.Member;
import io.auspex.model.data.ColumnBatch;
import io.auspex.model.predict.Link;
import io.auspex.model.transform.FeaturePipeline;
import java.util.IdentityHashMap;

/** What one member, or some together, add to a model's mean answer, explained in numbers that can be added up. */
sealed interface Part {
    /** What it adds where nothing is known, {@code double[answer]}. */
    double[] expected();

    /**
     * @param features of the batch by pipeline, for parts that share one
     * @param answers {@code double[answer][row]}, added to
     * @param contributions {@code double[answer][column][row]}, added to
     */
    void add(
            ColumnBatch in,
            IdentityHashMap<FeaturePipeline, float[][]> features,
            double[][] answers,
            double[][][] contributions);

    /**
     * A member explained in its own margins, carried through a link.
     *
     * @param share of the member in the mean
     * @param link the member's, or {@link Link#IDENTITY} where its margins are what is explained
     * @param answers how many there are; a member with one margin for two says the second, and the first is 1 minus that
     */
    record Single(double share, Member member, Link link, Contributions margins, int answers) implements Part {
        @Override
        public double[] expected() {
            double[] own = new LinkPath(link, margins.expected()).expected();
            double[] expected = new double[answers];
            for (int answer = 0; answer < answers; answer++) {
                expected[answer] = share * (isOneOfTwo() ? answer == 1 ? own[0] : 1 - own[0] : own[answer]);
            }
            return expected;
        }

        private boolean isOneOfTwo() {
            return member.predictor().outputs() == 1 && answers == 2;
        }

        @Override
        public void add(
                ColumnBatch in,
                IdentityHashMap<FeaturePipeline, float[][]> features,
                double[][] sums,
                double[][][] contributions) {
            float[][] own = features.computeIfAbsent(member.pipeline(), pipeline -> pipeline.transform(in));
            double[][] values = MemberMargins.of(member, own, in.rows());
            double[][][] added = new double[values.length][contributions[0].length][in.rows()];
            margins.add(in, own, added);
            new LinkPath(link, margins.expected()).carry(values, added);
            for (int answer = 0; answer < answers; answer++) {
                int output = isOneOfTwo() ? 0 : answer;
                double sign = isOneOfTwo() && answer == 0 ? -share : share;
                for (int row = 0; row < in.rows(); row++) {
                    sums[answer][row] += (sign < 0 ? share : 0) + sign * values[output][row];
                }
                for (int column = 0; column < contributions[answer].length; column++) {
                    double[] to = contributions[answer][column];
                    double[] from = added[output][column];
                    for (int row = 0; row < in.rows(); row++) {
                        to[row] += sign * from[row];
                    }
                }
            }
        }
    }

    /** Members that are compared with background rows, together and in what they add. */
    record Together(ComparedMembers members, KernelContributions kernel) implements Part {
        @Override
        public double[] expected() {
            return kernel.expected();
        }

        @Override
        public void add(
                ColumnBatch in,
                IdentityHashMap<FeaturePipeline, float[][]> features,
                double[][] answers,
                double[][][] contributions) {
            double[][] own = members.answers(in);
            for (int answer = 0; answer < answers.length; answer++) {
                for (int row = 0; row < in.rows(); row++) {
                    answers[answer][row] += own[answer][row];
                }
            }
            kernel.add(in, new float[0][], contributions);
        }
    }
}
