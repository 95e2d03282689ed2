package io.auspex.server.access;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import java.util.regex.Pattern;

/** What Amazon Redshift accepts as a password (CREATE USER in its developer guide). */
final class PasswordRules {
    private static final int SHORTEST = 8;
    private static final int LONGEST = 64;
    private static final Pattern HASH = Pattern.compile("md5[0-9a-f]{32}|sha256\\|.*", Pattern.DOTALL);
    private static final String FORBIDDEN = "'\"\\/@ ";

    private PasswordRules() {}

    /** @throws SqlException INVALID_PARAMETER_VALUE, FEATURE_NOT_SUPPORTED for one that is a hash already */
    static void check(String password) {
        if (HASH.matcher(password).matches()) {
            throw new SqlException(SqlState.FEATURE_NOT_SUPPORTED, "hashed passwords are not supported")
                    .withHint("Give the password itself: it is kept as a SCRAM-SHA-256 verifier, which cannot be made"
                            + " from another hash.");
        }
        if (password.length() < SHORTEST || password.length() > LONGEST) {
            throw invalid("password must be " + SHORTEST + " to " + LONGEST + " characters long");
        }
        if (password.chars().noneMatch(c -> c >= 'A' && c <= 'Z')) {
            throw invalid("password must contain at least one uppercase letter");
        }
        if (password.chars().noneMatch(c -> c >= 'a' && c <= 'z')) {
            throw invalid("password must contain at least one lowercase letter");
        }
        if (password.chars().noneMatch(c -> c >= '0' && c <= '9')) {
            throw invalid("password must contain at least one digit");
        }
        if (password.chars().anyMatch(c -> c < '!' || c > '~' || FORBIDDEN.indexOf(c) >= 0)) {
            throw invalid("password must contain printable ASCII characters only, and none of ' \" \\ / @ or space");
        }
    }

    private static SqlException invalid(String message) {
        return new SqlException(SqlState.INVALID_PARAMETER_VALUE, message)
                .withHint("A password has " + SHORTEST + " to " + LONGEST
                        + " characters, among them an uppercase letter, a lowercase letter and a digit.");
    }
}
