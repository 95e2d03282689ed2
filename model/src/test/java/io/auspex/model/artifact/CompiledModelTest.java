package io.auspex.model.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.auspex.model.Model;
import io.auspex.model.Task;
import io.auspex.model.data.ColumnBatch;
import io.auspex.model.kernel.KernelChoice;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A compiled model is the same model, and answers the same. */
class CompiledModelTest {
    private static final int[] BATCHES = {0, 1, 2, 7, 19, 20, 64, 1000, 2048, 2500};

    /** What trees say is equal to the last bit; sums of products may be rounded in another order. */
    private static final double TOLERANCE = 2e-6;

    static Iterable<Model> models() {
        return SampleModels.all();
    }

    @ParameterizedTest
    @MethodSource("models")
    void answersAsTheModelThatItWasCompiledOf(Model model) {
        Model compiled = model.compiled(KernelChoice.scalar());
        assertThat(compiled).isEqualTo(model).hasSameHashCodeAs(model);
        for (int rows : BATCHES) {
            ColumnBatch batch = SampleModels.batch(rows);
            if (model.task() instanceof Task.Regression) {
                double[] expected = new double[rows];
                double[] values = new double[rows];
                model.values(batch, expected);
                compiled.values(batch, values);
                requireClose(values, expected);
            } else if (model.task() instanceof Task.Classification classification) {
                double[][] expected = new double[classification.labels().size()][rows];
                double[][] probabilities = new double[expected.length][rows];
                model.probabilities(batch, expected);
                compiled.probabilities(batch, probabilities);
                for (int code = 0; code < expected.length; code++) {
                    requireClose(probabilities[code], expected[code]);
                }
            } else {
                int[] expected = new int[rows];
                int[] codes = new int[rows];
                model.codes(batch, expected);
                compiled.codes(batch, codes);
                assertThat(codes).isEqualTo(expected);
            }
        }
    }

    private static void requireClose(double[] values, double[] expected) {
        for (int row = 0; row < expected.length; row++) {
            if (Double.isNaN(expected[row])) {
                assertThat(values[row]).isNaN();
            } else {
                assertThat(values[row]).isCloseTo(expected[row], within(TOLERANCE * (1 + Math.abs(expected[row]))));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 64, 2100})
    void decidesTheSameClasses(int rows) {
        ColumnBatch batch = SampleModels.batch(rows);
        for (Model model : new Model[] {SampleModels.forest(), SampleModels.multiclass()}) {
            int[] expected = new int[rows];
            int[] codes = new int[rows];
            model.codes(batch, expected);
            model.compiled(KernelChoice.scalar()).codes(batch, codes);
            assertThat(codes).isEqualTo(expected);
        }
    }
}
