package io.auspex.model.compile;

import java.util.ArrayList;
import java.util.List;

/**
 * How the features of one pipeline lie in {@link FeatureRows}: most as columns of numbers, some told by a level, which a predictor that
 * adds up can use without looking at features that are 0.
 *
 * @param features how many there are
 * @param segments which cover all features, in their order
 */
record FeatureLayout(int features, List<Segment> segments) {
    FeatureLayout {
        segments = List.copyOf(segments);
    }

    /** Consecutive features of one kind. */
    sealed interface Segment {
        /** The first feature. */
        int first();

        int width();
    }

    /**
     * A column of numbers each.
     *
     * @param mayMiss whether NaN is among them, or may be
     */
    record Columns(int first, int width, boolean mayMiss) implements Segment {}

    /**
     * One feature is 1, the others are 0; or all are 0.
     *
     * @param place where {@link FeatureRows#levels} tells which one; -1 for none
     */
    record OneOf(int first, int width, int place) implements Segment {}

    /**
     * The features before one are 1, those behind it 0, and {@link FeatureRows#shares} tells the value of that one. All have the same
     * share where the level is -1.
     */
    record Bends(int first, int width, int place) implements Segment {}

    /** The same with as few segments of columns as there can be. */
    List<Segment> joined() {
        List<Segment> joined = new ArrayList<>();
        for (Segment segment : segments) {
            int last = joined.size() - 1;
            if (segment instanceof Columns columns
                    && last >= 0
                    && joined.get(last) instanceof Columns before
                    && before.mayMiss() == columns.mayMiss()) {
                joined.set(last, new Columns(before.first(), before.width() + columns.width(), columns.mayMiss()));
            } else {
                joined.add(segment);
            }
        }
        return joined;
    }
}
