package io.auspex.model.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class LinearPredictorTest {
    @Test
    void addsWeightedFeaturesInDoubleArithmetic() {
        LinearPredictor linear = new LinearPredictor(new double[][] {{1, 1}, {0.5, -2}}, new double[] {0.25, 10});
        float[][] margins = new float[2][2];
        linear.margins(new float[][] {{1e8f, 2}, {1, 3}}, 2, margins);
        assertThat(margins[0]).containsExactly((float) (1e8 + 1.25), 5.25f);
        assertThat(margins[1]).containsExactly((float) (0.5e8 + 8), 5f);
    }

    @Test
    void aMissingFeatureAddsNothing() {
        LinearPredictor linear = new LinearPredictor(new double[][] {{3, 4}}, new double[] {1});
        float[][] margins = new float[1][1];
        linear.margins(new float[][] {{Float.NaN}, {2}}, 1, margins);
        assertThat(margins[0]).containsExactly(9);
    }

    @Test
    void aMarginIsFiniteHoweverLargeTheFeatures() {
        LinearPredictor linear = new LinearPredictor(new double[][] {{1e10}, {-1e10}}, new double[2]);
        float[][] margins = new float[2][1];
        linear.margins(new float[][] {{Float.MAX_VALUE}}, 1, margins);
        assertThat(margins[0]).containsExactly(Float.MAX_VALUE);
        assertThat(margins[1]).containsExactly(-Float.MAX_VALUE);
    }

    @Test
    void refusesRaggedAndUnboundedWeights() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LinearPredictor(new double[][] {{1, 2}, {1}}, new double[2]))
                .withMessageContaining("Output 1 has 1 weights");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LinearPredictor(new double[][] {{Double.NaN}}, new double[1]))
                .withMessageContaining("Weight 0 is NaN");
        assertThatIllegalArgumentException().isThrownBy(() -> new LinearPredictor(new double[0][], new double[0]));
        assertThatIllegalArgumentException().isThrownBy(() -> new LinearPredictor(new double[1][3], new double[2]));
    }
}
