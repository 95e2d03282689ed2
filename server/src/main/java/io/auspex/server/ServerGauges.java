package io.auspex.server;

import io.auspex.server.admission.Admission;
import io.auspex.server.admission.QueueState;
import io.auspex.server.metrics.ServerMetrics;
import io.auspex.server.session.SessionRegistry;
import io.auspex.server.training.TrainingQueue;
import io.auspex.warehouse.Warehouse;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The numbers that are not counted but looked up when somebody asks for the metrics. */
final class ServerGauges {
    private ServerGauges() {}

    static void register(
            ServerMetrics metrics,
            SessionRegistry sessions,
            Admission admission,
            TrainingQueue trainings,
            Warehouse warehouse) {
        metrics.gauge("auspex_sessions", "Sessions that are open.", sessions::size);
        metrics.gauge("auspex_sessions_active", "Sessions that are running a statement.", sessions::active);
        queues(
                metrics,
                admission,
                "auspex_queue_slots",
                "Statements that a queue lets run at a time.",
                QueueState::slots);
        queues(metrics, admission, "auspex_queue_running", "Statements that hold a slot.", QueueState::executing);
        queues(metrics, admission, "auspex_queue_waiting", "Statements that wait for a slot.", QueueState::queued);
        metrics.gauge("auspex_trainings_running", "Models that are being trained.", trainings::running);
        metrics.gauge("auspex_trainings_waiting", "Models that wait for their training.", trainings::waiting);
        metrics.gauge(
                "auspex_engine_memory_bytes",
                "Memory that the engine holds, its cache of the database included.",
                () -> warehouse.memory().used());
        metrics.gauge("auspex_engine_memory_limit_bytes", "What it may hold.", () -> warehouse
                .memory()
                .limit());
        metrics.gauge("auspex_engine_spilled_bytes", "Intermediate results that lie on disk.", () -> warehouse
                .memory()
                .spilled());
    }

    private static void queues(
            ServerMetrics metrics, Admission admission, String name, String help, ToDoubleFunction<QueueState> value) {
        metrics.gauges(name, help, "queue", () -> values(admission, value));
    }

    private static Map<String, Double> values(Admission admission, ToDoubleFunction<QueueState> value) {
        return admission.states().stream()
                .collect(Collectors.toMap(
                        queue -> queue.serviceClass().name().toLowerCase(Locale.ROOT), value::applyAsDouble));
    }
}
