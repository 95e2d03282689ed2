package io.auspex.model.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

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
