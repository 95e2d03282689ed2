package io.auspex.benchmark.predict.engine;

import io.auspex.benchmark.predict.sample.Block;
import java.util.ArrayList;
import java.util.List;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * XGBoost4J's {@code predict} of a {@code DMatrix}. Each call gets a matrix of its own, because XGBoost remembers what it predicted
 * for one that it has seen; it is built before the time is taken, or within it, as rows that have just come would be.
 */
public final class XGBoostMatrix implements Engine {
    /** With the matrix built beforehand. */
    public static final String READY = "xgb dmatrix";

    /** With the matrix built within the time. */
    public static final String BUILT = "xgb build+predict";

    private final byte[] model;
    private final boolean built;

    private XGBoostMatrix(byte[] model, boolean built) {
        this.model = model.clone();
        this.built = built;
    }

    /** @param model as XGBoost saved it */
    public static XGBoostMatrix ready(byte[] model) {
        return new XGBoostMatrix(model, false);
    }

    /** @param model as XGBoost saved it */
    public static XGBoostMatrix built(byte[] model) {
        return new XGBoostMatrix(model, true);
    }

    @Override
    public String name() {
        return built ? BUILT : READY;
    }

    @Override
    public boolean hasThreads() {
        return true;
    }

    @Override
    public Caller caller(List<Block> blocks, int threads) {
        return new MatrixCaller(XGBoostBooster.load(model, threads), blocks, built);
    }

    private static final class MatrixCaller implements Caller {
        private final Booster booster;
        private final List<Block> blocks;
        private final boolean built;
        private final List<DMatrix> fresh = new ArrayList<>();
        private float[][] last = new float[0][];

        MatrixCaller(Booster booster, List<Block> blocks, boolean built) {
            this.booster = booster;
            this.blocks = blocks;
            this.built = built;
        }

        @Override
        public void renew(int calls) {
            dispose();
            try {
                for (int call = 0; call < calls && !built; call++) {
                    fresh.add(matrix(call));
                }
            } catch (XGBoostError e) {
                throw XGBoostBooster.failure(e);
            }
        }

        @Override
        public void predict(int call) {
            try {
                if (built) {
                    DMatrix matrix = matrix(call);
                    last = booster.predict(matrix, true);
                    matrix.dispose();
                } else {
                    last = booster.predict(fresh.get(call), true);
                }
            } catch (XGBoostError e) {
                throw XGBoostBooster.failure(e);
            }
        }

        private DMatrix matrix(int call) throws XGBoostError {
            Block block = blocks.get(call % blocks.size());
            return new DMatrix(block.rowMajor(), block.rows(), block.features(), Float.NaN);
        }

        @Override
        public float[][] margins() {
            return XGBoostBooster.transposed(last);
        }

        private void dispose() {
            fresh.forEach(DMatrix::dispose);
            fresh.clear();
        }

        @Override
        public void close() {
            dispose();
            booster.dispose();
        }
    }
}
