package io.auspex.server.session;

import java.io.IOException;

/** What a client takes in the midst of its statement, which is outside the engine while the client is slow. */
final class ClientOutput implements CopyOutput {
    private final CopyOutput client;
    private final RunningStatement running;

    ClientOutput(CopyOutput client, RunningStatement running) {
        this.client = client;
        this.running = running;
    }

    @Override
    public void row(byte[] row) throws IOException {
        running.leaveEngine();
        client.row(row);
        running.enterEngine();
    }

    @Override
    public void done() throws IOException {
        client.done();
    }
}
