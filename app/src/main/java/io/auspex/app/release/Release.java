package io.auspex.app.release;

import io.auspex.model.kernel.KernelChoice;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;

/** Which version of what runs here, as the build wrote it down: a program without its git folder knows it too. */
public record Release(String auspex, String duckdb, String xgboost) {

    public static Release current() {
        Properties properties = new Properties();
        try (InputStream in = Release.class.getResourceAsStream("release.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Release(
                properties.getProperty("auspex"), properties.getProperty("duckdb"), properties.getProperty("xgboost"));
    }

    /** What {@code --version} prints, a line each. */
    public List<String> lines(KernelChoice kernels) {
        return List.of(
                "auspex " + auspex,
                "java " + Runtime.version() + " (" + System.getProperty("java.vm.name") + ", "
                        + System.getProperty("os.name") + " " + System.getProperty("os.arch") + ")",
                "engine DuckDB " + duckdb,
                "trainer XGBoost " + xgboost,
                "prediction kernels: " + kernels.kernels().name() + " (" + kernels.reason() + ")");
    }
}
