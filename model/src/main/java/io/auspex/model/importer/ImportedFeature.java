package io.auspex.model.importer;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * What a model file says of one column that it was trained on.
 *
 * @param name as in the file; {@code f0}, {@code f1}, ... if the file has none
 * @param categories where the file keeps the texts that the column's values had, in code order: the column is then text;
 *     empty if the column is a number
 */
public record ImportedFeature(String name, Optional<List<String>> categories) {
    public ImportedFeature {
        requireNonNull(name, "name is null");
        categories = categories.map(List::copyOf);
    }

    static ImportedFeature number(String name) {
        return new ImportedFeature(name, Optional.empty());
    }
}
