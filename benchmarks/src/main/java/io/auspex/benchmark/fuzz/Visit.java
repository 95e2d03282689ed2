package io.auspex.benchmark.fuzz;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * One connection from beginning to end, of one of these kinds:
 *
 * <pre>
 *   stranger    says nonsense before it has logged in
 *   talker      logs in, sends messages whole and damaged, then asks for a row as a proof that it is still served
 *   slow        the same, a byte at a time
 *   deaf        asks for much and reads nothing, then goes away without a goodbye
 *   half-open   stops in the midst of a message and waits, or closes its half of the connection
 * </pre>
 *
 * What it does depends on the seed and on its number alone.
 */
final class Visit {
    private static final int MOST_MESSAGES = 60;
    private static final int TERMINATE = 'X';
    private static final int TLS_HANDSHAKE = 0x16;
    private static final int SLOW_BYTES = 120;
    private static final long SLOW_PAUSE_NANOS = 500_000;

    private final long number;
    private final int port;
    private final int strangersPort;
    private final Tally tally;
    private final Random random;
    private final Messages messages;

    /** Whether the server has been asked for the row that proves it to be well. */
    private volatile boolean markerDue;

    Visit(long seed, long number, int port, int strangersPort, Tally tally) {
        this.number = number;
        this.port = port;
        this.strangersPort = strangersPort;
        this.tally = tally;
        this.random = new Random(seed * 1_000_003 + number);
        this.messages = new Messages(random);
    }

    /** @param lurkers keeps connections that are left open in the midst of a message */
    void run(Lurkers lurkers) {
        int dice = random.nextInt(100);
        try {
            if (dice < 12) {
                stranger();
            } else if (dice < 14) {
                deaf();
            } else if (dice < 17) {
                halfOpen(lurkers);
            } else {
                talk(dice < 19);
            }
        } catch (Answers.IllFormed e) {
            tally.defect("connection " + number + ": " + e.getMessage());
        } catch (SocketTimeoutException e) {
            tally.defect("connection " + number + ": no answer for " + Client.PATIENCE_MILLIS / 1_000 + " s");
        } catch (ConnectException e) {
            tally.dead("nobody listens any more: " + e.getMessage());
        } catch (IOException e) {
            // The server has closed the connection while we were speaking, as it may.
            tally.brokeOff();
        }
    }

    private void stranger() throws IOException, Answers.IllFormed {
        try (Client client = new Client(strangersPort, tally)) {
            byte[] bytes = messages.stranger();
            tally.sent(1);
            client.send(bytes);
            client.socket().shutdownOutput();
            // S and N answer requests for encryption, and are no messages; what follows may be encrypted, as is all
            // that
            // answers to who begins with a handshake of TLS.
            if (!isEncryptionRequest(bytes) && bytes[0] != TLS_HANDSHAKE) {
                drain(client);
            }
        }
    }

    private static boolean isEncryptionRequest(byte[] packet) {
        return packet.length >= 4 && packet[0] == 0 && packet[1] == 0 && packet[2] == 0 && packet[3] == 8;
    }

    private void talk(boolean slowly) throws IOException, Answers.IllFormed {
        try (Client client = Client.loggedIn(port, tally)) {
            client.send(Messages.query("SET statement_timeout TO 3000"));
            client.untilReady();
            String marker = "marker " + number;
            Thread speaker = new Thread(() -> speak(client, slowly, Messages.marker(marker)), "fuzz-speaker");
            speaker.setDaemon(true);
            speaker.start();
            boolean served = false;
            try {
                while (!served && client.answers().next() >= 0) {
                    served = client.answers().firstColumn().equals(marker);
                }
            } finally {
                client.abandonIfSpeaking(speaker);
            }
            if (!served && markerDue && !client.answers().sawFatalError()) {
                throw new Answers.IllFormed("the server closed the connection without a word");
            }
        }
    }

    /** Sends some messages, and the marker if the server can still find it. */
    private void speak(Client client, boolean slowly, byte[] marker) {
        try {
            boolean framed = true;
            for (int i = random.nextInt(MOST_MESSAGES); i >= 0 && framed; i--) {
                Messages.Sent message = messages.next();
                framed = message.framed() && message.bytes()[0] != TERMINATE;
                tally.sent(1);
                if (slowly) {
                    dribble(client, message.bytes());
                } else {
                    client.send(message.bytes());
                }
            }
            if (framed) {
                client.send(marker);
                markerDue = true;
            }
            client.socket().shutdownOutput();
        } catch (IOException e) {
            tally.brokeOff();
        }
    }

    private static void dribble(Client client, byte[] bytes) throws IOException {
        int slow = Math.min(bytes.length, SLOW_BYTES);
        for (int i = 0; i < slow; i++) {
            client.send(new byte[] {bytes[i]});
            LockSupport.parkNanos(SLOW_PAUSE_NANOS);
        }
        client.send(java.util.Arrays.copyOfRange(bytes, slow, bytes.length));
    }

    private void deaf() throws IOException, Answers.IllFormed {
        Client client = Client.loggedIn(port, tally);
        for (int i = 0; i < 20; i++) {
            client.send(Messages.query("SELECT a.*, repeat('x', 100) FROM generate_series(1, 10000) a"));
        }
        tally.sent(20);
        LockSupport.parkNanos(random.nextInt(20) * 1_000_000L);
        client.abandon();
    }

    private void halfOpen(Lurkers lurkers) throws IOException, Answers.IllFormed {
        boolean stranger = random.nextBoolean();
        Client client = stranger ? new Client(strangersPort, tally) : Client.loggedIn(port, tally);
        byte[] whole = stranger ? Messages.startup() : messages.next().bytes();
        tally.sent(1);
        client.send(java.util.Arrays.copyOf(whole, random.nextInt(whole.length) + 1));
        if (random.nextBoolean()) {
            lurkers.keep(client);
            return;
        }
        try (client) {
            client.socket().shutdownOutput();
            drain(client);
        }
    }

    private static void drain(Client client) throws IOException, Answers.IllFormed {
        try {
            while (client.answers().next() >= 0) {}
        } catch (SocketException e) {
            // A reset instead of an end: there was input that the server had not read.
            client.close();
        }
    }
}
