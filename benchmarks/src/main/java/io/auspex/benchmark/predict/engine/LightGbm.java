package io.auspex.benchmark.predict.engine;

import com.microsoft.ml.lightgbm.PredictionType;
import io.auspex.benchmark.failure.BenchmarkFailure;
import io.auspex.benchmark.predict.sample.Block;
import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** LightGBM4J's {@code predictForMat}, or {@code predictForMatSingleRow} where the model gives a row one number. */
public final class LightGbm implements Engine {
    public static final String NAME = "lightgbm";

    private final String model;
    private final int outputs;

    /**
     * @param model as LightGBM saved it
     * @param outputs how many numbers a row gets
     */
    public LightGbm(byte[] model, int outputs) {
        this.model = new String(model, StandardCharsets.UTF_8);
        this.outputs = outputs;
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
        try {
            return new BoosterCaller(LGBMBooster.loadModelFromString(model), blocks, outputs, "num_threads=" + threads);
        } catch (LGBMException e) {
            throw failure(e);
        }
    }

    private static BenchmarkFailure failure(LGBMException cause) {
        return new BenchmarkFailure("LightGBM4J: " + cause.getMessage(), cause);
    }

    private static final class BoosterCaller implements Caller {
        private final LGBMBooster booster;
        private final List<Block> blocks;
        private final int outputs;
        private final String parameters;
        /** {@code double[row * outputs + output]}. */
        private double[] last = new double[0];

        BoosterCaller(LGBMBooster booster, List<Block> blocks, int outputs, String parameters) {
            this.booster = booster;
            this.blocks = blocks;
            this.outputs = outputs;
            this.parameters = parameters;
        }

        @Override
        public void predict(int call) {
            Block block = blocks.get(call % blocks.size());
            try {
                if (block.rows() == 1 && outputs == 1) {
                    last = new double[] {
                        booster.predictForMatSingleRow(block.rowMajor(), PredictionType.C_API_PREDICT_RAW_SCORE)
                    };
                } else {
                    last = booster.predictForMat(
                            block.rowMajor(),
                            block.rows(),
                            block.features(),
                            true,
                            PredictionType.C_API_PREDICT_RAW_SCORE,
                            parameters);
                }
            } catch (LGBMException e) {
                throw failure(e);
            }
        }

        @Override
        public float[][] margins() {
            float[][] margins = new float[outputs][last.length / outputs];
            for (int i = 0; i < last.length; i++) {
                margins[i % outputs][i / outputs] = (float) last[i];
            }
            return margins;
        }

        @Override
        public void close() {
            try {
                booster.close();
            } catch (LGBMException e) {
                throw failure(e);
            }
        }
    }
}
