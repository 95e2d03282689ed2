package io.auspex.model;

import io.auspex.model.compile.CompiledMembers;
import io.auspex.model.data.ColumnBatch;
import io.auspex.model.transform.FeaturePipeline;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/**
 * What the members of a model say of one batch: each pipeline transforms it once, whichever members share it. For one call, on one
 * thread.
 */
final class MemberAnswers {
    private final List<Member> members;
    private final double totalWeight;
    private final Optional<CompiledMembers> compiled;
    private final ColumnBatch in;
    private final IdentityHashMap<FeaturePipeline, float[][]> transformed = new IdentityHashMap<>();

    /** {@code float[member][output][row]}, null where not asked for yet. */
    private float[][][] margins;

    /** @param totalWeight of all members */
    MemberAnswers(List<Member> members, double totalWeight, Optional<CompiledMembers> compiled, ColumnBatch in) {
        this.members = members;
        this.totalWeight = totalWeight;
        this.compiled = compiled;
        this.in = in;
        this.margins = new float[members.size()][][];
    }

    /** {@code float[output][row]} of the first member, before its link; not to be changed. */
    float[][] firstMargins() {
        return margins(0);
    }

    /** @param out {@code double[output][row]}: the mean by weight */
    void mean(double[][] out) {
        int rows = in.rows();
        for (double[] output : out) {
            Arrays.fill(output, 0, rows, 0);
        }
        for (int member = 0; member < members.size(); member++) {
            double share = share(members.get(member));
            float[][] answers = answers(member);
            for (int output = 0; output < out.length; output++) {
                for (int row = 0; row < rows; row++) {
                    out[output][row] += share * answers[output][row];
                }
            }
        }
    }

    /** @param perClass {@code double[class][row]}: the mean by weight; a member with one output says the probability of class 1 */
    void meanProbabilities(double[][] perClass) {
        int rows = in.rows();
        for (double[] probabilities : perClass) {
            Arrays.fill(probabilities, 0, rows, 0);
        }
        for (int member = 0; member < members.size(); member++) {
            double share = share(members.get(member));
            float[][] answers = answers(member);
            if (answers.length == 1) {
                for (int row = 0; row < rows; row++) {
                    double positive = answers[0][row];
                    perClass[0][row] += share * (1 - positive);
                    perClass[1][row] += share * positive;
                }
            } else {
                for (int code = 0; code < perClass.length; code++) {
                    for (int row = 0; row < rows; row++) {
                        perClass[code][row] += share * answers[code][row];
                    }
                }
            }
        }
        if (members.size() > 1) {
            cutAtOne(perClass, rows);
        }
    }

    /** Shares that add up to 1 but for rounding can take a sum above 1. */
    private static void cutAtOne(double[][] perClass, int rows) {
        for (double[] probabilities : perClass) {
            for (int row = 0; row < rows; row++) {
                probabilities[row] = Math.min(1, probabilities[row]);
            }
        }
    }

    /** Exactly 1 for an only member, so that its answers pass unchanged. */
    private double share(Member member) {
        return members.size() == 1 ? 1 : member.weight() / totalWeight;
    }

    /** Of an only member a copy is linked, because its margins may be asked for too; those of others would be made anew. */
    private float[][] answers(int member) {
        float[][] answers = margins(member);
        if (members.size() == 1) {
            answers = answers.clone();
            for (int output = 0; output < answers.length; output++) {
                answers[output] = answers[output].clone();
            }
        } else {
            margins[member] = null;
        }
        members.get(member).link().apply(answers, in.rows());
        return answers;
    }

    /** {@code float[output][row]}. The one place where members predict: the compiled ones all at once, when the first is asked for. */
    private float[][] margins(int member) {
        if (margins[member] == null) {
            if (compiled.isPresent()) {
                margins = compiled.get().margins(in);
            } else {
                Member asked = members.get(member);
                float[][] features = transformed.computeIfAbsent(asked.pipeline(), pipeline -> pipeline.transform(in));
                float[][] made = new float[asked.predictor().outputs()][in.rows()];
                asked.predictor().margins(features, in.rows(), made);
                margins[member] = made;
            }
        }
        return margins[member];
    }
}
