package io.auspex.benchmark.predict.worker;

import io.auspex.benchmark.predict.engine.Compiled;
import io.auspex.benchmark.predict.engine.Engine;
import io.auspex.benchmark.predict.engine.FastestKernels;
import io.auspex.benchmark.predict.engine.LightGbm;
import io.auspex.benchmark.predict.engine.OnnxRuntime;
import io.auspex.benchmark.predict.engine.Reference;
import io.auspex.benchmark.predict.engine.XGBoostInPlace;
import io.auspex.benchmark.predict.engine.XGBoostMatrix;
import io.auspex.benchmark.predict.finding.Finding;
import io.auspex.benchmark.predict.finding.FindingLine;
import io.auspex.benchmark.predict.measure.Comparison;
import io.auspex.benchmark.predict.measure.Effort;
import io.auspex.benchmark.predict.measure.WarmUp;
import io.auspex.benchmark.predict.model.Library;
import io.auspex.benchmark.predict.model.Shape;
import io.auspex.benchmark.predict.model.TrainedModel;
import io.auspex.benchmark.predict.onnx.OnnxTreeFile;
import io.auspex.benchmark.predict.sample.GeneratedSample;
import io.auspex.benchmark.predict.sample.RealSample;
import io.auspex.benchmark.predict.sample.Sample;
import io.auspex.model.Model;
import io.auspex.model.importer.LightGBMImporter;
import io.auspex.model.kernel.Kernels;
import io.auspex.model.kernel.ScalarKernels;
import io.auspex.model.predict.Predictor;
import io.auspex.model.predict.TreeEnsemble;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A process that measures one model: {@code ModelWorker SHAPE DATA-FOLDER full|quick THREADS,...}. One process a model, so that native
 * code that ends a process takes no other results with it. All engines share it, as they would a server's process.
 */
public final class ModelWorker {
    private static final int SEED = 7;
    private static final int TRAINED_ROWS = 50_000;
    private static final int TRAINING_THREADS = 2;
    private static final int CHECKED_ROWS = 2048;
    private static final List<Integer> BATCHES = List.of(1, 64, 2048);
    private static final List<Integer> BATCHES_ON_THREADS = List.of(2048);

    private final Shape shape;
    private final Sample sample;
    private final boolean quick;

    private ModelWorker(Shape shape, Sample sample, boolean quick) {
        this.shape = shape;
        this.sample = sample;
        this.quick = quick;
    }

    /** See the class. */
    public static void main(String[] arguments) {
        Shape shape = Shape.named(arguments[0]);
        boolean quick = arguments[2].equals("quick");
        Sample sample = shape.sample().equals(GeneratedSample.NAME)
                ? GeneratedSample.of(shape.rows(), SEED)
                : RealSample.read(Path.of(arguments[1]), shape.sample());
        new ModelWorker(shape, sample, quick).measure(Integer.parseInt(arguments[3]));
    }

    private void measure(int threads) {
        TrainedModel trained = TrainedModel.of(shape, sample.first(TRAINED_ROWS), TRAINING_THREADS);
        Model model = trained.imported(sample.features());
        Finding.Subject subject = new Finding.Subject(
                shape.name(),
                shape.library().word(),
                trained.trees(),
                shape.isDepthSix(),
                sample.features(),
                sample.outputs());
        Optional<Kernels> found = FastestKernels.find();
        tell(CompilationCost.of(subject, model, found.orElseGet(ScalarKernels::new)));
        Optional<Kernels> fastest = found.filter(kernels -> areFast(kernels, model));
        if (found.isEmpty()) {
            tell(new Finding.Note("no vector kernels in this JVM: ours are plain Java"));
        }
        List<Engine> engines = engines(trained, model, fastest);
        Comparison comparison = new Comparison(sample, quick ? Effort.QUICK : Effort.FULL);
        new Agreements(subject).of(comparison.margins(engines, CHECKED_ROWS)).forEach(ModelWorker::tell);
        for (int batch : BATCHES) {
            speeds(subject, batch, 1, comparison.onOneThread(engines, batch));
        }
        speeds(subject, Finding.ALL, 1, comparison.onOneThread(engines, sample.rows()));
        if (threads > 1) {
            for (int batch : BATCHES_ON_THREADS) {
                speeds(subject, batch, threads, comparison.onThreads(engines, batch, threads));
            }
            speeds(subject, Finding.ALL, threads, comparison.onThreads(engines, sample.rows(), threads));
        }
    }

    private boolean areFast(Kernels kernels, Model model) {
        boolean fast = WarmUp.untilFaster(
                new Compiled(Compiled.BEST, model, kernels),
                new Compiled(Compiled.SCALAR, model, new ScalarKernels()),
                sample);
        tell(new Finding.Note(
                fast
                        ? "compiled: kernels in " + kernels.name()
                        : shape.name() + ": kernels in " + kernels.name() + " did not become faster than plain Java"));
        return fast;
    }

    /** The library that grew the trees is the first of the others: the one to agree with. */
    private List<Engine> engines(TrainedModel trained, Model model, Optional<Kernels> fastest) {
        List<Engine> engines = new ArrayList<>();
        fastest.ifPresent(kernels -> engines.add(new Compiled(Compiled.BEST, model, kernels)));
        engines.add(new Compiled(Compiled.SCALAR, model, new ScalarKernels()));
        engines.add(new Reference(model));
        if (shape.library() == Library.XGBOOST) {
            engines.add(XGBoostMatrix.ready(trained.file()));
            engines.add(XGBoostMatrix.built(trained.file()));
            engines.add(new XGBoostInPlace(trained.file()));
        } else {
            engines.add(new LightGbm(trained.file(), sample.outputs()));
        }
        if (floats(trained, model) instanceof TreeEnsemble trees) {
            OnnxTreeFile.of(trees).ifPresent(file -> engines.add(new OnnxRuntime(file, sample.outputs())));
        }
        return engines;
    }

    /** The trees over the features as they are, where an import compares ranks. */
    private Predictor floats(TrainedModel trained, Model model) {
        return shape.library() == Library.LIGHTGBM
                ? LightGBMImporter.readFloats(trained.file()).predictor()
                : model.members().get(0).predictor();
    }

    private static void speeds(Finding.Subject subject, int batch, int threads, Map<String, Double> nanoseconds) {
        nanoseconds.forEach((engine, took) -> tell(new Finding.Speed(subject, batch, threads, engine, took)));
    }

    private static void tell(Finding finding) {
        System.out.println(FindingLine.of(finding));
    }
}
