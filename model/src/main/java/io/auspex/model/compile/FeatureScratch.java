package io.auspex.model.compile;

/** The memory in which a {@link FeaturePlan} makes the features of a batch: made once, used for many, by one thread at a time. */
final class FeatureScratch {
    final int capacity;
    /** Everything that is a column of numbers: what transformers, projections and derivations give. */
    final float[][] columns;

    final int[][] levels;
    final float[][] shares;
    /** By layout. */
    final FeatureRows[] rows;

    /** What the transformers of a pipeline gave, by step of projections and derivations. */
    final float[][][] encoded;

    /**
     * @param capacity in rows
     * @param features the column of each feature, by layout; -1 where a level tells it
     * @param encoded likewise what each step reads
     * @param bent whether a place has shares
     */
    FeatureScratch(int capacity, int columns, int[][] features, int[][] encoded, boolean[] bent) {
        this.capacity = capacity;
        this.columns = new float[columns][capacity];
        this.levels = new int[bent.length][capacity];
        this.shares = new float[bent.length][];
        for (int place = 0; place < bent.length; place++) {
            shares[place] = bent[place] ? new float[capacity] : null;
        }
        this.rows = new FeatureRows[features.length];
        for (int layout = 0; layout < features.length; layout++) {
            rows[layout] = new FeatureRows(view(features[layout]), levels, shares);
        }
        this.encoded = new float[encoded.length][][];
        for (int step = 0; step < encoded.length; step++) {
            this.encoded[step] = view(encoded[step]);
        }
    }

    private float[][] view(int[] places) {
        float[][] view = new float[places.length][];
        for (int i = 0; i < places.length; i++) {
            view[i] = places[i] < 0 ? null : columns[places[i]];
        }
        return view;
    }
}
