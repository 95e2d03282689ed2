package io.auspex.benchmark.contender;

/** A system cannot be had on this machine: no Python, no network. The others go on. */
public final class NotAvailable extends Exception {
    private static final long serialVersionUID = 1L;

    public NotAvailable(String message) {
        super(message);
    }
}
