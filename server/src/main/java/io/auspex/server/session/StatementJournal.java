package io.auspex.server.session;

/** Takes down what sessions have run. Called from the threads of all sessions, which wait for it: it must be quick. */
public interface StatementJournal {
    /** The number of the next statement or transaction, greater than all before. */
    long nextNumber();

    /** A statement has ended, well or not. */
    void record(StatementRecord statement);
}
