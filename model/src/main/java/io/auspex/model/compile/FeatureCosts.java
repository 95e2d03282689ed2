package io.auspex.model.compile;

import io.auspex.model.predict.TreeEnsemble;
import io.auspex.model.transform.ColumnTransformer;
import io.auspex.model.transform.FeatureDerivation;
import io.auspex.model.transform.FeaturePipeline;
import io.auspex.model.transform.PrincipalComponents;
import io.auspex.model.transform.TargetEncoding;
import io.auspex.model.transform.TextProjection;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * About how long it takes to make the features of members, in nanoseconds a row: what several have in common is made once, as {@link FeaturePlan}
 * does, and so are the ranks that trees behind one pipeline compare. Remembers pipelines, for who asks for many combinations of the same ones. Not
 * safe for several threads.
 */
public final class FeatureCosts {
    /** A column taken over, a category's code looked up for each distinct text of a block; and each further feature that is made of it. */
    private static final double COLUMN = 2;

    private static final double FEATURE = 0.5;
    /** Two features combined, in 64 bits and cut to what 32 hold. */
    private static final double COMBINED = 2;
    /** A level of categories that is looked up in a table of means. */
    private static final double ENCODED = 13;
    /** A text that is split into words and runs of characters, which are looked up; and each component of it. */
    private static final double TEXT = 2000;

    private static final double COMPONENT = 30;
    /** The rank of a feature among all thresholds, and its byte columns. */
    private static final double RANKED = 1.5;

    private final Map<Object, Integer> numbers = new HashMap<>();
    private final List<Double> costs = new ArrayList<>();
    private final IdentityHashMap<FeaturePipeline, int[]> steps = new IdentityHashMap<>();

    /** The ranks of a pipeline's features. */
    private record Ranks(FeaturePipeline pipeline) {}

    /** Of members that answer together. */
    public double nanoseconds(List<Part> parts) {
        BitSet made = new BitSet();
        for (Part part : parts) {
            int[] own = steps.computeIfAbsent(part.pipeline(), this::steps);
            boolean ranks = part.predictor() instanceof TreeEnsemble;
            for (int i = ranks ? 0 : 1; i < own.length; i++) {
                made.set(own[i]);
            }
        }
        return made.stream().mapToDouble(costs::get).sum();
    }

    /** The numbers of all that is done for a pipeline, its ranks first. */
    private int[] steps(FeaturePipeline pipeline) {
        List<Integer> all = new ArrayList<>();
        all.add(number(new Ranks(pipeline), RANKED * pipeline.width()));
        for (ColumnTransformer transformer : pipeline.transformers()) {
            all.add(number(transformer, encoded(transformer)));
            if (transformer instanceof TextProjection text) {
                all.add(number(TextReading.of(text), TEXT));
            }
        }
        for (PrincipalComponents projection : pipeline.projections()) {
            all.add(number(
                    new Combination(pipeline.transformers(), projection),
                    PredictionCost.MULTIPLICATION * projection.width() * pipeline.encodedWidth()));
        }
        for (FeatureDerivation derivation : pipeline.derivations()) {
            all.add(number(new Combination(pipeline.transformers(), derivation), derived(derivation)));
        }
        return all.stream().mapToInt(Integer::intValue).toArray();
    }

    private int number(Object made, double cost) {
        Integer known = numbers.putIfAbsent(made, costs.size());
        if (known != null) {
            return known;
        }
        costs.add(cost);
        return costs.size() - 1;
    }

    private static double encoded(ColumnTransformer transformer) {
        return transformer instanceof TextProjection
                ? COMPONENT * transformer.width()
                : COLUMN + FEATURE * (transformer.width() - 1);
    }

    private static double derived(FeatureDerivation derivation) {
        return derivation.width() * (derivation instanceof TargetEncoding ? ENCODED : COMBINED);
    }
}
