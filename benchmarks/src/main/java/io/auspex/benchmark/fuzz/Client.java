package io.auspex.benchmark.fuzz;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;

/** A connection to the server, as bare as can be. */
final class Client implements AutoCloseable {
    /** A server that says nothing for so long hangs; a busy machine may take its time. */
    static final int PATIENCE_MILLIS = 120_000;

    private final Socket socket;
    private final OutputStream out;
    private final Answers answers;

    Client(int port, Tally tally) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        out = socket.getOutputStream();
        answers = new Answers(new java.io.BufferedInputStream(socket.getInputStream(), 1 << 13), tally);
    }

    /** Connects and waits until the server is ready. */
    static Client loggedIn(int port, Tally tally) throws IOException, Answers.IllFormed {
        Client client = new Client(port, tally);
        client.send(Messages.startup());
        if (!client.untilReady()) {
            client.close();
            throw new Answers.IllFormed("an ordinary client was not let in");
        }
        return client;
    }

    Socket socket() {
        return socket;
    }

    Answers answers() {
        return answers;
    }

    void send(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
    }

    /** @return false if the server closes the connection instead */
    boolean untilReady() throws IOException, Answers.IllFormed {
        int type;
        do {
            type = answers.next();
        } while (type >= 0 && type != 'Z');
        return type == 'Z';
    }

    /** Without a goodbye: the server gets a reset. */
    void abandon() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** Waits for who speaks on it; who is stuck in speaking, because the server reads no more, is cut off. */
    void abandonIfSpeaking(Thread speaker) throws IOException {
        try {
            speaker.join(1_000);
            if (speaker.isAlive()) {
                abandon();
                speaker.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
