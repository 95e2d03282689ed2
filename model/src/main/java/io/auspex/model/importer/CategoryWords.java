package io.auspex.model.importer;

import io.auspex.model.artifact.ArtifactException;
import io.auspex.model.predict.CategorySets;

/** Sets of categories as words of 32 bits. */
final class CategoryWords {
    private CategoryWords() {}

    /** The set of {@code categories[from] .. categories[to - 1]}. */
    static int[] of(int[] categories, int from, int to) {
        int largest = -1;
        for (int i = from; i < to; i++) {
            if (categories[i] < 0 || categories[i] >= CategorySets.MOST_CATEGORIES) {
                throw new ArtifactException("The model has a category " + categories[i] + ", which cannot be");
            }
            largest = Math.max(largest, categories[i]);
        }
        int[] words = new int[(largest + Integer.SIZE) / Integer.SIZE];
        for (int i = from; i < to; i++) {
            words[categories[i] >> 5] |= 1 << categories[i];
        }
        return words;
    }
}
