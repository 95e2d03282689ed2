package io.auspex.pgwire.message;

/**
 * The client does not speak the protocol: it is told so with 08P01. The connection ends, since nothing after it can be trusted,
 * unless it was a message of known length in the midst of a conversation.
 */
public final class ProtocolViolation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ProtocolViolation(String message) {
        super(message);
    }
}
