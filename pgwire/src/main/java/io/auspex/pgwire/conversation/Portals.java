package io.auspex.pgwire.conversation;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The portals of a connection. All of them die when the transaction that they were made in ends. */
final class Portals {
    private static final System.Logger LOG = System.getLogger(Portals.class.getName());

    private final ConversationLimits limits;
    private final Map<String, Portal> byName = new HashMap<>();

    Portals(ConversationLimits limits) {
        this.limits = limits;
    }

    /** @param name empty for the unnamed portal, which takes the place of its predecessor */
    void add(String name, Portal portal) {
        if (name.isEmpty()) {
            close(name);
        } else if (byName.containsKey(name)) {
            portal.close();
            throw new SqlException(SqlState.DUPLICATE_CURSOR, "cursor \"" + name + "\" already exists");
        }
        if (byName.size() >= limits.portals()) {
            portal.close();
            throw new SqlException(
                            SqlState.INSUFFICIENT_RESOURCES,
                            "A connection may have " + limits.portals() + " open portals")
                    .withHint("Close result sets that are no longer needed.");
        }
        byName.put(name, portal);
    }

    Portal get(String name) {
        return find(name)
                .orElseThrow(
                        () -> new SqlException(SqlState.INVALID_CURSOR_NAME, "portal \"" + name + "\" does not exist"));
    }

    Optional<Portal> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** A no-op if there is none of that name. */
    void close(String name) {
        Portal portal = byName.remove(name);
        if (portal != null) {
            portal.close();
        }
    }

    void closeThoseOf(NamedStatement statement) {
        List<String> names = new ArrayList<>();
        byName.forEach((name, portal) -> {
            if (portal.statement() == statement) {
                names.add(name);
            }
        });
        names.forEach(this::close);
    }

    /** Keeps the rows of suspended portals elsewhere, because the session is about to do something else. */
    void freeSession(Portal except) {
        for (Portal portal : byName.values()) {
            if (portal != except) {
                portal.spool(limits);
            }
        }
    }

    /** Never throws: an error that is being reported must not be hidden by one in tidying up. */
    void closeAll() {
        for (Portal portal : byName.values()) {
            try {
                portal.close();
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "A portal could not be closed", e);
            }
        }
        byName.clear();
    }

    void closeAllBut(Portal kept) {
        byName.entrySet().removeIf(entry -> {
            if (entry.getValue() == kept) {
                return false;
            }
            entry.getValue().close();
            return true;
        });
    }
}
