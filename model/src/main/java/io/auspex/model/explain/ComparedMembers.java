package io.auspex.model.explain;

import io.auspex.model.Background;
import io.auspex.model.Member;
import io.auspex.model.data.ColumnBatch;
import io.auspex.model.transform.FeaturePipeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Members that can only be explained by asking them, as one function: all coalitions are made once and asked of all of them.
 * Where that is too much work, one of each run of alike members (same kind, link and weight: the folds of a candidate) is asked
 * and stands for the run.
 */
final class ComparedMembers {
    private final int answers;
    private final List<Weighted> members;

    /** @param share in the mean of all members of the model */
    record Weighted(double share, Member member) {}

    /**
     * @param members at least one
     * @param answers how many answers the model has
     */
    ComparedMembers(List<Weighted> members, int answers) {
        this.members = List.copyOf(members);
        this.answers = answers;
    }

    Part against(Background background) {
        int[] columns = members.stream()
                .flatMapToInt(weighted ->
                        Arrays.stream(FeatureOwners.columns(weighted.member().pipeline())))
                .distinct()
                .sorted()
                .toArray();
        ComparedMembers asked = Effort.evaluations(work()) < Effort.ENOUGH_EVALUATIONS ? oneOfEachRun() : this;
        return new Part.Together(
                this,
                new KernelContributions(
                        this::answers, asked::answers, columns, background, Effort.evaluations(asked.work())));
    }

    private double work() {
        return members.stream()
                .mapToDouble(weighted -> Effort.operations(weighted.member()))
                .sum();
    }

    ComparedMembers oneOfEachRun() {
        List<Weighted> kept = new ArrayList<>();
        for (Weighted next : members) {
            int last = kept.size() - 1;
            if (last >= 0 && areAlike(kept.get(last).member(), next.member())) {
                Weighted first = kept.get(last);
                kept.set(last, new Weighted(first.share() + next.share(), first.member()));
            } else {
                kept.add(next);
            }
        }
        return new ComparedMembers(kept, answers);
    }

    private static boolean areAlike(Member one, Member other) {
        return one.weight() == other.weight()
                && one.link() == other.link()
                && one.predictor().getClass() == other.predictor().getClass();
    }

    /** How many are asked. */
    int size() {
        return members.size();
    }

    /** The part of the mean answer that is theirs, {@code double[answer][row]}. */
    double[][] answers(ColumnBatch in) {
        int rows = in.rows();
        double[][] sums = new double[answers][rows];
        IdentityHashMap<FeaturePipeline, float[][]> features = new IdentityHashMap<>();
        for (Weighted weighted : members) {
            Member member = weighted.member();
            double share = weighted.share();
            float[][] own = new float[member.predictor().outputs()][rows];
            float[][] transformed = features.computeIfAbsent(member.pipeline(), pipeline -> pipeline.transform(in));
            member.predictor().margins(transformed, rows, own);
            member.link().apply(own, rows);
            boolean oneOfTwo = own.length == 1 && answers == 2;
            for (int answer = 0; answer < answers; answer++) {
                float[] values = own[oneOfTwo ? 0 : answer];
                for (int row = 0; row < rows; row++) {
                    sums[answer][row] += share * (oneOfTwo && answer == 0 ? 1 - (double) values[row] : values[row]);
                }
            }
        }
        return sums;
    }
}
