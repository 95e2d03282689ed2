package io.auspex.benchmark.predict.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.auspex.benchmark.predict.model.Library;
import io.auspex.benchmark.predict.model.Shape;
import io.auspex.benchmark.predict.model.TrainedModel;
import io.auspex.benchmark.predict.sample.Sample;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** The two models over {@link ClickTable}, as files that CREATE MODEL imports: 100 trees of depth 6 each. */
final class ClickModels {
    private static final int ROUNDS = 100;
    private static final int DEPTH = 6;
    private static final int THREADS = 2;

    private final byte[] numbers;
    private final byte[] texts;
    private final int features;

    private ClickModels(byte[] numbers, byte[] texts, int features) {
        this.numbers = numbers;
        this.texts = texts;
        this.features = features;
    }

    static ClickModels train(Sample sample, ClickTable table) throws JsonProcessingException {
        Shape plain = new Shape(sample.name(), Library.XGBOOST, ROUNDS, DEPTH, 1 << DEPTH, sample.rows(), false);
        Shape mixed = new Shape(sample.name(), Library.LIGHTGBM, ROUNDS, DEPTH, 1 << DEPTH, sample.rows(), true);
        List<Integer> categorical =
                IntStream.range(table.numbers(), sample.features()).boxed().toList();
        Sample categories = new Sample(
                sample.name(), sample.names(), sample.columns(), sample.target(), sample.classes(), categorical);
        String text = new String(TrainedModel.of(mixed, categories, THREADS).file(), StandardCharsets.UTF_8);
        // The line that LightGBM's Python package adds for a data frame with texts.
        String named = text.replaceAll("(?m)^pandas_categorical:.*$", "").stripTrailing() + "\n\npandas_categorical:"
                + new ObjectMapper().writeValueAsString(table.categories()) + "\n";
        return new ClickModels(
                TrainedModel.of(plain, sample, THREADS).file(),
                named.getBytes(StandardCharsets.UTF_8),
                sample.features());
    }

    /** XGBoost's JSON: 20 numbers. */
    byte[] numbers() {
        return numbers.clone();
    }

    /** LightGBM's text: 15 numbers and 5 texts. */
    byte[] texts() {
        return texts.clone();
    }

    String importNumbers() {
        return statement("numbers", "json", Collections.nCopies(features, "float8"));
    }

    String importTexts() {
        List<String> types = IntStream.range(0, features)
                .mapToObj(feature -> feature < features - ClickTable.TEXTS ? "float8" : "varchar")
                .toList();
        return statement("texts", "txt", types);
    }

    private static String statement(String name, String ending, List<String> types) {
        return "CREATE MODEL " + name + " FROM 's3://" + SqlServer.BUCKET + "/" + name + "." + ending
                + "' FUNCTION predict_" + name + " (" + String.join(", ", types)
                + ") RETURNS float8 IAM_ROLE default SETTINGS (S3_BUCKET '" + SqlServer.BUCKET + "')";
    }
}
