package io.auspex.benchmark.predict.engine;

import io.auspex.benchmark.predict.sample.Block;
import java.util.List;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.XGBoostError;

/** XGBoost4J's {@code inplace_predict} of an array, which needs no matrix. */
public final class XGBoostInPlace implements Engine {
    public static final String NAME = "xgb in-place";

    private static final int[] ALL_ROUNDS = {0, 0};

    private final byte[] model;

    /** @param model as XGBoost saved it */
    public XGBoostInPlace(byte[] model) {
        this.model = model.clone();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean hasThreads() {
        return true;
    }

    @Override
    public Caller caller(List<Block> blocks, int threads) {
        return new InPlaceCaller(XGBoostBooster.load(model, threads), blocks);
    }

    private static final class InPlaceCaller implements Caller {
        private final Booster booster;
        private final List<Block> blocks;
        private float[][] last = new float[0][];

        InPlaceCaller(Booster booster, List<Block> blocks) {
            this.booster = booster;
            this.blocks = blocks;
        }

        @Override
        public void predict(int call) {
            Block block = blocks.get(call % blocks.size());
            try {
                last = booster.inplace_predict(
                        block.rowMajor(),
                        block.rows(),
                        block.features(),
                        Float.NaN,
                        ALL_ROUNDS,
                        Booster.PredictionType.kMargin,
                        null);
            } catch (XGBoostError e) {
                throw XGBoostBooster.failure(e);
            }
        }

        @Override
        public float[][] margins() {
            return XGBoostBooster.transposed(last);
        }

        @Override
        public void close() {
            booster.dispose();
        }
    }
}
