package io.auspex.server.session;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The sessions that are open, by their process ids: made before there are any, so that statements can look into it. */
public final class SessionDirectory {
    private final Map<Integer, Session> byProcess = new ConcurrentHashMap<>();

    void add(Session session) {
        byProcess.put(session.processId(), session);
    }

    /** @return false if it was not in it */
    boolean remove(Session session) {
        return byProcess.remove(session.processId(), session);
    }

    Optional<Session> find(int processId) {
        return Optional.ofNullable(byProcess.get(processId));
    }

    List<Session> all() {
        return List.copyOf(byProcess.values());
    }

    int size() {
        return byProcess.size();
    }
}
