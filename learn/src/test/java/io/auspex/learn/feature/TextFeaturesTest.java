package io.auspex.learn.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.auspex.learn.algorithm.Deadline;
import io.auspex.learn.algorithm.FitControl;
import io.auspex.learn.algorithm.Fitted;
import io.auspex.learn.algorithm.LearningTask;
import io.auspex.learn.algorithm.LinearLearner;
import io.auspex.learn.frame.Frame;
import io.auspex.learn.metric.ClassificationMetrics;
import io.auspex.learn.objective.ProblemType;
import io.auspex.learn.preprocess.PreprocessorFitting;
import io.auspex.learn.preprocess.Preprocessors;
import io.auspex.learn.profile.ColumnRole;
import io.auspex.learn.profile.DataProfile;
import io.auspex.learn.profile.Profiler;
import io.auspex.learn.profile.Target;
import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.ColumnVector;
import io.auspex.model.data.Field;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Letters of customers, half of whom mean to leave: what tells is a few words among many, never one word alone. */
class TextFeaturesTest {
    private static final int ROWS = 1500;
    private static final List<String> COMMON = List.of(
            "the", "order", "invoice", "please", "account", "number", "today", "router", "since", "monday", "my", "we",
            "asked", "phone", "twice", "and", "with", "about", "line", "address");
    private static final List<String> LEAVING = List.of(
            "cancel", "cancelled", "refund", "competitor", "terminate", "disappointed", "complaint", "refunded");
    private static final List<String> STAYING =
            List.of("thanks", "upgrade", "upgraded", "recommend", "happy", "renew", "additional", "renewal");

    private final Random random = new Random(11);
    private final double[] leaves = random.ints(ROWS, 0, 2).asDoubleStream().toArray();
    private final String[] letters =
            IntStream.range(0, ROWS).mapToObj(row -> letter(leaves[row] == 1)).toArray(String[]::new);

    private String letter(boolean leaving) {
        StringBuilder letter = new StringBuilder();
        for (int word = 0; word < 12; word++) {
            boolean telling = random.nextInt(5) == 0;
            boolean other = random.nextInt(4) == 0;
            List<String> words = telling ? (leaving != other ? LEAVING : STAYING) : COMMON;
            letter.append(words.get(random.nextInt(words.size()))).append(' ');
        }
        return letter.toString();
    }

    private static Frame frame(String[] texts) {
        return Frame.of(
                List.of(new Field("letter", ColumnType.VARCHAR)),
                new ColumnBatch(texts.length, List.of(new ColumnVector.Texts(texts))));
    }

    private static RecipeRows rows(String[] texts, double[] target) {
        Frame frame = frame(texts);
        Target leaves = new Target(
                new Field("leaves", ColumnType.INTEGER),
                ProblemType.BINARY_CLASSIFICATION,
                List.of("0", "1"),
                IntStream.range(0, texts.length).toArray(),
                target,
                "two values");
        DataProfile profile = Profiler.profile(frame);
        return new RecipeRows(new PreprocessorFitting(Preprocessors.NONE, frame), profile, leaves, null, 5);
    }

    private static FeatureRows fold(RecipeRows rows, FeatureBlock... blocks) {
        return rows.fold(
                new FeatureRecipe(ColumnEncoding.SCALED, List.of(blocks)),
                IntStream.range(0, ROWS).filter(row -> row % 5 != 0).toArray(),
                IntStream.range(0, ROWS).filter(row -> row % 5 == 0).toArray());
    }

    private static double auc(double[] target, float[] scores) {
        int[] truth = new int[target.length];
        double[] said = new double[target.length];
        for (int row = 0; row < truth.length; row++) {
            truth[row] = (int) target[row];
            said[row] = scores[row];
        }
        return ClassificationMetrics.auc(truth, said);
    }

    private static double heldOutAuc(FeatureRows fold) {
        Fitted fitted = new LinearLearner()
                .fit(
                        new LearningTask(ProblemType.BINARY_CLASSIFICATION, 2),
                        fold.train(),
                        Optional.of(fold.validation()),
                        new FitControl(1, 1, Deadline.after(600), round -> {}));
        float[][] predicted =
                fitted.predict(fold.validation().features(), fold.validation().rows());
        return auc(fold.validation().target(), predicted[predicted.length - 1]);
    }

    @Test
    void wordsTellWhatLettersMean() {
        RecipeRows rows = rows(letters, leaves);
        double components = heldOutAuc(fold(rows));
        double scores = heldOutAuc(fold(rows, FeatureBlock.TEXT_SCORES));
        assertThat(components).isGreaterThan(0.75);
        assertThat(scores).isGreaterThan(0.8).isGreaterThan(components - 0.02);
    }

    @Test
    void scoresOfTheRowsLearntFromHaveNotSeenTheirTarget() {
        double[] noise = new Random(4).ints(ROWS, 0, 2).asDoubleStream().toArray();
        FeatureRows fold = fold(rows(letters, noise), FeatureBlock.TEXT_SCORES);
        float[][] learnt = fold.train().features();
        assertThat(auc(fold.train().target(), learnt[learnt.length - 1])).isBetween(0.4, 0.6);
    }

    @Test
    void rowsToComeAreScoredByThePipeline() {
        FeatureRows fold = fold(rows(letters, leaves), FeatureBlock.TEXT_SCORES);
        String[] held = IntStream.range(0, ROWS)
                .filter(row -> row % 5 == 0)
                .mapToObj(row -> letters[row])
                .toArray(String[]::new);
        assertThat(fold.pipeline().transform(frame(held).batch()))
                .isDeepEqualTo(fold.validation().features());
    }

    @Test
    void theSameRowsGiveTheSameFeatures() {
        FeatureRows first = fold(rows(letters, leaves), FeatureBlock.TEXT_SCORES);
        FeatureRows second = fold(rows(letters, leaves), FeatureBlock.TEXT_SCORES);
        assertThat(second.pipeline()).isEqualTo(first.pipeline());
        assertThat(second.train().features()).isDeepEqualTo(first.train().features());
    }

    @Test
    void missingAndEmptyTextsAreOrdinary() {
        String[] some = letters.clone();
        for (int row = 0; row < ROWS; row += 3) {
            some[row] = row % 2 == 0 ? null : "";
        }
        FeatureRows fold = fold(rows(some, leaves), FeatureBlock.TEXT_SCORES);
        float[] scores = fold.train().features()[fold.train().features().length - 1];
        // Row 2 of the rows to learn from is row 3, whose text is empty.
        assertThat(scores[2]).isZero();
        assertThat(heldOutAuc(fold)).isGreaterThan(0.65);
    }

    private ColumnRole role(IntFunction<String> text) {
        String[] texts = IntStream.range(0, ROWS).mapToObj(text).toArray(String[]::new);
        return Profiler.profile(frame(texts)).columns().get(0).role();
    }

    @Test
    void namesOfWordsAreTextAndCodesAreNot() {
        assertThat(role(row -> letters[row] + row)).isEqualTo(ColumnRole.FREE_TEXT);
        assertThat(role(row -> List.of("red", "blue", "green").get(row % 3) + "-lamp-" + row))
                .isEqualTo(ColumnRole.FREE_TEXT);
        assertThat(role(row -> new UUID(random.nextLong(), random.nextLong()).toString()))
                .isEqualTo(ColumnRole.IDENTIFIER);
        assertThat(role(row -> "ORDER-" + row)).isEqualTo(ColumnRole.IDENTIFIER);
        assertThat(role(row -> "+49 30 " + (1_000_000 + row * 37))).isEqualTo(ColumnRole.IDENTIFIER);
    }
}
