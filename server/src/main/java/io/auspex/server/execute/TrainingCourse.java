package io.auspex.server.execute;

import io.auspex.learn.job.ProgressLine;
import io.auspex.server.catalog.ModelEntry;
import io.auspex.server.catalog.ModelStatus;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a training goes, in words for its user.
 *
 * @param progress while it runs
 * @param ahead how many models are trained before, while it waits
 */
record TrainingCourse(Optional<ProgressLine> progress, OptionalInt ahead) {
    /** What SHOW MODEL says of a model that is in training. */
    Map<String, String> rows(ModelEntry model) {
        Map<String, String> rows = new LinkedHashMap<>();
        rows.put("Progress", progress.map(TrainingCourse::text).orElseGet(() -> waiting(model)));
        progress.ifPresent(line -> {
            line.tried().ifPresent(count -> rows.put("Candidates Tried", Integer.toString(count)));
            line.elapsedSeconds().ifPresent(seconds -> rows.put("Seconds Elapsed", oneDecimal(seconds)));
            line.secondsLeft().ifPresent(seconds -> rows.put("Seconds Left", oneDecimal(seconds)));
        });
        return rows;
    }

    private String waiting(ModelEntry model) {
        if (ahead.isEmpty()) {
            return model.status().phase();
        }
        int models = ahead.getAsInt();
        return ModelStatus.WAITING + " (" + models + (models == 1 ? " model ahead)" : " models ahead)");
    }

    /** {@code 42% trying xgboost slow; best so far xgboost default, validation:f1_binary 0.853107; about 12 s left}. */
    static String text(ProgressLine line) {
        StringBuilder text = new StringBuilder();
        text.append(Math.round(100 * line.fraction())).append("% ").append(line.message());
        if (line.metricName().isPresent() && line.metricValue().isPresent()) {
            text.append("; ");
            line.best()
                    .ifPresent(best -> text.append("best so far ").append(best).append(", "));
            text.append(line.metricName().get()).append(' ');
            text.append(String.format(Locale.ROOT, "%.6f", line.metricValue().getAsDouble()));
        }
        line.secondsLeft()
                .ifPresent(seconds ->
                        text.append("; about ").append(duration(seconds)).append(" left"));
        return text.toString();
    }

    private static String duration(double seconds) {
        long whole = Math.round(seconds);
        return whole < 120 ? whole + " s" : Math.round(seconds / 60) + " min";
    }

    private static String oneDecimal(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }
}
