package io.auspex.model.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Issue 4, BYOM: nets of other libraries. */
class DenseNetTest {
    private static NetLayer layer(double[] weights, double[] biases, Activation activation, double slope) {
        return new NetLayer(weights, biases, activation, slope);
    }

    @Test
    @DisplayName("two layers by hand, more rows than a block")
    void addsUp() {
        DenseNet net = new DenseNet(List.of(
                layer(new double[] {1, -1, 2, 0.5}, new double[] {0.5, -1}, Activation.RELU, 0.1),
                layer(new double[] {3, -2}, new double[] {1}, Activation.IDENTITY, 0)));
        int rows = 300;
        float[][] features = new float[2][rows];
        float[][] margins = new float[1][rows];
        for (int row = 0; row < rows; row++) {
            features[0][row] = row % 7 - 3;
            features[1][row] = row % 5 - 2;
        }
        net.margins(features, rows, margins);
        for (int row = 0; row < rows; row++) {
            double first = features[0][row] - features[1][row] + 0.5;
            double second = 2 * features[0][row] + 0.5 * features[1][row] - 1;
            double expected = 3 * (first > 0 ? first : 0.1 * first) - 2 * (second > 0 ? second : 0.1 * second) + 1;
            assertThat((double) margins[0][row]).isCloseTo(expected, within(1e-6));
        }
    }

    @Test
    @DisplayName("a missing feature leaves no number, overflow leaves a finite one")
    void knowsMissingFromOverflow() {
        DenseNet net =
                new DenseNet(List.of(layer(new double[] {1e300, -1e300}, new double[] {0}, Activation.IDENTITY, 0)));
        float[][] margins = new float[1][3];
        net.margins(new float[][] {{Float.NaN, Float.MAX_VALUE, Float.MAX_VALUE}, {1, 0, Float.MAX_VALUE}}, 3, margins);
        assertThat(margins[0][0]).isNaN();
        assertThat(margins[0][1]).isEqualTo(Float.MAX_VALUE);
        assertThat(margins[0][2]).isZero();
    }

    @Test
    @DisplayName("layers that do not fit, and too many units, are refused")
    void refusesWhatDoesNotFit() {
        NetLayer two = layer(new double[2], new double[2], Activation.TANH, 0);
        NetLayer three = layer(new double[3], new double[1], Activation.TANH, 0);
        assertThatThrownBy(() -> new DenseNet(List.of(two, three)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("takes 3 inputs, but there are 2");
        NetLayer wide = layer(new double[40_000], new double[40_000], Activation.TANH, 0);
        assertThatThrownBy(() -> new DenseNet(List.of(wide)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("40000 units");
    }
}
