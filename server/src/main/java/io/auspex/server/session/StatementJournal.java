package io.auspex.server.session;

/** Takes down what sessions have run. Called from the threads of all sessions, which wait for it: it must be quick. */
public interface StatementJournal {
    /** For what the server does for itself, which is nobody's to read. */
    static StatementJournal none() {
        return new StatementJournal() {
            @Override
            public long nextNumber() {
                return 0;
            }

            @Override
            public void record(StatementRecord statement) {}
        };
    }

    /** The number of the next statement or transaction, greater than all before. */
    long nextNumber();

    /** A statement has ended, well or not. */
    void record(StatementRecord statement);
}
