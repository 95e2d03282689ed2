package io.auspex.server.object;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a statement says about the way to its objects.
 *
 * @param region whose name requests are signed with, instead of the endpoint's
 */
public record ObjectAccess(ObjectCredentials credentials, Optional<String> region) {
    /** The server's own work, and statements without credentials. */
    public static final ObjectAccess OPERATOR = new ObjectAccess(new ObjectCredentials.Operator(), Optional.empty());

    /** A region becomes part of a host's name, so that nothing else may be in it. */
    private static final Pattern REGION = Pattern.compile("[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?");

    public ObjectAccess {
        region.ifPresent(ObjectAccess::requireRegion);
    }

    /** @param options of COPY or UNLOAD, names in upper case */
    public static ObjectAccess of(Map<String, String> options) {
        return new ObjectAccess(ObjectCredentials.of(options), Optional.ofNullable(options.get("REGION")));
    }

    /** @throws SqlException INVALID_PARAMETER_VALUE if no region can have this name */
    static void requireRegion(String name) {
        if (!REGION.matcher(name).matches()) {
            throw new SqlException(SqlState.INVALID_PARAMETER_VALUE, "\"" + name + "\" is no valid name of a region")
                    .withHint("A region is written as in 'eu-west-1'.");
        }
    }
}
