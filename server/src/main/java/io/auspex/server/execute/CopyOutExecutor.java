package io.auspex.server.execute;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.Statement.CopyToClient;
import io.auspex.server.session.CopyOutput;
import io.auspex.server.session.Plan;
import io.auspex.server.session.Result;
import io.auspex.server.session.SessionContext;
import io.auspex.server.storage.ClientFormat;
import io.auspex.server.storage.RowText;
import io.auspex.server.storage.ValueText;
import io.auspex.warehouse.ResultColumn;
import io.auspex.warehouse.RowStream;
import java.io.IOException;
import java.util.List;

/** COPY TO STDOUT: rows go to the client as lines of text, as the engine produces them. */
final class CopyOutExecutor {
    private final ModelCalls calls;

    CopyOutExecutor(ModelCalls calls) {
        this.calls = calls;
    }

    Plan plan(SessionContext session, CopyToClient statement) {
        ClientFormat format = ClientFormat.of(statement.options());
        CopiedQuery query;
        try {
            query = CopiedQuery.of(session, statement.query(), calls);
        } catch (SqlException e) {
            throw located(e, statement);
        }
        return parameters -> {
            try {
                return new Result.Completed("COPY " + query.run(rows -> send(session, rows, format)));
            } catch (SqlException e) {
                throw located(e, statement);
            } catch (IOException e) {
                throw new SqlException(SqlState.CONNECTION_FAILURE, "COPY ended because the client has gone")
                        .causedBy(e);
            }
        };
    }

    private static SqlException located(SqlException e, CopyToClient statement) {
        if (e.position().isEmpty()) {
            return e;
        }
        return e.at(
                statement.ofTable()
                        ? statement.offset()
                        : statement.offset() + e.position().getAsInt());
    }

    private static long send(SessionContext session, RowStream rows, ClientFormat format) throws IOException {
        List<ResultColumn> columns = rows.columns();
        RowText text = RowText.of(format);
        ValueText values = new ValueText(session.parameters().get("TimeZone"));
        CopyOutput out = session.copyOut(columns.size());
        StringBuilder line = new StringBuilder();
        if (format.headerLines() > 0) {
            text.header(columns.stream().map(ResultColumn::name).toList(), line);
            out.row(line.toString().getBytes(UTF_8));
        }
        long[] count = new long[1];
        CopiedQuery.each(rows, (batch, row) -> {
            line.setLength(0);
            text.line(values.row(batch, columns, row), line);
            out.row(line.toString().getBytes(UTF_8));
            count[0]++;
        });
        out.done();
        return count[0];
    }
}
