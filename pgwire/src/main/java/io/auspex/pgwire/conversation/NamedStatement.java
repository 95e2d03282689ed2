package io.auspex.pgwire.conversation;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.type.SqlType;
import io.auspex.pgwire.type.WireType;
import io.auspex.server.session.PreparedStatement;
import io.auspex.warehouse.ResultColumn;
import java.util.List;

/**
 * What Parse made. It lives as long as its name or a portal needs it: a driver that reads a large result through a portal
 * replaces the unnamed statement, from which the portal was made, many times meanwhile.
 */
final class NamedStatement {
    private static final int MOST_PARAMETERS = 65_535;

    private final String name;
    private final PreparedStatement prepared;
    private final List<ResultColumn> columns;
    private final int[] parameterOids;
    private int holders = 1;

    /** @param declaredOids as the client declared the parameters; may be shorter than they are many */
    NamedStatement(String name, PreparedStatement prepared, int[] declaredOids) {
        this.name = name;
        this.prepared = prepared;
        this.columns = List.copyOf(prepared.columns());
        this.parameterOids = oids(prepared.parameters(), declaredOids);
    }

    private static int[] oids(List<SqlType> types, int[] declaredOids) {
        if (types.size() > MOST_PARAMETERS) {
            throw new SqlException(
                    SqlState.PROGRAM_LIMIT_EXCEEDED, "A statement may have " + MOST_PARAMETERS + " parameters");
        }
        int[] oids = new int[types.size()];
        for (int i = 0; i < oids.length; i++) {
            boolean declared = i < declaredOids.length
                    && declaredOids[i] != WireType.UNSPECIFIED
                    && declaredOids[i] != WireType.UNKNOWN;
            oids[i] = declared ? declaredOids[i] : WireType.of(types.get(i)).oid();
        }
        return oids;
    }

    /** Empty for the unnamed statement. */
    String name() {
        return name;
    }

    PreparedStatement prepared() {
        return prepared;
    }

    /** As they were when it was parsed, which is what Describe has told the client. */
    List<ResultColumn> columns() {
        return columns;
    }

    /** The types on the wire: as the client declared them, else as they were inferred. */
    int[] parameterOids() {
        return parameterOids;
    }

    /** One more needs it. */
    void hold() {
        holders++;
    }

    /** One less needs it. */
    void release() {
        holders--;
        if (holders == 0) {
            prepared.close();
        }
    }
}
