package io.auspex.learn;

import static java.util.Objects.requireNonNull;

/**
 * Training cannot go on, for a reason that the user can understand: one sentence with the user's own names, and a hint that says
 * what to do. The server turns it into an SQL error or the Failure Reason of a FAILED model.
 */
public final class TrainingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String hint;

    public TrainingException(String message, String hint) {
        this(message, hint, null);
    }

    public TrainingException(String message, String hint, Throwable cause) {
        super(requireNonNull(message, "message is null"), cause);
        this.hint = requireNonNull(hint, "hint is null");
    }

    /** What the user can do about it; empty when nothing is known to help. */
    public String hint() {
        return hint;
    }
}
