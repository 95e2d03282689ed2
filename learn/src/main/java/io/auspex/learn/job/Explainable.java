package io.auspex.learn.job;

import io.auspex.learn.frame.Frame;
import io.auspex.model.Background;
import io.auspex.model.Model;
import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnVector;
import io.auspex.model.data.Field;
import io.auspex.model.explain.ModelExplainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Gives a model what its predictions need to be explained: a few of its training rows, if it cannot do without. */
final class Explainable {
    private Explainable() {}

    /** @param frame the training rows, with all of the model's inputs */
    static Model of(Model model, Frame frame, long seed) {
        if (frame.rows() == 0
                || !ModelExplainer.explains(model.task())
                || ModelExplainer.of(model).isPresent()) {
            return model;
        }
        int[] rows = inRandomOrder(frame.rows(), Math.min(frame.rows(), Background.MOST_ROWS), seed);
        return model.withBackground(new Background(inputs(model, frame.select(rows))));
    }

    /** The model's columns of a frame. */
    static ColumnBatch inputs(Model model, Frame frame) {
        List<ColumnVector> columns = new ArrayList<>();
        for (Field input : model.inputs()) {
            columns.add(frame.batch().columns().get(frame.indexOf(input.name())));
        }
        return new ColumnBatch(frame.rows(), columns);
    }

    /** Some of the rows, drawn without replacement (Fisher and Yates, stopped early); the same for the same seed. */
    static int[] inRandomOrder(int rows, int wanted, long seed) {
        int[] order = IntStream.range(0, rows).toArray();
        SplittableRandom random = new SplittableRandom(seed);
        for (int place = 0; place < wanted; place++) {
            int other = place + random.nextInt(rows - place);
            int swapped = order[place];
            order[place] = order[other];
            order[other] = swapped;
        }
        return Arrays.copyOf(order, wanted);
    }
}
