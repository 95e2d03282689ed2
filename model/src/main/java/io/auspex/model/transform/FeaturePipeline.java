package io.auspex.model.transform;

import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.Field;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The way from a batch of columns to the predictor's features, all of it fitted.
 *
 * <pre>
 *   columns ─► transformers, side by side ─► encoded features ─┬─ not projected ──────────► features, in order,
 *                                                              └─► projections, in order ─► and components behind them,
 *                                                              └─► derivations, in order ─► and derived ones last
 * </pre>
 *
 * @param projections each takes encoded features away and gives components instead; no feature is in two
 * @param derivations each makes further features of encoded ones, which stay
 */
public record FeaturePipeline(
        List<ColumnTransformer> transformers,
        List<PrincipalComponents> projections,
        List<FeatureDerivation> derivations) {
    /**
     * @throws IllegalArgumentException if there is no transformer, the features are too many to count, or a projection or
     *     derivation takes what is not there
     */
    public FeaturePipeline {
        transformers = List.copyOf(transformers);
        projections = List.copyOf(projections);
        derivations = List.copyOf(derivations);
        if (transformers.isEmpty()) {
            throw new IllegalArgumentException("A pipeline needs at least one transformer");
        }
        long features = 0;
        for (ColumnTransformer transformer : transformers) {
            features += transformer.width();
        }
        requireDerivable(derivations, features);
        requireProjectable(projections, features);
        for (FeatureDerivation derivation : derivations) {
            features += derivation.width();
        }
        if (features > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "The pipeline gives " + features + " features, more than an array holds");
        }
    }

    /** A pipeline of transformers alone. */
    public FeaturePipeline(List<ColumnTransformer> transformers) {
        this(transformers, List.of(), List.of());
    }

    private static void requireDerivable(List<FeatureDerivation> derivations, long features) {
        for (FeatureDerivation derivation : derivations) {
            for (List<Integer> operands : derivation.operands()) {
                for (int operand : operands) {
                    if (operand < 0 || operand >= features) {
                        throw new IllegalArgumentException(
                                "A derivation takes feature " + operand + ", but there are " + features);
                    }
                }
            }
        }
    }

    private static void requireProjectable(List<PrincipalComponents> projections, long features) {
        BitSet taken = new BitSet();
        for (PrincipalComponents projection : projections) {
            for (int feature : projection.features()) {
                if (feature < 0 || feature >= features) {
                    throw new IllegalArgumentException(
                            "A projection takes feature " + feature + ", but there are " + features);
                }
                if (taken.get(feature)) {
                    throw new IllegalArgumentException("Two projections take feature " + feature);
                }
                taken.set(feature);
            }
        }
    }

    /** How many features come out. */
    public int width() {
        int width = encodedWidth();
        for (PrincipalComponents projection : projections) {
            width += projection.width() - projection.features().size();
        }
        for (FeatureDerivation derivation : derivations) {
            width += derivation.width();
        }
        return width;
    }

    /** How many features the transformers give. */
    public int encodedWidth() {
        int width = 0;
        for (ColumnTransformer transformer : transformers) {
            width += transformer.width();
        }
        return width;
    }

    private BitSet projected() {
        BitSet projected = new BitSet();
        projections.forEach(projection -> projection.features().forEach(projected::set));
        return projected;
    }

    /** Positions among the encoded features of the first features, ascending: of all that is in no projection. */
    public int[] kept() {
        BitSet kept = new BitSet();
        kept.set(0, encodedWidth());
        kept.andNot(projected());
        return kept.stream().toArray();
    }

    /** One name a feature that the transformers give. */
    private List<String> encodedNames(List<Field> inputs) {
        List<String> names = new ArrayList<>();
        for (ColumnTransformer transformer : transformers) {
            names.addAll(transformer.featureNames(inputs));
        }
        return names;
    }

    /** One name a feature; components are {@code pca1}, {@code pca2} and so on. */
    public List<String> featureNames(List<Field> inputs) {
        List<String> names = encodedNames(inputs);
        List<String> kept = new ArrayList<>(without(names, projected()));
        int component = 0;
        for (PrincipalComponents projection : projections) {
            for (int index = 0; index < projection.width(); index++) {
                kept.add("pca" + ++component);
            }
        }
        for (FeatureDerivation derivation : derivations) {
            kept.addAll(derivation.featureNames(names));
        }
        return List.copyOf(kept);
    }

    /**
     * For each feature the columns that it stems from, ascending: one column, except for components, which stem from all
     * columns of their projection, and derived features, which stem from those of their operands.
     */
    public List<List<Integer>> sources() {
        List<List<Integer>> encoded = new ArrayList<>();
        for (ColumnTransformer transformer : transformers) {
            for (int index = 0; index < transformer.width(); index++) {
                encoded.add(List.of(transformer.column()));
            }
        }
        List<List<Integer>> sources = new ArrayList<>(without(encoded, projected()));
        for (PrincipalComponents projection : projections) {
            List<Integer> columns = columns(encoded, projection.features());
            for (int index = 0; index < projection.width(); index++) {
                sources.add(columns);
            }
        }
        for (FeatureDerivation derivation : derivations) {
            derivation.operands().forEach(operands -> sources.add(columns(encoded, operands)));
        }
        return List.copyOf(sources);
    }

    private static List<Integer> columns(List<List<Integer>> encoded, List<Integer> features) {
        return features.stream()
                .flatMap(feature -> encoded.get(feature).stream())
                .distinct()
                .sorted()
                .toList();
    }

    private static <T> List<T> without(List<T> all, BitSet left) {
        List<T> kept = new ArrayList<>();
        for (int index = left.nextClearBit(0); index < all.size(); index = left.nextClearBit(index + 1)) {
            kept.add(all.get(index));
        }
        return kept;
    }

    /** Returns {@code float[feature][row]}, newly allocated; NaN is missing. */
    public float[][] transform(ColumnBatch batch) {
        float[][] features = new float[width()][batch.rows()];
        transform(batch, features);
        return features;
    }

    /** Fills {@code float[feature][row]} that the caller owns, each at least {@code batch.rows()} long. */
    public void transform(ColumnBatch batch, float[][] features) {
        BitSet projected = projected();
        float[][] encoded = new float[encodedWidth()][];
        int next = 0;
        for (int feature = 0; feature < encoded.length; feature++) {
            encoded[feature] = projected.get(feature) ? new float[batch.rows()] : features[next++];
        }
        encode(batch, encoded);
        for (PrincipalComponents projection : projections) {
            projection.apply(encoded, batch.rows(), features, next);
            next += projection.width();
        }
        for (FeatureDerivation derivation : derivations) {
            derivation.apply(encoded, batch.rows(), features, next);
            next += derivation.width();
        }
    }

    private void encode(ColumnBatch batch, float[][] features) {
        int first = 0;
        for (ColumnTransformer transformer : transformers) {
            transformer.apply(batch, features, first);
            first += transformer.width();
        }
    }
}
