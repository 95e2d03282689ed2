package io.auspex.model.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LinkTest {
    @Test
    void logisticStaysBetweenZeroAndOneForEveryMargin() {
        float[][] margins = {{0, 2, -2, 1000, -1000, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}};
        Link.LOGISTIC.apply(margins, 7);
        assertThat(margins[0][0]).isEqualTo(0.5f);
        assertThat(margins[0][1]).isCloseTo(0.880797f, within(1e-6f));
        assertThat(margins[0][2]).isCloseTo(0.119203f, within(1e-6f));
        for (float probability : margins[0]) {
            assertThat(probability).isBetween(0f, 1f);
        }
    }

    @Test
    void softmaxAddsUpToOneAndDoesNotOverflow() {
        float[][] margins = {{1, 500}, {2, -500}, {3, 499}};
        Link.SOFTMAX.apply(margins, 2);
        assertThat(margins[2][0]).isCloseTo(0.665241f, within(1e-6f));
        assertThat(margins[0][0] + margins[1][0] + margins[2][0]).isCloseTo(1f, within(1e-6f));
        assertThat(margins[0][1]).isCloseTo(0.731059f, within(1e-6f));
        assertThat(margins[1][1]).isZero();
    }

    /** A row's probabilities are those of the row alone, bit by bit, whatever the others are; a missing margin stays in its row. */
    @Test
    void softmaxOfManyRowsIsThatOfEach() {
        Random random = new Random(2);
        int rows = 130;
        float[][] margins = new float[5][rows + 1];
        for (float[] column : margins) {
            for (int row = 0; row <= rows; row++) {
                column[row] = (float) (20 * random.nextGaussian());
            }
        }
        margins[3][7] = Float.NaN;
        float[][] alone = new float[5][rows];
        for (int row = 0; row < rows; row++) {
            float[][] one = new float[5][];
            for (int output = 0; output < one.length; output++) {
                one[output] = new float[] {margins[output][row]};
            }
            Link.SOFTMAX.apply(one, 1);
            for (int output = 0; output < one.length; output++) {
                alone[output][row] = one[output][0];
            }
        }
        float behind = margins[0][rows];
        Link.SOFTMAX.apply(margins, rows);
        for (int output = 0; output < margins.length; output++) {
            assertThat(Arrays.copyOf(margins[output], rows)).isEqualTo(alone[output]);
        }
        assertThat(margins[0][7]).isNaN();
        assertThat(margins[0][8]).isNotNaN();
        assertThat(margins[0][rows]).isEqualTo(behind);
    }

    @Test
    void theOthersAreWhatTheirNamesSay() {
        float[][] margins = {{-1, 0, 2}};
        Link.IDENTITY.apply(margins, 3);
        assertThat(margins[0]).containsExactly(-1, 0, 2);
        Link.EXP.apply(margins, 2);
        assertThat(margins[0][0]).isCloseTo(0.367879f, within(1e-6f));
        assertThat(margins[0][1]).isEqualTo(1);
        assertThat(margins[0][2]).as("rows beyond the count stay").isEqualTo(2);
        float[][] hinge = {{-1, 0, 0.1f}};
        Link.HINGE.apply(hinge, 3);
        assertThat(hinge[0]).containsExactly(0, 0, 1);
    }
}
