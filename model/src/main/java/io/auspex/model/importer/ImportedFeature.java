package io.auspex.model.importer;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a model file says of one column that it was trained on.
 *
 * @param name as in the file; {@code f0}, {@code f1}, ... if the file has none
 * @param categories where the file keeps them, what the column's values were, in code order; an empty list if it keeps only
 *     hashes of them; empty if the column is a number, or the trees take its codes
 */
public record ImportedFeature(String name, Optional<List<String>> categories) {
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");

    public ImportedFeature {
        requireNonNull(name, "name is null");
        categories = categories.map(List::copyOf);
    }

    static ImportedFeature number(String name) {
        return new ImportedFeature(name, Optional.empty());
    }

    /** Whether the categories are numbers: then a number in the column is one of them, and not a code. */
    boolean hasNumbersForCategories() {
        return categories.isPresent()
                && categories.get().stream()
                        .allMatch(text -> NUMBER.matcher(text).matches());
    }
}
