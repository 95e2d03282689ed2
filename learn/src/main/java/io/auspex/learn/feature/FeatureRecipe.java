package io.auspex.learn.feature;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a candidate's features are made: every column encoded, and blocks of further features.
 *
 * @param blocks distinct, in the order of their declaration
 */
public record FeatureRecipe(ColumnEncoding encoding, List<FeatureBlock> blocks) {
    public FeatureRecipe {
        requireNonNull(encoding, "encoding is null");
        blocks = blocks.stream().distinct().sorted().toList();
    }

    /** Whether features depend on the target, so that every fold needs a pipeline of its own. */
    public boolean seesTarget() {
        return blocks.stream().anyMatch(FeatureBlock::seesTarget);
    }

    /** {@code codes+arithmetic}. */
    @Override
    public String toString() {
        return Stream.concat(Stream.of(encoding), blocks.stream())
                .map(part -> part.toString().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining("+"));
    }
}
