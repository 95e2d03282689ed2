package io.auspex.app.shell;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.IntSupplier;

/** How the progress of a training is shown while somebody waits for it. */
public interface TrainingDisplay {
    void show(String model, ModelStatus status, double seconds);

    /** Nothing more is shown: leaves the place to the next output. */
    void end();

    /** One line for each phase: for files and pipes. */
    static TrainingDisplay lines(PrintWriter out) {
        return new TrainingDisplay() {
            private String last = "";

            @Override
            public void show(String model, ModelStatus status, double seconds) {
                // The state alone where the server says no more.
                String text = status.phase().isEmpty() ? status.state().name() : status.phase();
                // What changes within a phase, such as a round's number, is for the bar.
                String phase = text.split("[,;:(]", 2)[0].replaceAll("\\d+", "").strip();
                if (!phase.equals(last)) {
                    out.printf(Locale.ROOT, "training %s: %5.1f s  %s%n", model, seconds, text);
                    out.flush();
                    last = phase;
                }
            }

            @Override
            public void end() {}
        };
    }

    /**
     * A bar that is drawn over itself: for terminals.
     *
     * @param width of the terminal in columns
     */
    static TrainingDisplay bar(PrintWriter out, IntSupplier width) {
        return new TrainingDisplay() {
            private static final int CELLS = 24;
            private int tick;

            @Override
            public void show(String model, ModelStatus status, double seconds) {
                String text = String.format(
                        Locale.ROOT,
                        "%s [%s] %4s %4.0f s  %s",
                        model,
                        cells(status),
                        status.fraction().map(f -> Math.round(100 * f) + " %").orElse(""),
                        seconds,
                        status.phase());
                int columns = Math.max(20, width.getAsInt() - 1);
                out.print("\r\033[K" + (text.length() > columns ? text.substring(0, columns) : text));
                out.flush();
            }

            /** Full up to the fraction; a wandering mark where the server gives none. */
            private String cells(ModelStatus status) {
                if (status.fraction().isPresent()) {
                    int full = (int)
                            Math.round(CELLS * Math.min(1, status.fraction().get()));
                    return "#".repeat(full) + " ".repeat(CELLS - full);
                }
                int place = tick++ % CELLS;
                return " ".repeat(place) + "#" + " ".repeat(CELLS - place - 1);
            }

            @Override
            public void end() {
                out.print("\r\033[K");
                out.flush();
            }
        };
    }
}
