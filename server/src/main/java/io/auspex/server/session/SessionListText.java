package io.auspex.server.session;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The list of sessions as the catalog's views read it: a JSON array, an object a session. */
final class SessionListText {
    private SessionListText() {}

    static String of(List<SessionActivity> sessions) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (SessionActivity session : sessions) {
            ObjectNode entry = list.addObject()
                    .put("pid", session.processId())
                    .put("user_name", session.user())
                    .put("application_name", session.applicationName())
                    .put("state", session.state())
                    .put("started", micros(session.started()))
                    .put("statement_started", micros(session.statementStarted()))
                    .put("query", session.number())
                    .put("label", session.label())
                    .put("statement", session.statement());
            session.queue().ifPresent(queue -> entry.put("service_class", queue.serviceClass())
                    .put("queue_state", queue.state())
                    .put("slots", queue.slots())
                    .put("position", queue.position())
                    .put("queued", queue.queuedMicros())
                    .put("executed", queue.executedMicros()));
        }
        return list.toString();
    }

    private static long micros(Instant moment) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, moment);
    }
}
