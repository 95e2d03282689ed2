package io.auspex.learn.algorithm;

import static org.assertj.core.api.Assertions.assertThat;

import io.auspex.learn.TrainingException;
import io.auspex.learn.objective.ProblemType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Native memory is given back after every fit, also one that fails: in a process whose heap is all there from the start. */
class LightGbmMemoryTest {
    private static final int WARM = 4;
    private static final int FITS = 12;

    @Test
    @EnabledOnOs(OS.LINUX)
    void manyFitsLeaveNothingBehind() throws IOException, InterruptedException {
        Process fits = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms80m",
                        "-Xmx80m",
                        "-XX:+AlwaysPreTouch",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LightGbmMemoryTest.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(fits.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(fits.waitFor()).isZero();
        // What is kept of one of three datasets a turn would be some 30 MB of bins, or 48 MB of rows handed over.
        assertThat(Integer.parseInt(output.strip())).isLessThan(20);
    }

    /** Prints by how many MB the process has grown over the fits. */
    public static void main(String[] arguments) throws IOException {
        Random random = new Random(1);
        float[][] features = new float[50][20_000];
        double[] target = new double[20_000];
        for (int row = 0; row < target.length; row++) {
            for (float[] column : features) {
                column[row] = random.nextInt(600);
            }
            target[row] = random.nextInt(2);
        }
        double[] thirdClass = target.clone();
        thirdClass[17] = 2;
        TrainingRows good = new TrainingRows(features, target);
        TrainingRows wrong = new TrainingRows(features, thirdClass);
        LearningTask classes = new LearningTask(ProblemType.MULTICLASS_CLASSIFICATION, 2);
        LightGbmLearner learner = new LightGbmLearner(Map.of("num_leaves", "4", "max_bin", "1000"), 1, 1);
        FitControl control = new FitControl(1, 7, Deadline.after(600), round -> {});
        int before = 0;
        for (int fit = 0; fit < WARM + FITS; fit++) {
            if (fit == WARM) {
                before = megabytes();
            }
            learner.fit(classes, good, Optional.of(good), control);
            try {
                learner.fit(classes, wrong, Optional.empty(), control);
                throw new IllegalStateException("three classes were taken for two");
            } catch (TrainingException expected) {
                // the label 2 is refused once the rows are in native memory
            }
        }
        System.out.println(megabytes() - before);
    }

    private static int megabytes() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("/proc/self/status"));
        String resident = lines.stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .findFirst()
                .orElseThrow();
        return Integer.parseInt(resident.replaceAll("\\D", "")) / 1024;
    }
}
