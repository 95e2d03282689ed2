package io.auspex.learn.job;

import io.auspex.learn.TrainingException;
import io.auspex.learn.cluster.KMeans;
import io.auspex.learn.cluster.KMeansParameters;
import io.auspex.learn.frame.Frame;
import io.auspex.learn.objective.ModelType;
import io.auspex.learn.preprocess.PreprocessorFitting;
import io.auspex.learn.preprocess.Preprocessors;
import io.auspex.learn.preprocess.Transformer;
import io.auspex.model.CandidateRecord;
import io.auspex.model.Member;
import io.auspex.model.Model;
import io.auspex.model.Provenance;
import io.auspex.model.Task;
import io.auspex.model.predict.Centroids;
import io.auspex.model.predict.Link;
import io.auspex.model.transform.FeaturePipeline;
import io.auspex.model.transform.NumberPassthrough;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** AUTO OFF MODEL_TYPE KMEANS: clusters of all rows that miss no value, in the space that PREPROCESSORS make. */
final class KMeansJob {
    private static final double CLUSTERING_STARTS = 0.05;
    private static final double CLUSTERING_ENDS = 0.95;

    private KMeansJob() {}

    static TrainedModel run(JobSpecification job, Frame frame, JobClock clock, TrainingProgress progress) {
        KMeansParameters parameters = TrainingDataCheck.checkClusters(frame, job);
        Preprocessors preprocessors = preprocessors(job, frame);
        FeaturePipeline pipeline =
                new PreprocessorFitting(preprocessors, frame).fit(column -> List.of(new NumberPassthrough(column)));
        MemoryEstimate.require(job.memoryBytes(), frame.rows(), pipeline.width(), 1, 1);
        float[][] features = pipeline.transform(frame.batch());
        int[] rows = complete(features, frame.rows());
        if (rows.length < parameters.clusters()) {
            throw new TrainingException(
                    "Only " + rows.length + " rows have a finite value in every column, too few for K "
                            + parameters.clusters() + ".",
                    "Fill missing values in the query, for example with COALESCE(column, 0), or lower K.");
        }
        long start = System.nanoTime();
        long seed = parameters.given().containsKey("seed") ? parameters.seed() : job.seed();
        KMeans.Clusters clusters = KMeans.cluster(
                features,
                rows,
                parameters,
                seed,
                clock.deadline(),
                done -> progress.report(ProgressLine.of(
                        "training",
                        CLUSTERING_STARTS + (CLUSTERING_ENDS - CLUSTERING_STARTS) * done,
                        "finding " + parameters.clusters() + " clusters")));
        double seconds = Math.max(1e-9, (System.nanoTime() - start) / 1e9);
        Map<String, Double> metrics = metrics(parameters, clusters, rows.length, seconds);
        Map.Entry<String, Double> first = metrics.entrySet().iterator().next();
        Model model = new Model(
                frame.fields(),
                new Task.Clustering(parameters.clusters()),
                List.of(new Member(1, pipeline, new Centroids(clusters.centers()), Link.IDENTITY)),
                OptionalDouble.empty(),
                new Provenance(
                        JobFacts.of(job, frame, rows.length),
                        List.of(new CandidateRecord(
                                "kmeans", parameters.given(), first.getKey(), first.getValue(), seconds))));
        return new TrainedModel(
                model,
                new TrainingOutcome(
                        metrics,
                        Optional.empty(),
                        "",
                        ModelType.KMEANS,
                        rows.length,
                        frame.totalRows(),
                        clusters.cutOff(),
                        JobClock.cpuSeconds(),
                        clock.elapsedSeconds(),
                        OptionalDouble.empty(),
                        findings(frame, rows.length, preprocessors)));
    }

    private static Preprocessors preprocessors(JobSpecification job, Frame frame) {
        return job.preprocessors()
                .map(text -> Preprocessors.parse(text, frame.fields(), Optional.empty(), Transformer.ofClusters()))
                .orElse(Preprocessors.NONE);
    }

    /** The keys are those of SageMaker's logs; throughput is rows a second. */
    private static Map<String, Double> metrics(
            KMeansParameters parameters, KMeans.Clusters clusters, int rows, double seconds) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        if (parameters.reportsMean()) {
            metrics.put("train:msd", clusters.squaredDistances() / rows);
        }
        if (parameters.reportsSum()) {
            metrics.put("train:ssd", clusters.squaredDistances());
        }
        metrics.put("train:progress", 100.0);
        metrics.put("train:throughput", rows / seconds);
        return metrics;
    }

    /** The rows without a missing feature, or an infinite one: with it the mean of a cluster would be no number. */
    private static int[] complete(float[][] features, int rows) {
        return IntStream.range(0, rows)
                .filter(row -> {
                    for (float[] column : features) {
                        if (!Float.isFinite(column[row])) {
                            return false;
                        }
                    }
                    return true;
                })
                .toArray();
    }

    private static List<String> findings(Frame frame, int used, Preprocessors preprocessors) {
        List<String> findings = new ArrayList<>(JobFacts.rowFindings(frame, frame.rows()));
        findings.addAll(preprocessors.findings(frame.fields()));
        if (used < frame.rows()) {
            findings.add((frame.rows() - used) + " rows with a missing or infinite value were left out.");
        }
        return findings;
    }
}
