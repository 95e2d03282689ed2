package io.auspex.learn.job;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.auspex.learn.TrainingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The folder of one training job, laid out as a SageMaker training container sees {@code /opt/ml}:
 *
 * <pre>
 *   input/config/hyperparameters.json   every value a string
 *   input/config/job.json               {@link JobSpecification}
 *   input/data/train/                   the frame
 *   model/model.tar.gz                  written by the job: the model
 *   model/outcome.json                  written by the job: {@link TrainingOutcome}
 *   model/data-report.json              written by the job of AUTO ON: {@link io.auspex.learn.report.DataReport}
 *   model/leaderboard.json              written by the job: {@link LeaderboardText}
 *   model/explanation.json              written by the second run: {@link ExplanationReport}
 *   model/check.json                    written by a dry run, and nothing else: {@link DryRun}
 *   output/train.csv                    written by the job where {@link JobSpecification#keepsData}: the rows learnt from
 *   output/failure                      written by the job: {@link TrainingFailure}, instead of a model
 * </pre>
 */
public record JobFolder(Path root) {
    public JobFolder {
        requireNonNull(root, "root is null");
    }

    public Path hyperparametersFile() {
        return root.resolve("input/config/hyperparameters.json");
    }

    public Path specificationFile() {
        return root.resolve("input/config/job.json");
    }

    /** Where {@link io.auspex.learn.frame.FrameWriter} puts the training rows. */
    public Path trainFolder() {
        return root.resolve("input/data/train");
    }

    public Path modelFile() {
        return root.resolve("model/model.tar.gz");
    }

    public Path outcomeFile() {
        return root.resolve("model/outcome.json");
    }

    public Path dataReportFile() {
        return root.resolve("model/data-report.json");
    }

    public Path checkFile() {
        return root.resolve("model/check.json");
    }

    public Path leaderboardFile() {
        return root.resolve("model/leaderboard.json");
    }

    public Path explanationFile() {
        return root.resolve("model/explanation.json");
    }

    public Path keptRowsFile() {
        return root.resolve("output/train.csv");
    }

    public Path failureFile() {
        return root.resolve("output/failure");
    }

    /** Writes {@code job.json} and {@code hyperparameters.json}, creating the folders. */
    public void write(JobSpecification specification) throws IOException {
        Files.createDirectories(specificationFile().getParent());
        ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        Files.write(hyperparametersFile(), mapper.writeValueAsBytes(specification.hyperparameters()));
        Files.write(specificationFile(), specification.toJson());
    }

    /** Reads back what {@link #write} wrote; throws {@link TrainingException} when it is missing or damaged. */
    public JobSpecification specification() {
        try {
            Map<String, String> hyperparameters = Files.exists(hyperparametersFile())
                    ? new ObjectMapper()
                            .readValue(
                                    Files.readAllBytes(hyperparametersFile()),
                                    new TypeReference<LinkedHashMap<String, String>>() {})
                    : Map.of();
            return JobSpecification.fromJson(Files.readAllBytes(specificationFile()), hyperparameters);
        } catch (IOException e) {
            throw new TrainingException(
                    "The training job's folder cannot be read: " + e.getMessage(),
                    "Drop the model and create it again.",
                    e);
        }
    }

    /** What the job left when it succeeded. */
    public TrainingOutcome outcome() throws IOException {
        return TrainingOutcome.fromJson(Files.readAllBytes(outcomeFile()));
    }

    /** What the job left when it failed; empty when it left nothing, for instance because it was killed. */
    public Optional<TrainingFailure> failure() throws IOException {
        return Files.exists(failureFile())
                ? Optional.of(TrainingFailure.fromJson(Files.readAllBytes(failureFile())))
                : Optional.empty();
    }
}
