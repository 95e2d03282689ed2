package io.auspex.app.serve;

import io.auspex.app.failure.CommandFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The data sets that the program carries, so that the demo and the tutorials have something to COPY on every machine. */
public final class ExampleData {
    /** The data sets are {@code s3://auspex-examples/<file>}. */
    public static final String BUCKET = "auspex-examples";

    private static final List<String> FILES = List.of(
            "churn_telecom.csv",
            "abalone.csv",
            "customer_activity.csv.gz",
            "NAB_nyc_taxi.csv",
            "1979.csv",
            "ecommerce_data.txt",
            "banknote_train.csv",
            "banknote_test.csv",
            "ridership.csv.gz",
            "weather.csv.gz",
            "holiday.csv.gz",
            "covtype.data.gz",
            "abalone_xgb.csv.gz",
            "abalone_test.csv",
            "electricity.csv",
            "model.tar.gz");

    private ExampleData() {}

    /** Puts them into a bucket's folder; done on the first start only, so that what users delete stays deleted. */
    static void writeTo(Path bucket) {
        try {
            Files.createDirectories(bucket);
            for (String file : FILES) {
                try (InputStream in = ExampleData.class.getResourceAsStream("examples/" + file)) {
                    Files.copy(in, bucket.resolve(file), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException e) {
            throw new CommandFailure("the examples cannot be written to " + bucket + ": " + e.getMessage(), e);
        }
    }
}
