package io.auspex.server.session;

import java.io.IOException;
import java.io.InputStream;

/** What a client sends in the midst of its statement, which is outside the engine while it waits for the client. */
final class ClientInput extends InputStream {
    private final InputStream client;
    private final RunningStatement running;

    ClientInput(InputStream client, RunningStatement running) {
        this.client = client;
        this.running = running;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        running.leaveEngine();
        int count = client.read(target, offset, length);
        running.enterEngine();
        return count;
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
