package io.auspex.learn.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.auspex.learn.OpenData;
import io.auspex.learn.frame.Frame;
import io.auspex.learn.frame.FrameWriter;
import io.auspex.learn.objective.ModelType;
import io.auspex.learn.objective.ProblemType;
import io.auspex.learn.search.LeaderboardRow;
import io.auspex.model.Model;
import io.auspex.model.artifact.ArtifactReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worker as the server starts it: a process of its own. */
class TrainingWorkerTest {
    @TempDir
    Path root;

    private JobFolder folder(Frame frame, JobSpecification job) throws IOException {
        JobFolder folder = new JobFolder(root.resolve("job"));
        try (FrameWriter writer = new FrameWriter(folder.trainFolder(), frame.fields())) {
            writer.append(frame.batch());
        }
        folder.write(job);
        return folder;
    }

    private Process start(JobFolder folder, String... flags) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(flags));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), TrainingWorker.class.getName()));
        command.add(folder.root().toString());
        command.add("0");
        return new ProcessBuilder(command)
                .redirectError(root.resolve("stderr").toFile())
                .start();
    }

    private static List<ProgressLine> progress(Process worker) throws IOException {
        List<ProgressLine> lines = new ArrayList<>();
        try (BufferedReader reader = worker.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                ProgressLine.parse(line).ifPresent(lines::add);
            }
        }
        return lines;
    }

    private static JobSpecification limited(String target, long seconds) {
        JobSpecification job = JobSpecification.autopilot(target, 2);
        return new JobSpecification(
                job.algorithm(),
                Optional.of(target),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                Map.of(),
                seconds,
                1,
                2,
                job.maxCells(),
                0,
                Map.of("statement", "CREATE MODEL m ..."));
    }

    @Test
    void leavesModelOutcomeAndRisingProgress() throws Exception {
        Frame churn = OpenData.load("churn_telecom");
        JobFolder folder = folder(churn, limited("churn", 10));
        Process worker = start(folder, "-Xmx1g");
        List<ProgressLine> lines = progress(worker);
        assertThat(worker.waitFor())
                .as(Files.readString(root.resolve("stderr")))
                .isZero();

        assertThat(lines.get(0).phase()).isEqualTo("reading");
        assertThat(lines.get(lines.size() - 1).phase()).isEqualTo("done");
        for (int line = 1; line < lines.size(); line++) {
            assertThat(lines.get(line).fraction())
                    .isGreaterThanOrEqualTo(lines.get(line - 1).fraction());
        }
        TrainingOutcome outcome = folder.outcome();
        assertThat(outcome.metricName()).isEqualTo("validation:f1_binary");
        assertThat(outcome.metricValue()).isGreaterThan(0.75);
        // Always saying "yes" is the best constant answer by F1.
        assertThat(outcome.baseline().orElseThrow()).isBetween(0.2, 0.3);
        assertThat(outcome.problemType()).contains(ProblemType.BINARY_CLASSIFICATION);
        assertThat(outcome.objective()).isEqualTo("F1");
        // Of two threads: a machine that is busy with other builds makes the clock run on, but not this.
        assertThat(outcome.cpuSeconds()).isLessThan(2 * 10.75);
        assertThat(outcome.modelType()).isEqualTo(typeOfModel(folder));
        assertThat(outcome.trainedRows()).isEqualTo(3333);
        assertThat(outcome.findings()).anyMatch(finding -> finding.contains("\"phone\""));

        Model model = ArtifactReader.read(folder.modelFile());
        assertThat(model.provenance().facts()).containsEntry("statement", "CREATE MODEL m ...");
        assertThat(model.provenance().facts().get("xgboost4j")).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(model.provenance().facts()).containsEntry("lightgbm4j", "4.3.0-1");
        assertThat(model.provenance().candidates()).hasSizeGreaterThan(1);
        assertThat(model.uncertainty()).isPresent();
        assertThat(folder.failure()).isEmpty();
    }

    /** Which candidates are best in few seconds hangs on the machine; what they make is called by their family, or an ensemble. */
    private static ModelType typeOfModel(JobFolder folder) throws IOException {
        List<ModelType> families =
                LeaderboardText.parse(Files.readString(folder.leaderboardFile())).orElseThrow().stream()
                        .filter(row -> row.weight() > 0)
                        .map(LeaderboardRow::family)
                        .distinct()
                        .toList();
        assertThat(families).isNotEmpty().doesNotContain(ModelType.ENSEMBLE);
        return families.size() == 1 ? families.get(0) : ModelType.ENSEMBLE;
    }

    @Test
    void saysWhyItFailed() throws Exception {
        Frame churn = OpenData.load("churn_telecom");
        Frame few = churn.select(IntStream.range(0, 499).toArray());
        JobFolder folder = folder(few, limited("churn", 10));
        Process worker = start(folder);
        progress(worker);
        assertThat(worker.waitFor()).isEqualTo(1);
        assertThat(folder.failure().orElseThrow().message()).contains("499 rows");
        assertThat(folder.failure().orElseThrow().hint()).isNotEmpty();
        assertThat(folder.modelFile()).doesNotExist();
    }

    @Test
    void outOfMemoryIsToldInWords() throws Exception {
        JobFolder folder = folder(OpenData.load("adult"), limited("income", 30));
        Process worker = start(folder, "-Xmx12m", "-XX:+UseSerialGC");
        progress(worker);
        assertThat(worker.waitFor()).isEqualTo(1);
        assertThat(folder.failure().orElseThrow().message()).contains("ran out of memory");
        assertThat(folder.failure().orElseThrow().hint()).contains("MAX_CELLS");
    }

    @Test
    void haltsWhenItsParentIsGone() throws Exception {
        JobFolder folder = folder(OpenData.load("adult"), limited("income", 300));
        Process worker = start(folder, "-Xmx1g");
        try (BufferedReader reader = worker.inputReader(StandardCharsets.UTF_8)) {
            String line = reader.readLine();
            while (line != null && !line.contains("trying")) {
                line = reader.readLine();
            }
            // what the operating system does when the server is killed
            worker.getOutputStream().close();
            assertThat(worker.waitFor(5, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(folder.modelFile()).doesNotExist();
    }

    /** Its parent lets go of it when it says that all is done, and must not be told that it was orphaned. */
    @Test
    void isDoneWhereItsParentLeavesBehindItsLastLine() throws Exception {
        JobFolder folder = folder(OpenData.load("churn_telecom"), limited("churn", 5));
        Process worker = start(folder, "-Xmx1g");
        String last = "";
        try (BufferedReader reader = worker.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                last = line;
                if (line.equals(TrainingWorker.OVER)) {
                    worker.getOutputStream().close();
                }
            }
        }
        assertThat(last).isEqualTo(TrainingWorker.OVER);
        assertThat(worker.waitFor())
                .as(Files.readString(root.resolve("stderr")))
                .isZero();
        assertThat(folder.modelFile()).exists();
    }

    /** Issue 5 point 5: a search of an hour ends when its parent says so, with what it has. */
    @Test
    void stopsWhenToldAndKeepsTheBest() throws Exception {
        JobFolder folder = folder(OpenData.load("churn_telecom"), limited("churn", 3600));
        Process worker = start(folder, "-Xmx1g");
        List<LeaderboardRow> seen = new ArrayList<>();
        try (BufferedReader reader = worker.inputReader(StandardCharsets.UTF_8)) {
            String line = reader.readLine();
            while (line != null && LeaderboardText.parse(line).isEmpty()) {
                line = reader.readLine();
            }
            seen.addAll(LeaderboardText.parse(String.valueOf(line)).orElseThrow());
            worker.getOutputStream().write("stop\n".getBytes(StandardCharsets.UTF_8));
            worker.getOutputStream().flush();
            while (line != null) {
                line = reader.readLine();
            }
        }
        assertThat(worker.waitFor())
                .as(Files.readString(root.resolve("stderr")))
                .isZero();
        assertThat(seen).hasSize(1);
        assertThat(seen.get(0).foldScores()).hasSizeGreaterThan(1);
        assertThat(seen.get(0).microsecondsPerRow().orElseThrow()).isPositive();
        List<LeaderboardRow> last = LeaderboardText.parse(Files.readString(folder.leaderboardFile()))
                .orElseThrow();
        assertThat(last).hasSizeBetween(1, 4);
        assertThat(last.stream().mapToDouble(LeaderboardRow::weight).sum()).isCloseTo(1, within(1e-9));
        assertThat(folder.outcome().runtimeCutOff()).isFalse();
        assertThat(folder.outcome().findings()).anyMatch(finding -> finding.contains("stopped by request"));
        assertThat(ArtifactReader.read(folder.modelFile()).members()).isNotEmpty();
    }

    /** A wish that comes before anything is trained waits for the first candidate. */
    @Test
    void stoppedAtOnceItStillHasAModel() throws Exception {
        JobFolder folder = folder(OpenData.load("churn_telecom"), limited("churn", 3600));
        Process worker = start(folder, "-Xmx1g");
        worker.getOutputStream().write("stop\n".getBytes(StandardCharsets.UTF_8));
        worker.getOutputStream().flush();
        progress(worker);
        assertThat(worker.waitFor())
                .as(Files.readString(root.resolve("stderr")))
                .isZero();
        List<LeaderboardRow> rows = LeaderboardText.parse(Files.readString(folder.leaderboardFile()))
                .orElseThrow();
        assertThat(rows).hasSize(1);
        assertThat(rows.get(0).cutOff()).isFalse();
    }

    @Test
    void aRowLimitedToMaxCellsIsReported() throws Exception {
        Frame abalone = OpenData.load("abalone");
        JobSpecification job = new JobSpecification(
                Algorithm.XGBOOST,
                Optional.of("rings"),
                Optional.empty(),
                Optional.of("reg:squarederror"),
                Optional.empty(),
                Optional.empty(),
                Map.of("num_round", "5"),
                Map.of(),
                60,
                0,
                1,
                9000,
                0,
                Map.of());
        JobFolder folder = folder(abalone.without(abalone.indexOf("sex")), job);
        assertThat(folder.specification()).isEqualTo(job);
        TrainingOutcome outcome = TrainingJob.run(folder, line -> {});
        assertThat(outcome.trainedRows()).isEqualTo(1125);
        assertThat(outcome.totalRows()).isEqualTo(4177);
        assertThat(outcome.findings())
                .containsExactly("MAX_CELLS allows 1125 of 4177 rows; they were drawn at random.");
        assertThat(folder.outcome()).isEqualTo(outcome);
    }
}
