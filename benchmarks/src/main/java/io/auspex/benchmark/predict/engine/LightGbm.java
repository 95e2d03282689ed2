package io.auspex.benchmark.predict.engine;

import com.microsoft.ml.lightgbm.PredictionType;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_double;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_float;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_int;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_long_long;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_p_void;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_void;
import com.microsoft.ml.lightgbm.lightgbmlib;
import io.auspex.benchmark.failure.BenchmarkFailure;
import io.auspex.benchmark.predict.sample.Block;
import io.github.metarank.lightgbm4j.LGBMBooster;
import io.github.metarank.lightgbm4j.LGBMException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * LightGBM4J's {@code predictForMat}, or {@code predictForMatSingleRow} where the model gives a row one number. Where it gives three or more, the
 * functions that {@code predictForMat} calls are called here: it makes room for two, and what it writes behind them destroys the heap.
 */
public final class LightGbm implements Engine {
    public static final String NAME = "lightgbm";

    /** For how many numbers a row {@code predictForMat} makes room. */
    private static final int ROOM = 2;

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
            String parameters = "num_threads=" + threads;
            return outputs > ROOM
                    ? new LibraryCaller(model, blocks, outputs, parameters)
                    : new BoosterCaller(LGBMBooster.loadModelFromString(model), blocks, outputs, parameters);
        } catch (LGBMException e) {
            throw failure(e);
        }
    }

    private static BenchmarkFailure failure(LGBMException cause) {
        return new BenchmarkFailure("LightGBM4J: " + cause.getMessage(), cause);
    }

    /** {@code float[output][row]} of {@code double[row * outputs + output]}. */
    private static float[][] columns(double[] numbers, int outputs) {
        float[][] columns = new float[outputs][numbers.length / outputs];
        for (int i = 0; i < numbers.length; i++) {
            columns[i % outputs][i / outputs] = (float) numbers[i];
        }
        return columns;
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
            return columns(last, outputs);
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

    private static final class LibraryCaller implements Caller {
        private final SWIGTYPE_p_void booster;
        private final List<Block> blocks;
        private final int outputs;
        private final String parameters;
        private double[] last = new double[0];

        LibraryCaller(String model, List<Block> blocks, int outputs, String parameters) throws LGBMException {
            // Has the wrapper load the library.
            LGBMBooster.isNativeLoaded();
            SWIGTYPE_p_p_void created = lightgbmlib.new_voidpp();
            SWIGTYPE_p_int iterations = lightgbmlib.new_intp();
            try {
                require(lightgbmlib.LGBM_BoosterLoadModelFromString(model, iterations, created));
                this.booster = lightgbmlib.voidpp_value(created);
            } finally {
                lightgbmlib.delete_intp(iterations);
                lightgbmlib.delete_voidpp(created);
            }
            this.blocks = blocks;
            this.outputs = outputs;
            this.parameters = parameters;
        }

        @Override
        public void predict(int call) {
            Block block = blocks.get(call % blocks.size());
            float[] numbers = block.rowMajor();
            SWIGTYPE_p_float in = lightgbmlib.new_floatArray(numbers.length);
            SWIGTYPE_p_long_long length = lightgbmlib.new_int64_tp();
            SWIGTYPE_p_double out = lightgbmlib.new_doubleArray((long) block.rows() * outputs);
            try {
                for (int i = 0; i < numbers.length; i++) {
                    lightgbmlib.floatArray_setitem(in, i, numbers[i]);
                }
                require(lightgbmlib.LGBM_BoosterPredictForMat(
                        booster,
                        lightgbmlib.float_to_voidp_ptr(in),
                        lightgbmlib.C_API_DTYPE_FLOAT32,
                        block.rows(),
                        block.features(),
                        1,
                        lightgbmlib.C_API_PREDICT_RAW_SCORE,
                        0,
                        -1,
                        parameters,
                        length,
                        out));
                last = new double[(int) lightgbmlib.int64_tp_value(length)];
                for (int i = 0; i < last.length; i++) {
                    last[i] = lightgbmlib.doubleArray_getitem(out, i);
                }
            } catch (LGBMException e) {
                throw failure(e);
            } finally {
                lightgbmlib.delete_doubleArray(out);
                lightgbmlib.delete_int64_tp(length);
                lightgbmlib.delete_floatArray(in);
            }
        }

        private static void require(int code) throws LGBMException {
            if (code != 0) {
                throw new LGBMException(lightgbmlib.LGBM_GetLastError());
            }
        }

        @Override
        public float[][] margins() {
            return columns(last, outputs);
        }

        @Override
        public void close() {
            lightgbmlib.LGBM_BoosterFree(booster);
        }
    }
}
