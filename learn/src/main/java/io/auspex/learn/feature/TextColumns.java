package io.auspex.learn.feature;

import io.auspex.learn.frame.Frame;
import io.auspex.learn.profile.ColumnProfile;
import io.auspex.learn.profile.ColumnRole;
import io.auspex.learn.profile.DataProfile;
import io.auspex.learn.profile.RepeatedWords;
import io.auspex.learn.text.TextComponents;
import io.auspex.model.transform.ColumnTransformer;
import io.auspex.model.transform.TextShape;
import java.util.ArrayList;
import java.util.List;

/** Columns whose words count, and what all but linear scores is made of them: the shape of each text and its components. */
public final class TextColumns {
    /** Any would do: the components are the same for all encodings, folds and seeds. */
    private static final long SEED = 20_110_504;

    /** A tree can ask for a word, but not undo a component. */
    private static final int WORDS_FOR_TREES = 16;

    private static final int FEWEST_COMPONENTS = 8;
    private static final int MOST_FOR_TREES = 32;
    private static final int MOST_FOR_SUMS = 80;
    private static final int ROWS_A_COMPONENT = 100;

    private TextColumns() {}

    /** Whether a column is taken apart into words, be it beside its levels. */
    static boolean isTaken(ColumnProfile column) {
        return column.role() == ColumnRole.FREE_TEXT
                || (column.role() == ColumnRole.HIGH_CARDINALITY_CATEGORY
                        && column.field().type().isText()
                        && RepeatedWords.in(column.levels()));
    }

    /** @param sums whether the features are for weighted sums, which can make use of more components than trees */
    static List<ColumnTransformer> transformers(Frame features, ColumnProfile column, boolean sums) {
        List<ColumnTransformer> transformers = new ArrayList<>();
        transformers.add(new TextShape(column.column()));
        TextComponents.fit(
                        column.column(),
                        features.texts(column.column()),
                        sums ? 0 : WORDS_FOR_TREES,
                        components(features.rows(), sums),
                        SEED)
                .ifPresent(transformers::add);
        return transformers;
    }

    /** What a category with many levels becomes: its encoding, and the text behind it if its words count. */
    static List<ColumnTransformer> beside(
            ColumnTransformer category, Frame features, ColumnProfile column, boolean sums) {
        List<ColumnTransformer> transformers = new ArrayList<>();
        transformers.add(category);
        if (isTaken(column)) {
            transformers.addAll(transformers(features, column, sums));
        }
        return transformers;
    }

    private static int components(int rows, boolean sums) {
        return Math.max(FEWEST_COMPONENTS, Math.min(sums ? MOST_FOR_SUMS : MOST_FOR_TREES, rows / ROWS_A_COMPONENT));
    }

    /** Features that texts add to one for each column, at most: what the memory must hold. */
    public static int mostFeatures(DataProfile profile) {
        int most = 0;
        for (ColumnProfile column : profile.columns()) {
            most += isTaken(column)
                    ? new TextShape(column.column()).width() + WORDS_FOR_TREES + components(profile.rows(), true)
                    : 0;
        }
        return most;
    }
}
