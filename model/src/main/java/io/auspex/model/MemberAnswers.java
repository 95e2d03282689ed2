package io.auspex.model;

import io.auspex.model.data.ColumnBatch;
import io.auspex.model.transform.FeaturePipeline;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * What the members of a model say of one batch: each pipeline transforms it once, whichever members share it. For one call, on one
 * thread.
 */
final class MemberAnswers {
    private final List<Member> members;
    private final double totalWeight;
    private final ColumnBatch in;
    private final IdentityHashMap<FeaturePipeline, float[][]> transformed = new IdentityHashMap<>();

    /** @param totalWeight of all members */
    MemberAnswers(List<Member> members, double totalWeight, ColumnBatch in) {
        this.members = members;
        this.totalWeight = totalWeight;
        this.in = in;
    }

    /** {@code float[output][row]} of the first member. */
    float[][] firstMargins() {
        return margins(members.get(0));
    }

    /** @param out {@code double[output][row]}: the mean by weight */
    void mean(double[][] out) {
        int rows = in.rows();
        for (double[] output : out) {
            Arrays.fill(output, 0, rows, 0);
        }
        for (Member member : members) {
            double share = share(member);
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
        for (Member member : members) {
            double share = share(member);
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

    private float[][] answers(Member member) {
        float[][] answers = margins(member);
        member.link().apply(answers, in.rows());
        return answers;
    }

    /** {@code float[output][row]}. The one place where a member predicts: compiled prediction takes over here. */
    private float[][] margins(Member member) {
        float[][] features = transformed.computeIfAbsent(member.pipeline(), pipeline -> pipeline.transform(in));
        float[][] margins = new float[member.predictor().outputs()][in.rows()];
        member.predictor().margins(features, in.rows(), margins);
        return margins;
    }
}
