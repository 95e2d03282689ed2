package io.auspex.benchmark.predict.engine;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.auspex.benchmark.failure.BenchmarkFailure;
import io.auspex.benchmark.predict.sample.Block;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * ONNX Runtime with the same trees as a {@code TreeEnsembleRegressor}. Inputs are tensors over memory outside of the heap, made before
 * the time is taken.
 */
public final class OnnxRuntime implements Engine {
    public static final String NAME = "onnx";

    private final byte[] model;
    private final int outputs;

    /**
     * @param model an ONNX file
     * @param outputs how many numbers a row gets
     */
    public OnnxRuntime(byte[] model, int outputs) {
        this.model = model.clone();
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
            return new SessionCaller(model, outputs, blocks, threads);
        } catch (OrtException e) {
            throw failure(e);
        }
    }

    private static BenchmarkFailure failure(OrtException cause) {
        return new BenchmarkFailure("ONNX Runtime: " + cause.getMessage(), cause);
    }

    private static final class SessionCaller implements Caller {
        private final OrtSession session;
        private final List<Map<String, OnnxTensor>> inputs = new ArrayList<>();
        private final int outputs;
        /** {@code float[row * outputs + output]}. */
        private float[] last = new float[0];

        SessionCaller(byte[] model, int outputs, List<Block> blocks, int threads) throws OrtException {
            this.outputs = outputs;
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
                options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
                options.setIntraOpNumThreads(threads);
                options.setInterOpNumThreads(1);
                // Threads that wait by spinning take the cores that others are measured on.
                options.addConfigEntry("session.intra_op.allow_spinning", "0");
                session = environment.createSession(model, options);
            }
            String input = session.getInputNames().iterator().next();
            for (Block block : blocks) {
                FloatBuffer values = ByteBuffer.allocateDirect(Float.BYTES * block.rowMajor().length)
                        .order(ByteOrder.nativeOrder())
                        .asFloatBuffer()
                        .put(block.rowMajor())
                        .rewind();
                inputs.add(Map.of(
                        input,
                        OnnxTensor.createTensor(environment, values, new long[] {block.rows(), block.features()})));
            }
        }

        @Override
        public void predict(int call) {
            try (OrtSession.Result result = session.run(inputs.get(call % inputs.size()))) {
                FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
                last = new float[values.remaining()];
                values.get(last);
            } catch (OrtException e) {
                throw failure(e);
            }
        }

        @Override
        public float[][] margins() {
            float[][] margins = new float[outputs][last.length / outputs];
            for (int i = 0; i < last.length; i++) {
                margins[i % outputs][i / outputs] = last[i];
            }
            return margins;
        }

        @Override
        public void close() {
            try {
                for (Map<String, OnnxTensor> input : inputs) {
                    input.values().forEach(OnnxTensor::close);
                }
                session.close();
            } catch (OrtException e) {
                throw failure(e);
            }
        }
    }
}
