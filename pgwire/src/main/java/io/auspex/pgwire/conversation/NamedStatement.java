package io.auspex.pgwire.conversation;

import io.auspex.language.type.SqlType;
import io.auspex.pgwire.type.WireType;
import io.auspex.server.session.PreparedStatement;
import io.auspex.warehouse.ResultColumn;
import java.util.List;

/**
 * What Parse made.
 *
 * @param name empty for the unnamed statement
 * @param columns as they were when it was parsed, which is what Describe has told the client
 * @param parameterOids the types on the wire: as the client declared them, else as they were inferred
 */
record NamedStatement(String name, PreparedStatement prepared, List<ResultColumn> columns, int[] parameterOids) {
    static NamedStatement of(String name, PreparedStatement prepared, int[] declaredOids) {
        List<SqlType> types = prepared.parameters();
        int[] oids = new int[types.size()];
        for (int i = 0; i < oids.length; i++) {
            boolean declared = i < declaredOids.length
                    && declaredOids[i] != WireType.UNSPECIFIED
                    && declaredOids[i] != WireType.UNKNOWN;
            oids[i] = declared ? declaredOids[i] : WireType.of(types.get(i)).oid();
        }
        return new NamedStatement(name, prepared, List.copyOf(prepared.columns()), oids);
    }
}
