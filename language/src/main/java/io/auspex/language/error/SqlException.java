package io.auspex.language.error;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * The one error that reaches a user: a SQLSTATE, one sentence with the user's own names in it, and a hint that says what
 * to do. Every layer below the front doors throws it; the front doors write its fields to the client.
 */
public final class SqlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final SqlState state;
    private final String detail;
    private final String hint;
    private final int position;

    public SqlException(SqlState state, String message) {
        this(state, message, null, null, -1, null);
    }

    private SqlException(SqlState state, String message, String detail, String hint, int position, Throwable cause) {
        super(requireNonNull(message, "message is null"), cause);
        this.state = requireNonNull(state, "state is null");
        this.detail = detail;
        this.hint = hint;
        this.position = position;
    }

    public SqlException withHint(String newHint) {
        return new SqlException(state, getMessage(), detail, newHint, position, getCause());
    }

    public SqlException withDetail(String newDetail) {
        return new SqlException(state, getMessage(), newDetail, hint, position, getCause());
    }

    /** @param offset 0-based offset of the offending character in the statement text, in UTF-16 units */
    public SqlException at(int offset) {
        return new SqlException(state, getMessage(), detail, hint, offset, getCause());
    }

    public SqlException causedBy(Throwable cause) {
        return new SqlException(state, getMessage(), detail, hint, position, cause);
    }

    public SqlState state() {
        return state;
    }

    public Optional<String> detail() {
        return Optional.ofNullable(detail);
    }

    public Optional<String> hint() {
        return Optional.ofNullable(hint);
    }

    /** 0-based offset into the statement text, if the error points at a place in it. */
    public OptionalInt position() {
        return position < 0 ? OptionalInt.empty() : OptionalInt.of(position);
    }
}
