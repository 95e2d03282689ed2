package io.auspex.warehouse.duckdb;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Carries an error of ours through the engine, which passes on nothing but a text. The text is sealed with a number drawn
 * anew by each process, so that no text of a user's can pass for one.
 */
final class ErrorEnvelope {
    private static final String MARK = "auspex-error:";
    private static final int NONCE_BYTES = 16;

    private final String opening;

    ErrorEnvelope() {
        byte[] nonce = new byte[NONCE_BYTES];
        new SecureRandom().nextBytes(nonce);
        opening = MARK + HexFormat.of().formatHex(nonce) + ":";
    }

    /** What a function called by the engine throws in place of {@code error}. */
    RuntimeException seal(SqlException error) {
        return new Sealed(opening + error.state() + ":" + encode(error.getMessage()) + ":"
                + error.detail().map(ErrorEnvelope::encode).orElse("") + ":"
                + error.hint().map(ErrorEnvelope::encode).orElse("") + ";");
    }

    /** The error inside an engine's message, if there is one. */
    Optional<SqlException> open(String engineMessage) {
        int start = engineMessage.indexOf(opening);
        int end = start < 0 ? -1 : engineMessage.indexOf(';', start);
        if (end < 0) {
            return Optional.empty();
        }
        String[] parts = engineMessage.substring(start + opening.length(), end).split(":", -1);
        SqlException error = new SqlException(SqlState.valueOf(parts[0]), decode(parts[1]));
        if (!parts[2].isEmpty()) {
            error = error.withDetail(decode(parts[2]));
        }
        return Optional.of(parts[3].isEmpty() ? error : error.withHint(decode(parts[3])));
    }

    private static String encode(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String text) {
        return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    }

    /** Without a stack trace: the driver would print it into the message. */
    private static final class Sealed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Sealed(String message) {
            super(message, null, false, false);
        }
    }
}
