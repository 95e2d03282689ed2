package io.auspex.benchmark.predict.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.auspex.benchmark.predict.engine.Compiled;
import io.auspex.benchmark.predict.engine.Engine;
import io.auspex.benchmark.predict.engine.LightGbm;
import io.auspex.benchmark.predict.engine.OnnxRuntime;
import io.auspex.benchmark.predict.engine.Reference;
import io.auspex.benchmark.predict.engine.XGBoostInPlace;
import io.auspex.benchmark.predict.engine.XGBoostMatrix;
import io.auspex.benchmark.predict.model.Library;
import io.auspex.benchmark.predict.model.Shape;
import io.auspex.benchmark.predict.model.TrainedModel;
import io.auspex.benchmark.predict.onnx.OnnxTreeFile;
import io.auspex.benchmark.predict.sample.GeneratedSample;
import io.auspex.benchmark.predict.sample.Sample;
import io.auspex.model.Model;
import io.auspex.model.importer.LightGBMImporter;
import io.auspex.model.kernel.ScalarKernels;
import io.auspex.model.predict.TreeEnsemble;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** All engines, with real models: they agree, and each gets a time. */
class ComparisonTest {
    private static final Sample SAMPLE = GeneratedSample.of(3000, 3);
    private static final Effort LITTLE = new Effort(3, 1, 1);

    private static List<Engine> ofXGBoost() {
        TrainedModel trained = TrainedModel.of(shape(Library.XGBOOST), SAMPLE, 1);
        Model model = trained.imported(SAMPLE.features());
        TreeEnsemble trees = (TreeEnsemble) model.members().get(0).predictor();
        return List.of(
                XGBoostMatrix.ready(trained.file()),
                XGBoostMatrix.built(trained.file()),
                new XGBoostInPlace(trained.file()),
                new OnnxRuntime(OnnxTreeFile.of(trees).orElseThrow(), 1),
                new Compiled(Compiled.SCALAR, model, new ScalarKernels()),
                new Reference(model));
    }

    private static List<Engine> ofLightGbm() {
        TrainedModel trained = TrainedModel.of(shape(Library.LIGHTGBM), SAMPLE, 1);
        Model model = trained.imported(SAMPLE.features());
        TreeEnsemble trees =
                (TreeEnsemble) LightGBMImporter.readFloats(trained.file()).predictor();
        return List.of(
                new LightGbm(trained.file(), 1),
                new OnnxRuntime(OnnxTreeFile.of(trees).orElseThrow(), 1),
                new Compiled(Compiled.SCALAR, model, new ScalarKernels()),
                new Reference(model));
    }

    private static Shape shape(Library library) {
        return new Shape(GeneratedSample.NAME, library, 10, 4, 16, SAMPLE.rows(), false);
    }

    @Test
    void enginesAgreeOnXGBoostsTrees() {
        requireAgreement(ofXGBoost());
    }

    @Test
    void enginesAgreeOnLightGbmsTrees() {
        requireAgreement(ofLightGbm());
    }

    private static void requireAgreement(List<Engine> engines) {
        Map<String, float[][]> margins = new Comparison(SAMPLE, LITTLE).margins(engines, 2000);
        float[][] library = margins.get(engines.get(0).name());
        assertThat(library).hasDimensions(1, 2000);
        assertThat(margins).hasSize(engines.size());
        margins.forEach((engine, found) -> {
            for (int row = 0; row < 2000; row++) {
                assertThat(found[0][row]).as("%s, row %d", engine, row).isCloseTo(library[0][row], within(1e-4f));
            }
        });
    }

    @Test
    void everyEngineGetsATime() {
        Comparison comparison = new Comparison(SAMPLE, LITTLE);
        List<Engine> engines = ofXGBoost();
        for (int batch : new int[] {1, 64, SAMPLE.rows()}) {
            Map<String, Double> times = comparison.onOneThread(engines, batch);
            assertThat(times).hasSize(engines.size());
            assertThat(times.values()).allMatch(nanoseconds -> nanoseconds > 0);
        }
        assertThat(comparison.onThreads(engines, 64, 2).values()).allMatch(nanoseconds -> nanoseconds > 0);
        assertThat(comparison.onThreads(engines, SAMPLE.rows(), 2)).hasSize(engines.size());
    }
}
