package io.auspex.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.ColumnVector;
import io.auspex.model.data.Field;
import io.auspex.model.predict.LinearPredictor;
import io.auspex.model.predict.Link;
import io.auspex.model.transform.CategoryCodes;
import io.auspex.model.transform.FeaturePipeline;
import io.auspex.model.transform.NumberPassthrough;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ModelTest {
    private static final List<Field> INPUTS = List.of(new Field("x", ColumnType.DOUBLE));
    private static final Task BINARY = new Task.Classification(List.of("no", "yes"), ColumnType.VARCHAR);
    private static final Task THREE = new Task.Classification(List.of("1", "2", "3"), ColumnType.INTEGER);
    private static final Task REGRESSION = new Task.Regression(ColumnType.DOUBLE);
    private static final Provenance UNKNOWN = new Provenance(Map.of(), List.of());

    @Test
    void aBinaryModelWithoutThresholdSaysOneAboveAHalf() {
        Model model = model(BINARY, OptionalDouble.empty(), member(1, Link.LOGISTIC, 1));
        assertThat(codes(model, -1, 0, 1e-3, 1)).containsExactly(0, 0, 1, 1);
    }

    @Test
    void aThresholdIsMetByWhatEqualsIt() {
        double half = 0.5;
        Model model = model(BINARY, OptionalDouble.of(half), member(1, Link.LOGISTIC, 1));
        assertThat(codes(model, -1, 0, 1)).containsExactly(0, 1, 1);
        Model strict = model(BINARY, OptionalDouble.of(0.9), member(1, Link.LOGISTIC, 1));
        assertThat(codes(strict, 1, 2, 3)).containsExactly(0, 0, 1);
    }

    /** redshift-ml.md §11: {@code labels[0]} is the class, probabilities descend and add up to 1; ties and thresholds included. */
    @Test
    void rankedClassesAgreeWithTheCodes() {
        Random random = new Random(7);
        double[] values = new double[400];
        for (int row = 0; row < values.length; row++) {
            values[row] = row % 10 == 0 ? 0 : random.nextGaussian() * 4;
        }
        List<OptionalDouble> thresholds = new ArrayList<>(List.of(OptionalDouble.empty()));
        for (double threshold : new double[] {0, 1e-12, 0.1, 0.27, 0.5, 0.8, 1 - 1e-12, 1}) {
            thresholds.add(OptionalDouble.of(threshold));
        }
        Model logistic = model(BINARY, OptionalDouble.empty(), member(1, Link.LOGISTIC, 1));
        for (double row : new double[] {-1, 0, 2}) {
            // A row that lies exactly at the threshold.
            thresholds.add(OptionalDouble.of(probabilities(logistic, row)[1][0]));
            values[(int) row + 1] = row;
        }
        for (OptionalDouble threshold : thresholds) {
            requireAgreement(model(BINARY, threshold, member(1, Link.LOGISTIC, 1)), values);
            requireAgreement(model(BINARY, threshold, member(2, Link.LOGISTIC, 1), member(1, Link.HINGE, -1)), values);
        }
        requireAgreement(model(THREE, OptionalDouble.empty(), member(1, Link.SOFTMAX, 1, 2, 2)), values);
        requireAgreement(model(THREE, OptionalDouble.empty(), member(1, Link.SOFTMAX, 0, 1e-9, 2e-9)), values);
        requireAgreement(
                model(
                        THREE,
                        OptionalDouble.empty(),
                        member(1, Link.SOFTMAX, 1, -1, 0),
                        member(3, Link.SOFTMAX, -2, 1, 1)),
                values);
    }

    private static void requireAgreement(Model model, double[] values) {
        int[] codes = codes(model, values);
        double[][] perClass = probabilities(model, values);
        int[][] order = new int[perClass.length][values.length];
        double[][] sorted = new double[perClass.length][values.length];
        model.ranked(batch(values), order, sorted);
        for (int row = 0; row < values.length; row++) {
            assertThat(order[0][row]).as("row %s of %s", row, model.threshold()).isEqualTo(codes[row]);
            double sum = 0;
            double largest = 0;
            for (int place = 0; place < sorted.length; place++) {
                assertThat(sorted[place][row]).isBetween(0.0, place == 0 ? 1.0 : sorted[place - 1][row]);
                assertThat(sorted[place][row]).isCloseTo(perClass[order[place][row]][row], within(1e-6));
                sum += sorted[place][row];
                largest = Math.max(largest, perClass[place][row]);
            }
            assertThat(sum).isCloseTo(1, within(1e-6));
            assertThat(sorted[0][row]).isEqualTo(largest);
        }
    }

    @Test
    void aThresholdKeepsTheOrderOfRows() {
        double[] values = {-3, -1, -0.2, 0, 0.4, 2, 5};
        for (double threshold : new double[] {0.05, 0.3, 0.7, 0.95}) {
            double[] positive =
                    probabilities(model(BINARY, OptionalDouble.of(threshold), member(1, Link.LOGISTIC, 1)), values)[1];
            assertThat(positive).isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    void hingeGivesCertainties() {
        Model model = model(BINARY, OptionalDouble.empty(), member(1, Link.HINGE, 1));
        assertThat(codes(model, -1, 0, 1)).containsExactly(0, 0, 1);
        assertThat(probabilities(model, -1, 1)[1]).containsExactly(0, 1);
    }

    @Test
    void theLowerClassWinsATie() {
        Model one = model(THREE, OptionalDouble.empty(), member(1, Link.SOFTMAX, 1, 2, 2));
        assertThat(codes(one, -1, 0, 1)).containsExactly(0, 0, 1);
        Model two = model(
                THREE, OptionalDouble.empty(), member(1, Link.SOFTMAX, 1, 2, 2), member(1, Link.SOFTMAX, 1, 2, 2));
        assertThat(codes(two, -1, 0, 1)).containsExactly(0, 0, 1);
    }

    @Test
    void marginsDecideWhereProbabilitiesRoundToTheSame() {
        Model model = model(THREE, OptionalDouble.empty(), member(1, Link.SOFTMAX, 0, 1e-9, 2e-9));
        assertThat(probabilities(model, 1)[0]).isEqualTo(probabilities(model, 1)[2]);
        assertThat(codes(model, 1)).containsExactly(2);
    }

    @Test
    void severalMembersAreAWeightedMean() {
        Model values = model(REGRESSION, OptionalDouble.empty(), member(3, Link.IDENTITY, 1), member(1, Link.EXP, 0));
        double[] out = new double[2];
        values.values(batch(2, -4), out);
        assertThat(out).containsExactly(1.75, -2.75);

        Model classes =
                model(BINARY, OptionalDouble.empty(), member(1, Link.LOGISTIC, 1), member(1, Link.SOFTMAX, 0, -100));
        double[][] probabilities = probabilities(classes, 1);
        assertThat(probabilities[1][0]).isCloseTo(0.731059 / 2, within(1e-6));
        assertThat(probabilities[0][0] + probabilities[1][0]).isCloseTo(1, within(1e-6));
    }

    @Test
    void manyThreadsGetTheAnswersOfOne() throws Exception {
        Model model = model(THREE, OptionalDouble.empty(), member(1, Link.SOFTMAX, 1, -1, 0.5));
        double[] values = new double[2048];
        for (int row = 0; row < values.length; row++) {
            values[row] = Math.sin(row) * 5;
        }
        int[] expected = codes(model, values);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<int[]>> answers = new ArrayList<>();
            for (int call = 0; call < 100; call++) {
                answers.add(threads.submit(() -> codes(model, values)));
            }
            for (Future<int[]> answer : answers) {
                assertThat(answer.get()).isEqualTo(expected);
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void refusesMembersThatDoNotFit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model(THREE, OptionalDouble.empty(), member(1, Link.LOGISTIC, 1)))
                .withMessage(
                        "A member with 1 outputs and the link LOGISTIC does not fit the task classification of 3 labels");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model(REGRESSION, OptionalDouble.empty(), member(1, Link.SOFTMAX, 1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model(REGRESSION, OptionalDouble.of(0.5), member(1, Link.IDENTITY, 1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model(BINARY, OptionalDouble.of(1.5), member(1, Link.LOGISTIC, 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> model(BINARY, OptionalDouble.empty()));
        assertThatIllegalArgumentException().isThrownBy(() -> member(0, Link.IDENTITY, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Model(
                        List.of(new Field("name", ColumnType.VARCHAR)),
                        REGRESSION,
                        List.of(member(1, Link.IDENTITY, 1)),
                        OptionalDouble.empty(),
                        UNKNOWN))
                .withMessage("NumberPassthrough cannot read column \"name\" of type varchar");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Member(
                        1,
                        new FeaturePipeline(List.of(new CategoryCodes(0, List.of("a")))),
                        new LinearPredictor(new double[1][2], new double[1]),
                        Link.IDENTITY))
                .withMessage("The pipeline gives 1 features, the predictor takes 2");
    }

    @Test
    void refusesBatchesThatAreNotItsInputs() {
        Model model = model(REGRESSION, OptionalDouble.empty(), member(1, Link.IDENTITY, 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.values(new ColumnBatch(1, List.of()), new double[1]))
                .withMessage("The model takes 1 columns, the batch has 0");
        ColumnBatch texts = new ColumnBatch(1, List.of(new ColumnVector.Texts(new String[] {"a"})));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.values(texts, new double[1]))
                .withMessage("Column \"x\" of type float8 came as texts");
        assertThatIllegalStateException().isThrownBy(() -> model.codes(batch(1), new int[1]));
        Model classes = model(BINARY, OptionalDouble.empty(), member(1, Link.LOGISTIC, 1));
        assertThatIllegalStateException().isThrownBy(() -> classes.values(batch(1), new double[1]));
    }

    private static Model model(Task task, OptionalDouble threshold, Member... members) {
        return new Model(INPUTS, task, List.of(members), threshold, UNKNOWN);
    }

    /** Margins are weight * x. */
    private static Member member(double share, Link link, double... weights) {
        double[][] perOutput = new double[weights.length][];
        for (int output = 0; output < weights.length; output++) {
            perOutput[output] = new double[] {weights[output]};
        }
        return new Member(
                share,
                new FeaturePipeline(List.of(new NumberPassthrough(0))),
                new LinearPredictor(perOutput, new double[weights.length]),
                link);
    }

    private static ColumnBatch batch(double... values) {
        return new ColumnBatch(values.length, List.of(new ColumnVector.Numbers(values)));
    }

    private static int[] codes(Model model, double... values) {
        int[] codes = new int[values.length];
        model.codes(batch(values), codes);
        return codes;
    }

    private static double[][] probabilities(Model model, double... values) {
        int classes = ((Task.Classification) model.task()).labels().size();
        double[][] probabilities = new double[classes][values.length];
        model.probabilities(batch(values), probabilities);
        return probabilities;
    }
}
