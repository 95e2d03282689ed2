package io.auspex.server.object;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place that a location names.
 *
 * @param key the name of an object in the bucket, or what such names begin with; may be empty
 */
public record ObjectPlace(String bucket, String key) {
    private static final Pattern LOCATION = Pattern.compile("s3://([^/]*)(?:/(.*))?", Pattern.DOTALL);
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    /** @throws SqlException INVALID_PARAMETER_VALUE if no bucket can have this name */
    public ObjectPlace {
        requireBucket(bucket);
    }

    /** @throws SqlException INVALID_PARAMETER_VALUE if the location is no {@code s3://} one */
    public static ObjectPlace of(String location) {
        Matcher parts = LOCATION.matcher(location);
        if (!parts.matches()) {
            throw new SqlException(SqlState.INVALID_PARAMETER_VALUE, "\"" + location + "\" is no object location")
                    .withHint("Write 's3://bucket/key'; that is the file s3/bucket/key of the server's data folder,"
                            + " unless the server keeps the bucket elsewhere.");
        }
        return new ObjectPlace(parts.group(1), parts.group(2) == null ? "" : parts.group(2));
    }

    /** @throws SqlException INVALID_PARAMETER_VALUE if no bucket can have this name */
    public static void requireBucket(String bucket) {
        if (!isBucket(bucket)) {
            throw new SqlException(SqlState.INVALID_PARAMETER_VALUE, "\"" + bucket + "\" is no valid name of a bucket")
                    .withHint("A bucket's name has 3 to 63 lower-case letters, digits, hyphens and points.");
        }
    }

    static boolean isBucket(String name) {
        return BUCKET.matcher(name).matches() && !name.contains("..");
    }

    /** The place whose key goes on with more text. */
    public ObjectPlace plus(String more) {
        return new ObjectPlace(bucket, key + more);
    }

    /** The location. */
    @Override
    public String toString() {
        return "s3://" + bucket + "/" + key;
    }
}
