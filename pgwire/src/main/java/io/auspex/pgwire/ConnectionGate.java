package io.auspex.pgwire;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/** Counts connections: nobody who has not logged in can take up the places of those who have. */
final class ConnectionGate {
    private final ConnectionLimits limits;
    private final Map<InetAddress, Integer> strangersByAddress = new HashMap<>();
    private int strangers;
    private int guests;

    ConnectionGate(ConnectionLimits limits) {
        this.limits = limits;
    }

    /** @return whether one more connection that has not logged in may be served */
    synchronized boolean admitStranger(InetAddress address) {
        int ofAddress = strangersByAddress.getOrDefault(address, 0);
        if (strangers >= limits.unauthenticated() || ofAddress >= limits.unauthenticatedPerAddress()) {
            return false;
        }
        strangers++;
        strangersByAddress.put(address, ofAddress + 1);
        return true;
    }

    /** It has left, or logged in. */
    synchronized void strangerGone(InetAddress address) {
        strangers--;
        strangersByAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
    }

    /** @return whether one more that has logged in may be served */
    synchronized boolean admitGuest() {
        if (guests >= limits.connections()) {
            return false;
        }
        guests++;
        return true;
    }

    synchronized void guestGone() {
        guests--;
    }
}
