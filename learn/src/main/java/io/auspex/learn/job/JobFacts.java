package io.auspex.learn.job;

import com.microsoft.ml.lightgbm.lightgbmlib;
import io.auspex.learn.frame.Frame;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import ml.dmlc.xgboost4j.java.Booster;

/** What a model remembers of its origin, so that it can be made again. */
final class JobFacts {
    /** Where the jars of XGBoost4J and LightGBM4J name the version that they are. */
    private static final String XGBOOST_VERSION = "/xgboost4j-version.properties";

    private static final String LIGHTGBM_VERSION = "/META-INF/maven/io.github.metarank/lightgbm4j/pom.properties";

    private JobFacts() {}

    /** The job's own facts first, then what the worker knows. */
    static Map<String, String> of(JobSpecification job, Frame frame, long trainedRows) {
        Map<String, String> facts = new LinkedHashMap<>(job.facts());
        facts.put("algorithm", job.algorithm().key());
        job.target().ifPresent(target -> facts.put("target", target));
        job.hyperparameters().forEach((name, value) -> facts.put("hyperparameter." + name, value));
        facts.put("max_cells", Long.toString(job.maxCells()));
        facts.put("max_runtime_seconds", Long.toString(job.maxRuntimeSeconds()));
        facts.put("total_rows", Long.toString(frame.totalRows()));
        facts.put("trained_rows", Long.toString(trainedRows));
        facts.put("data_fingerprint", frame.fingerprint());
        facts.put("seed", Long.toString(job.seed()));
        facts.put("threads", Integer.toString(job.threads()));
        facts.put("java", Runtime.version().toString());
        facts.put("xgboost4j", version("XGBoost4J", Booster.class, XGBOOST_VERSION));
        facts.put("lightgbm4j", version("LightGBM4J", lightgbmlib.class, LIGHTGBM_VERSION));
        return facts;
    }

    private static String version(String library, Class<?> of, String resource) {
        Properties properties = new Properties();
        try (InputStream in = of.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(library + " does not tell its version");
            }
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }

    /** A sentence for each reason why rows were not learnt from. */
    static List<String> rowFindings(Frame frame, long trainedRows) {
        List<String> findings = new ArrayList<>();
        if (frame.rows() < frame.totalRows()) {
            findings.add("MAX_CELLS allows " + frame.rows() + " of " + frame.totalRows()
                    + " rows; they were drawn at random.");
        }
        if (trainedRows < frame.rows()) {
            findings.add((frame.rows() - trainedRows) + " rows without a target value were left out.");
        }
        return findings;
    }
}
