package io.auspex.learn.search;

/**
 * What the fold models said of the rows that they had not learnt from: the basis of score, ensemble, threshold and choice.
 *
 * @param rows positions in the target's rows, fold after fold
 * @param foldEnds for each fold the position in {@code rows} after its last one
 * @param predictions {@code [class][position]} probabilities, or {@code [0][position]} values of a regression
 */
public record OutOfFold(int[] rows, int[] foldEnds, double[][] predictions) {
    public int folds() {
        return foldEnds.length;
    }

    public int foldStart(int fold) {
        return fold == 0 ? 0 : foldEnds[fold - 1];
    }
}
