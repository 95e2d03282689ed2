package io.auspex.pgwire.message;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The fields of an ErrorResponse or NoticeResponse.
 *
 * @param severity ERROR, FATAL (the connection ends), WARNING, NOTICE, INFO
 * @param code SQLSTATE
 * @param routine where in PostgreSQL such an error arises, for drivers that look at it: pgjdbc prepares a statement again after
 *     a 0A000 of {@code RevalidateCachedQuery}
 * @param position 1-based, in characters (code points) of the text that the client sent
 */
public record Report(
        String severity,
        String code,
        String message,
        Optional<String> detail,
        Optional<String> hint,
        OptionalInt position,
        Optional<String> routine) {

    public static Report of(String severity, SqlState state, String message) {
        return new Report(
                severity,
                state.code(),
                message,
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty());
    }

    public Report withDetail(Optional<String> newDetail) {
        return new Report(severity, code, message, newDetail, hint, position, routine);
    }

    /** An error that ends the connection. */
    public static Report fatal(SqlException error) {
        return new Report(
                "FATAL",
                error.state().code(),
                error.getMessage(),
                error.detail(),
                error.hint(),
                OptionalInt.empty(),
                Optional.empty());
    }

    /**
     * An error in a statement.
     *
     * @param text what the client sent; empty where the error does not point into it
     * @param offset where the statement begins in the text, in UTF-16 units
     */
    public static Report error(SqlException error, String text, int offset) {
        OptionalInt position = OptionalInt.empty();
        if (error.position().isPresent() && !text.isEmpty()) {
            int end = Math.min(text.length(), offset + error.position().getAsInt());
            position = OptionalInt.of(text.codePointCount(0, end) + 1);
        }
        Optional<String> routine =
                error.state() == SqlState.STALE_STATEMENT ? Optional.of("RevalidateCachedQuery") : Optional.empty();
        return new Report(
                "ERROR", error.state().code(), error.getMessage(), error.detail(), error.hint(), position, routine);
    }
}
