package io.auspex.server.execute;

import io.auspex.language.error.SqlState;
import io.auspex.server.catalog.ModelDefinition;
import io.auspex.server.session.Notice;
import io.auspex.server.session.SessionContext;
import io.auspex.server.training.TrainingQueue;
import java.time.Duration;

/** Tells a client that waits for a model how its training goes: at most once a second, and only what is new. */
final class ProgressNotices {
    private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

    private final SessionContext session;
    private final TrainingQueue queue;
    private final ModelDefinition model;
    private long toldNanos = System.nanoTime() - PAUSE_NANOS;
    private String told = "";

    ProgressNotices(SessionContext session, TrainingQueue queue, ModelDefinition model) {
        this.session = session;
        this.queue = queue;
        this.model = model;
    }

    /** To be called again and again, on the thread of the session. */
    void tell() {
        if (System.nanoTime() - toldNanos < PAUSE_NANOS) {
            return;
        }
        queue.progress(model.id()).ifPresent(line -> {
            if (!line.message().equals(told)) {
                told = line.message();
                toldNanos = System.nanoTime();
                session.notice(
                        Notice.Severity.INFO,
                        SqlState.SUCCESSFUL_COMPLETION,
                        "Model " + model.name() + ": " + TrainingCourse.text(line));
            }
        });
    }
}
