package io.auspex.learn.feature;

import io.auspex.learn.algorithm.TrainingRows;
import io.auspex.learn.preprocess.PreprocessorFitting;
import io.auspex.learn.profile.DataProfile;
import io.auspex.learn.profile.Target;
import io.auspex.model.transform.CategoryCodes;
import io.auspex.model.transform.ColumnTransformer;
import io.auspex.model.transform.FeatureDerivation;
import io.auspex.model.transform.FeaturePipeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Makes rows into features by recipes, and keeps what several fits use. What looks at features only is fitted once on all rows; what
 * looks at the target is fitted on the rows to learn from alone. May be used by several threads at once.
 */
public final class RecipeRows {
    /** Features of all rows may take this part of the heap before they are made anew for the next recipe. */
    private static final int KEPT_PARTS = 4;

    private final PreprocessorFitting fitting;
    private final DataProfile profile;
    private final Target target;
    private final double[] weights;
    private final long seed;
    private final Map<ColumnEncoding, FeaturePipeline> encodings = new EnumMap<>(ColumnEncoding.class);
    private final Map<FeatureRecipe, FeaturePipeline> pipelines = new HashMap<>();
    private final Map<BlockUse, Map<int[], Optional<FittedBlock>>> blocks = new HashMap<>();
    private final Map<FeatureRecipe, TrainingRows> kept = new LinkedHashMap<>();

    private record BlockUse(ColumnEncoding encoding, FeatureBlock block) {}

    /**
     * @param fitting on the rows that have a target, without it
     * @param profile of those rows
     * @param weights what each row counts; null where all count the same
     */
    public RecipeRows(PreprocessorFitting fitting, DataProfile profile, Target target, double[] weights, long seed) {
        this.fitting = fitting;
        this.profile = profile;
        this.target = target;
        this.weights = weights;
        this.seed = seed;
    }

    public int rows() {
        return fitting.features().rows();
    }

    /** How many features a recipe gives; of one that looks at the target, without what that adds. */
    public synchronized int width(FeatureRecipe recipe) {
        return recipe.seesTarget()
                ? encoding(recipe.encoding()).width()
                : pipeline(recipe).width();
    }

    /** The rows for one fold. */
    public FeatureRows fold(FeatureRecipe recipe, int[] train, int[] validation) {
        if (!recipe.seesTarget()) {
            TrainingRows all = all(recipe);
            return new FeatureRows(pipeline(recipe), all.select(train), all.select(validation));
        }
        List<FittedBlock> blocks = fit(recipe, train);
        FeaturePipeline pipeline = pipeline(encoding(recipe.encoding()), blocks);
        return new FeatureRows(
                pipeline, learnt(pipeline, recipe.encoding(), blocks, train), transformed(pipeline, validation));
    }

    /** Some rows as a pipeline of theirs makes them: {@code float[feature][row]}. */
    public float[][] features(FeaturePipeline pipeline, int[] rows) {
        return pipeline.transform(fitting.features().select(rows).batch());
    }

    /** All rows to learn from, none to judge by. */
    public FeatureRows whole(FeatureRecipe recipe) {
        if (!recipe.seesTarget()) {
            return new FeatureRows(pipeline(recipe), all(recipe), null);
        }
        int[] rows = everyRow();
        List<FittedBlock> blocks = fit(recipe, rows);
        FeaturePipeline pipeline = pipeline(encoding(recipe.encoding()), blocks);
        return new FeatureRows(pipeline, learnt(pipeline, recipe.encoding(), blocks, rows), null);
    }

    private int[] everyRow() {
        int[] rows = new int[rows()];
        Arrays.setAll(rows, row -> row);
        return rows;
    }

    private synchronized FeaturePipeline encoding(ColumnEncoding encoding) {
        return encodings.computeIfAbsent(encoding, unused -> encoding.fit(fitting, profile));
    }

    /** Of a recipe that does not look at the target. */
    private synchronized FeaturePipeline pipeline(FeatureRecipe recipe) {
        FeaturePipeline known = pipelines.get(recipe);
        if (known == null) {
            known = pipeline(encoding(recipe.encoding()), fit(recipe, everyRow()));
            pipelines.put(recipe, known);
        }
        return known;
    }

    private List<FittedBlock> fit(FeatureRecipe recipe, int[] rows) {
        if (recipe.blocks().isEmpty()) {
            return List.of();
        }
        FeaturePipeline encoding = encoding(recipe.encoding());
        FeaturePipeline columns = encoding;
        float[][] encoded;
        if (encoding.projections().isEmpty()) {
            encoded = all(new FeatureRecipe(recipe.encoding(), List.of())).features();
        } else {
            columns = new FeaturePipeline(encoding.transformers());
            encoded = columns.transform(fitting.features().batch());
        }
        BlockSource source = new BlockSource(
                fitting.filled(),
                profile,
                encoded,
                EncodedKind.of(columns, fitting.features().fields()),
                codes(columns),
                target,
                weights);
        List<FittedBlock> fitted = new ArrayList<>();
        for (FeatureBlock block : recipe.blocks()) {
            fitted(new BlockUse(recipe.encoding(), block), rows, () -> block.fit(source, rows, seed))
                    .ifPresent(fitted::add);
        }
        return fitted;
    }

    /** A block is fitted once for the rows of a fold, which are known by their array; two folds may be at it at the same time. */
    private Optional<FittedBlock> fitted(BlockUse use, int[] rows, Supplier<Optional<FittedBlock>> fit) {
        Map<int[], Optional<FittedBlock>> known;
        synchronized (blocks) {
            known = blocks.computeIfAbsent(use, unused -> Collections.synchronizedMap(new IdentityHashMap<>()));
        }
        Optional<FittedBlock> block = known.get(rows);
        if (block == null) {
            block = fit.get();
            known.put(rows, block);
        }
        return block;
    }

    private static FeaturePipeline pipeline(FeaturePipeline encoding, List<FittedBlock> blocks) {
        if (blocks.isEmpty()) {
            return encoding;
        }
        List<ColumnTransformer> transformers = new ArrayList<>(encoding.transformers());
        List<FeatureDerivation> derivations = new ArrayList<>();
        for (FittedBlock block : blocks) {
            transformers.addAll(block.transformers());
            derivations.addAll(block.derivations());
        }
        return new FeaturePipeline(transformers, encoding.projections(), derivations);
    }

    /** Features of all rows, by a recipe that does not look at the target. */
    private synchronized TrainingRows all(FeatureRecipe recipe) {
        TrainingRows known = kept.get(recipe);
        if (known == null) {
            FeaturePipeline pipeline = pipeline(recipe);
            makeRoom(bytes(pipeline.width()));
            float[][] features = pipeline.transform(fitting.features().batch());
            known = new TrainingRows(features, target.values(), codes(pipeline), weights);
            kept.put(recipe, known);
        }
        return known;
    }

    private void makeRoom(long bytes) {
        long all = bytes;
        for (TrainingRows rows : kept.values()) {
            all += bytes(rows.features().length);
        }
        if (all > Runtime.getRuntime().maxMemory() / KEPT_PARTS) {
            kept.clear();
        }
    }

    private long bytes(int width) {
        return (long) Float.BYTES * rows() * width;
    }

    /** Rows as the pipeline makes them. */
    private TrainingRows transformed(FeaturePipeline pipeline, int[] rows) {
        return new TrainingRows(
                features(pipeline, rows),
                selected(target.values(), rows),
                codes(pipeline),
                weights == null ? null : selected(weights, rows));
    }

    private static double[] selected(double[] values, int[] rows) {
        return Arrays.stream(rows).mapToDouble(row -> values[row]).toArray();
    }

    /** Rows that the blocks were fitted on, with the blocks' own features of them. */
    private TrainingRows learnt(
            FeaturePipeline pipeline, ColumnEncoding encoding, List<FittedBlock> blocks, int[] rows) {
        TrainingRows made = transformed(pipeline, rows);
        int transformed = encoding(encoding).kept().length;
        int derived = pipeline.width();
        for (FeatureDerivation derivation : pipeline.derivations()) {
            derived -= derivation.width();
        }
        for (FittedBlock block : blocks) {
            transformed = replace(made.features(), transformed, block.transformed(), transformedWidth(block));
            derived = replace(made.features(), derived, block.derived(), derivedWidth(block));
        }
        return made;
    }

    private static int transformedWidth(FittedBlock block) {
        return block.transformers().stream().mapToInt(ColumnTransformer::width).sum();
    }

    private static int derivedWidth(FittedBlock block) {
        return block.derivations().stream().mapToInt(FeatureDerivation::width).sum();
    }

    /** @return the position behind those replaced */
    private static int replace(float[][] features, int first, float[][] own, int width) {
        if (own != null) {
            System.arraycopy(own, 0, features, first, width);
        }
        return first + width;
    }

    /** Of each feature how many category codes it can have, 0 of plain numbers: components, and codes that the user has scaled. */
    private static int[] codes(FeaturePipeline pipeline) {
        List<Integer> encoded = new ArrayList<>();
        for (ColumnTransformer transformer : pipeline.transformers()) {
            int codes = EncodedKind.plain(transformer) instanceof CategoryCodes categories
                    ? categories.categories().size() + 1
                    : 0;
            encoded.addAll(Collections.nCopies(transformer.width(), codes));
        }
        int[] codes = new int[pipeline.width()];
        int[] kept = pipeline.kept();
        for (int feature = 0; feature < kept.length; feature++) {
            codes[feature] = encoded.get(kept[feature]);
        }
        return codes;
    }
}
