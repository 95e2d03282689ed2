package io.auspex.benchmark.predict.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.auspex.benchmark.predict.engine.Caller;
import io.auspex.benchmark.predict.engine.OnnxRuntime;
import io.auspex.benchmark.predict.sample.Block;
import io.auspex.benchmark.predict.sample.Sample;
import io.auspex.model.importer.ImportedModel;
import io.auspex.model.importer.ModelFileImporter;
import io.auspex.model.predict.TreeEnsemble;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The file says the same as the trees: to ONNX Runtime, which is measured with it, and to our own importer. */
class OnnxTreeFileTest {
    private static final float[][] COLUMNS = {
        {0, 1, 2, Float.NaN, 5, -1, Float.NaN}, {3, 3.5f, 4, 3, Float.NaN, 3.5f, Float.NaN}
    };
    private static final int ROWS = 7;

    /** Output 0: {@code x0 < 1.5 ? (x1 < 3.5 ? 1 : 2) : 4}; output 1: {@code x1 < 4 ? 8 : 16}, missing right; and a leaf alone. */
    private static TreeEnsemble trees() {
        BitSet defaultLeft = new BitSet();
        defaultLeft.set(0);
        return new TreeEnsemble(
                2,
                new float[] {0.5f, -0.5f},
                new int[] {0, 2, ~5},
                new int[] {0, 1, 1},
                new int[] {0, 1, 1},
                new float[] {1.5f, 3.5f, 4},
                new int[] {1, ~0, ~3},
                new int[] {~2, ~1, ~4},
                defaultLeft,
                new float[] {1, 2, 4, 8, 16, 32});
    }

    @Test
    void oursReadsTheSameMargins() {
        ImportedModel imported = ModelFileImporter.read(OnnxTreeFile.of(trees()).orElseThrow(), "trees.onnx");
        float[][] margins = new float[2][ROWS];
        imported.predictor().margins(COLUMNS, ROWS, margins);
        assertThat(margins).isDeepEqualTo(expected());
    }

    @Test
    void onnxRuntimeGivesTheSameMargins() {
        Sample sample = new Sample("few", List.of("x0", "x1"), COLUMNS, new float[ROWS], 0, List.of());
        try (Caller caller =
                new OnnxRuntime(OnnxTreeFile.of(trees()).orElseThrow(), 2).caller(Block.of(sample, 0, ROWS, 1), 1)) {
            caller.predict(0);
            assertThat(caller.margins()).isDeepEqualTo(expected());
        }
    }

    private static float[][] expected() {
        return new float[][] {
            {1.5f, 2.5f, 4.5f, 1.5f, 4.5f, 2.5f, 2.5f},
            {39.5f, 39.5f, 47.5f, 39.5f, 47.5f, 39.5f, 47.5f}
        };
    }

    @Test
    void expectationIsThatOfTheReference() {
        float[][] margins = new float[2][ROWS];
        trees().margins(COLUMNS, ROWS, margins);
        assertThat(margins).isDeepEqualTo(expected());
    }
}
