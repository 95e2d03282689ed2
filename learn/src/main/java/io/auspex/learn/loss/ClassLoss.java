package io.auspex.learn.loss;

/** Log loss. */
public enum ClassLoss implements RowLoss {
    /** Of two classes from one margin. */
    LOGISTIC {
        @Override
        public double apply(float[][] margins, int row, double truth) {
            double margin = margins[0][row];
            double signed = truth == 1 ? margin : -margin;
            double small = Math.exp(-Math.abs(margin));
            double probability = margin > 0 ? 1 / (1 + small) : small / (1 + small);
            margins[0][row] = (float) (probability - truth);
            return Math.log1p(small) + Math.max(0, -signed);
        }
    },
    /** Of many classes from one margin each. */
    SOFTMAX {
        @Override
        public double apply(float[][] margins, int row, double truth) {
            float largest = Float.NEGATIVE_INFINITY;
            for (float[] margin : margins) {
                largest = Math.max(largest, margin[row]);
            }
            int label = (int) truth;
            double loss = (double) largest - margins[label][row];
            double total = 0;
            for (float[] margin : margins) {
                margin[row] = (float) Math.exp(margin[row] - largest);
                total += margin[row];
            }
            float share = (float) (1 / total);
            for (float[] margin : margins) {
                margin[row] *= share;
            }
            margins[label][row] -= 1;
            return loss + Math.log(total);
        }
    }
}
