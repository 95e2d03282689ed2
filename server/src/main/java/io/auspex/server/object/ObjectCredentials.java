package io.auspex.server.object;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** As whom a statement reaches a remote store. The local one knows nobody. */
public sealed interface ObjectCredentials {
    /** IAM_ROLE: as the operator of the server, by whatever the SDK's default chain finds in the server's environment. */
    record Operator() implements ObjectCredentials {}

    /** Keys that the statement itself gives; never shown. */
    record Keys(String id, String secret, Optional<String> sessionToken) implements ObjectCredentials {
        @Override
        public String toString() {
            return "Keys";
        }
    }

    /** What an identifier, a secret or a token of S3 is made of: nothing that could end a line of a request. */
    Pattern KEY = Pattern.compile("[!-~]{1,4096}");

    /** The role in a CREDENTIALS text. */
    String ROLE = "aws_iam_role";

    /**
     * Of the options of COPY or UNLOAD.
     *
     * @param options names in upper case
     * @throws SqlException INVALID_PARAMETER_VALUE or SYNTAX_ERROR if they do not go together
     */
    static ObjectCredentials of(Map<String, String> options) {
        if (options.containsKey("CREDENTIALS")) {
            if (options.containsKey("IAM_ROLE") || options.containsKey("ACCESS_KEY_ID")) {
                throw twice();
            }
            return ofText(options.get("CREDENTIALS"));
        }
        String id = options.get("ACCESS_KEY_ID");
        String secret = options.get("SECRET_ACCESS_KEY");
        Optional<String> token = Optional.ofNullable(options.get("SESSION_TOKEN"));
        if (id == null && secret == null && token.isEmpty()) {
            return new Operator();
        }
        if (options.containsKey("IAM_ROLE")) {
            throw twice();
        }
        return keys(id, secret, token);
    }

    /** The role that the options name, whose use is a privilege; absent means the default one. */
    static Optional<String> role(Map<String, String> options) {
        String text = options.get("CREDENTIALS");
        return text == null
                ? Optional.ofNullable(options.get("IAM_ROLE"))
                : Optional.ofNullable(parts(text).get(ROLE));
    }

    /** {@code aws_access_key_id=..;aws_secret_access_key=..[;token=..]} or {@code aws_iam_role=arn}. */
    private static ObjectCredentials ofText(String text) {
        Map<String, String> parts = parts(text);
        if (parts.containsKey(ROLE) && parts.size() == 1) {
            return new Operator();
        }
        return keys(
                parts.get("aws_access_key_id"),
                parts.get("aws_secret_access_key"),
                Optional.ofNullable(parts.get("token")));
    }

    private static Map<String, String> parts(String text) {
        Map<String, String> parts = new HashMap<>();
        for (String part : text.split(";")) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                parts.put(
                        part.substring(0, equals).strip().toLowerCase(Locale.ROOT),
                        part.substring(equals + 1).strip());
            }
        }
        return parts;
    }

    private static Keys keys(String id, String secret, Optional<String> token) {
        if (id == null || secret == null) {
            throw new SqlException(
                            SqlState.INVALID_PARAMETER_VALUE,
                            "credentials need both an access key and a secret access key")
                    .withHint("Write ACCESS_KEY_ID '...' SECRET_ACCESS_KEY '...', or"
                            + " CREDENTIALS 'aws_access_key_id=...;aws_secret_access_key=...', or IAM_ROLE default.");
        }
        if (!KEY.matcher(id).matches()
                || !KEY.matcher(secret).matches()
                || token.filter(text -> !KEY.matcher(text).matches()).isPresent()) {
            throw new SqlException(
                    SqlState.INVALID_PARAMETER_VALUE, "a key of the credentials has characters that no key has");
        }
        return new Keys(id, secret, token);
    }

    private static SqlException twice() {
        return new SqlException(SqlState.SYNTAX_ERROR, "credentials are given twice")
                .withHint("Keep IAM_ROLE, CREDENTIALS or the access keys.");
    }
}
