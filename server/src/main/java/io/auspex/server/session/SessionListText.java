package io.auspex.server.session;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The list of sessions as the catalog's views read it: a JSON array, an object a session. */
final class SessionListText {
    private SessionListText() {}

    static String of(List<SessionActivity> sessions) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (SessionActivity session : sessions) {
            list.addObject()
                    .put("pid", session.processId())
                    .put("user_name", session.user())
                    .put("application_name", session.applicationName())
                    .put("state", session.state())
                    .put("started", micros(session.started()))
                    .put("statement_started", micros(session.statementStarted()))
                    .put("statement", session.statement());
        }
        return list.toString();
    }

    private static long micros(Instant moment) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, moment);
    }
}
