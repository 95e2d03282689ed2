package io.auspex.benchmark.fuzz;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** Connections that say nothing more, of which the server has to bear a number. */
final class Lurkers implements AutoCloseable {
    private static final int MOST = 40;

    private final Deque<Client> clients = new ArrayDeque<>();

    /** The oldest one goes where there are too many. */
    synchronized void keep(Client client) throws IOException {
        clients.add(client);
        if (clients.size() > MOST) {
            clients.remove().abandon();
        }
    }

    @Override
    public synchronized void close() throws IOException {
        for (Client client : clients) {
            client.close();
        }
        clients.clear();
    }
}
