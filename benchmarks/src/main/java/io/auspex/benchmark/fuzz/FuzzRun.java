package io.auspex.benchmark.fuzz;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** Visits a server again and again with nonsense, while a witness sees to it that others are served. */
public final class FuzzRun {
    private static final int VISITORS = 4;
    private static final long WITNESS_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final int port;
    private final int strangersPort;
    private final long seed;

    /**
     * @param port lets everybody in
     * @param strangersPort for those who say nonsense before they are in; may be the same
     */
    public FuzzRun(int port, int strangersPort, long seed) {
        this.port = port;
        this.strangersPort = strangersPort;
        this.seed = seed;
    }

    /** Sends so many messages, or a few more. */
    public Tally run(long messages) throws IOException {
        Tally tally = new Tally();
        try (Client client = Client.loggedIn(port, tally)) {
            client.send(Messages.query(Statements.SETUP));
            client.untilReady();
        } catch (Answers.IllFormed e) {
            tally.defect(e.getMessage());
            return tally;
        }
        AtomicBoolean over = new AtomicBoolean();
        Thread witness = new Thread(() -> witness(over, tally), "fuzz-witness");
        witness.start();
        try (Lurkers lurkers = new Lurkers()) {
            List<Thread> visitors = new ArrayList<>();
            for (int i = 0; i < VISITORS; i++) {
                Thread visitor = new Thread(() -> visit(messages, tally, lurkers), "fuzz-visitor-" + i);
                visitor.start();
                visitors.add(visitor);
            }
            for (Thread visitor : visitors) {
                visitor.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            over.set(true);
        }
        join(witness);
        return tally;
    }

    private void visit(long messages, Tally tally, Lurkers lurkers) {
        while (tally.messages() < messages && tally.isWorthGoingOn()) {
            new Visit(seed, tally.connected(), port, strangersPort, tally).run(lurkers);
        }
    }

    private void witness(AtomicBoolean over, Tally tally) {
        try (Client client = Client.loggedIn(port, tally)) {
            while (!over.get()) {
                long begun = System.nanoTime();
                client.send(Messages.query("SELECT 'served'"));
                boolean ready = client.untilReady();
                if (!ready || !client.answers().firstColumn().equals("served")) {
                    // CANCEL may hit it, as any session of the user.
                    tally.defect("another session got no answer");
                    return;
                }
                tally.witnessed(System.nanoTime() - begun);
                LockSupport.parkNanos(WITNESS_PAUSE_NANOS);
            }
        } catch (IOException | Answers.IllFormed e) {
            tally.defect("another session was not served: " + e);
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
