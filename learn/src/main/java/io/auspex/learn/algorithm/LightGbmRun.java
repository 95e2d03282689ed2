package io.auspex.learn.algorithm;

import com.microsoft.ml.lightgbm.SWIGTYPE_p_double;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_int;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_long_long;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_p_void;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_void;
import com.microsoft.ml.lightgbm.lightgbmlib;
import io.auspex.learn.TrainingException;
import io.auspex.model.importer.ImportedModel;
import io.auspex.model.importer.LightGBMImporter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One LightGBM booster while it grows, round by round, through the C interface (include/LightGBM/c_api.h): the Java wrapper around it
 * takes no weights, no missing reference and no 64-bit sizes. With {@link LightGbmDataset} the only class that touches the native
 * library; whatever goes wrong there becomes a {@link TrainingException}. Used by one thread.
 *
 * <p>The model does not depend on the number of threads: histograms are built feature by feature, each by one thread, and sums over
 * rows in the order of the rows ({@code force_col_wise} and {@code deterministic}).
 */
final class LightGbmRun implements AutoCloseable {
    /** Bytes of a node with its leaf in the text, and of everything else: an estimate, which the library corrects if it is too small. */
    private static final long NODE_BYTES = 160;

    private static final long HEADER_BYTES = 1 << 20;

    private final LightGbmDataset train;
    private final Optional<LightGbmDataset> validation;
    private final SWIGTYPE_p_void booster;
    private final long treeBytes;
    private final SWIGTYPE_p_int whole = lightgbmlib.new_intp();
    private final SWIGTYPE_p_double number = lightgbmlib.new_doublep();
    private int rounds;
    private boolean finished;

    private LightGbmRun(
            LightGbmDataset train, Optional<LightGbmDataset> validation, SWIGTYPE_p_void booster, long treeBytes) {
        this.train = train;
        this.validation = validation;
        this.booster = booster;
        this.treeBytes = treeBytes;
    }

    /**
     * Begins a training, which must be closed.
     *
     * @param parameters as LightGBM takes them, without those that follow from the rows and the threads
     */
    static LightGbmRun begin(
            TrainingRows train, Optional<TrainingRows> validation, Map<String, String> parameters, int threads) {
        LightGbmLibrary.require();
        String text = text(train, parameters, LightGbmThreads.PROCESS.begin(threads));
        LightGbmDataset rows = null;
        LightGbmDataset watched = null;
        SWIGTYPE_p_void booster = null;
        try {
            rows = new LightGbmDataset(train, text, null);
            booster = booster(rows, text);
            if (validation.isPresent()) {
                watched = new LightGbmDataset(validation.get(), text, rows);
                require(lightgbmlib.LGBM_BoosterAddValidData(booster, watched.handle()));
            }
            return new LightGbmRun(rows, Optional.ofNullable(watched), booster, treeBytes(parameters));
        } catch (RuntimeException | Error e) {
            free(booster, watched, rows);
            throw e;
        }
    }

    private static long treeBytes(Map<String, String> parameters) {
        return (long) (NODE_BYTES * Double.parseDouble(parameters.getOrDefault("num_leaves", "31")));
    }

    private static String text(TrainingRows rows, Map<String, String> parameters, int threads) {
        String categories = IntStream.range(0, rows.codes().length)
                .filter(feature -> rows.codes()[feature] > 0)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(","));
        return parameters.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue())
                        .collect(Collectors.joining(" "))
                + (categories.isEmpty() ? "" : " categorical_feature=" + categories)
                + " deterministic=true force_col_wise=true verbosity=-1 num_threads=" + threads;
    }

    private static SWIGTYPE_p_void booster(LightGbmDataset rows, String parameters) {
        SWIGTYPE_p_p_void created = lightgbmlib.new_voidpp();
        try {
            require(lightgbmlib.LGBM_BoosterCreate(rows.handle(), parameters, created));
            return lightgbmlib.voidpp_value(created);
        } finally {
            lightgbmlib.delete_voidpp(created);
        }
    }

    /** Rounds grown so far. */
    int rounds() {
        return rounds;
    }

    /** Whether no tree can be split any more, so that further rounds would add nothing. */
    boolean isFinished() {
        return finished;
    }

    /** Grows one more round; the first one counts even if it finds nothing but a constant. */
    void grow() {
        require(lightgbmlib.LGBM_BoosterUpdateOneIter(booster, whole));
        finished = lightgbmlib.intp_value(whole) != 0;
        if (!finished || rounds == 0) {
            rounds++;
        }
    }

    /** The metric that the parameters name, on the validation rows; the library keeps their margins, so only new trees are walked. */
    double loss() {
        require(lightgbmlib.LGBM_BoosterGetEval(booster, 1, whole, number));
        return lightgbmlib.doublep_value(number);
    }

    /** The first rounds as a predictor of our own over the features as they are, read through the validating importer. */
    ImportedModel model(int firstRounds) {
        return LightGBMImporter.readFloats(text(firstRounds).getBytes(StandardCharsets.UTF_8));
    }

    /** The first rounds in LightGBM's text format. */
    String text(int firstRounds) {
        require(lightgbmlib.LGBM_BoosterNumberOfTotalModel(booster, whole));
        long trees = lightgbmlib.intp_value(whole);
        SWIGTYPE_p_long_long length = lightgbmlib.new_int64_tp();
        try {
            // 0: importance, a part of the text that nobody reads, by how often a feature splits
            String text = lightgbmlib.LGBM_BoosterSaveModelToStringSWIG(
                    booster, 0, firstRounds, 0, HEADER_BYTES + trees * treeBytes, length);
            if (text == null) {
                throw refused();
            }
            return text;
        } finally {
            lightgbmlib.delete_int64_tp(length);
        }
    }

    /** @throws TrainingException if a call has failed */
    static void require(int result) {
        if (result != 0) {
            throw refused();
        }
    }

    private static TrainingException refused() {
        String message = String.valueOf(lightgbmlib.LGBM_GetLastError());
        if (message.contains("bad_alloc")) {
            return new TrainingException(
                    "LightGBM ran out of memory.",
                    "Lower MAX_CELLS in SETTINGS, or give the training worker more memory.");
        }
        // "Check failed: (max_bin) > (1) at /LightGBM/src/io/config_auto.cpp, line 512 ."
        String line =
                message.lines().filter(text -> !text.isBlank()).findFirst().orElse("no reason given");
        return new TrainingException(
                "LightGBM refused to train: " + line.replaceFirst(" at /.*", "").strip(), "Check the target's values.");
    }

    private static void free(SWIGTYPE_p_void booster, LightGbmDataset watched, LightGbmDataset rows) {
        if (booster != null) {
            lightgbmlib.LGBM_BoosterFree(booster);
        }
        if (watched != null) {
            watched.close();
        }
        if (rows != null) {
            rows.close();
        }
        LightGbmThreads.PROCESS.end();
    }

    @Override
    public void close() {
        lightgbmlib.delete_doublep(number);
        lightgbmlib.delete_intp(whole);
        free(booster, validation.orElse(null), train);
    }
}
