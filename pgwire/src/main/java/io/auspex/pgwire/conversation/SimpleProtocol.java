package io.auspex.pgwire.conversation;

import io.auspex.language.token.StatementSplitter;
import io.auspex.pgwire.message.MessageBody;
import io.auspex.pgwire.type.Format;
import io.auspex.pgwire.type.RowEncoder;
import io.auspex.server.session.PreparedStatement;
import io.auspex.server.session.Result;
import io.auspex.warehouse.ResultColumn;
import java.io.IOException;
import java.util.List;

/** The Query message: a script whose statements are one transaction, unless it says BEGIN or COMMIT itself. */
final class SimpleProtocol {
    private final Workspace workspace;

    SimpleProtocol(Workspace workspace) {
        this.workspace = workspace;
    }

    void query(MessageBody body) throws IOException {
        String script = "";
        int offset = 0;
        try {
            script = body.string();
            body.end();
            workspace.portals().close("");
            workspace.statements().forget("");
            List<StatementSplitter.Part> parts = workspace.session().split(script);
            if (parts.size() > 1) {
                workspace.beginImplicitTransaction();
            }
            Result result = new Result.Nothing();
            for (int i = 0; i < parts.size(); i++) {
                if (i > 0) {
                    complete(result);
                }
                offset = parts.get(i).offset();
                result = run(parts.get(i).text());
            }
            // The last statement is complete when the transaction is: clients take its tag for an acknowledgement.
            workspace.endImplicitTransaction(true);
            complete(result);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            workspace.fail(e, script, offset);
            workspace.endImplicitTransaction(false);
        }
    }

    /** Runs one statement and sends its rows. */
    private Result run(String sql) throws IOException {
        try (PreparedStatement prepared = workspace.prepare(sql, List.of())) {
            if (!prepared.parameters().isEmpty()) {
                throw Workspace.noParameters();
            }
            Result result = workspace.execute(prepared, List.of(), null);
            if (!(result instanceof Result.Rows found)) {
                return result;
            }
            List<ResultColumn> columns = found.stream().columns();
            Format[] formats = RowEncoder.uniform(Format.TEXT, columns.size());
            RowEncoder encoder = new RowEncoder(columns, formats, workspace.zone());
            try (LiveRows rows = new LiveRows(found.stream(), encoder)) {
                workspace.describe(encoder);
                long sent = rows.send(Long.MAX_VALUE, workspace.writer());
                return new Result.Completed(CommandTag.withRows(found.commandTag(), sent));
            }
        }
    }

    private void complete(Result result) {
        if (result instanceof Result.Completed completed) {
            workspace.writer().commandComplete(completed.commandTag());
        } else {
            workspace.writer().emptyQueryResponse();
        }
    }
}
