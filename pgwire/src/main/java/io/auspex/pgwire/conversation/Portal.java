package io.auspex.pgwire.conversation;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.pgwire.message.MessageWriter;
import io.auspex.pgwire.type.Format;
import io.auspex.pgwire.type.RowEncoder;
import io.auspex.pgwire.type.ZoneOffsets;
import io.auspex.server.session.Result;
import io.auspex.warehouse.ResultColumn;
import java.io.IOException;
import java.util.List;

/** A statement with its parameters, ready to run, running in portions, or done: what Bind makes and Execute moves on. */
final class Portal implements AutoCloseable {
    private final NamedStatement statement;
    private final List<Object> parameters;
    private final RowEncoder encoder;

    /** Null before the first portion, and for a statement without rows. */
    private RowSource rows;

    private String commandTag;
    private boolean started;
    private boolean ended;
    private boolean closed;

    /** @param formats one for each column of the statement */
    Portal(NamedStatement statement, List<Object> parameters, Format[] formats) {
        this.statement = statement;
        statement.hold();
        this.parameters = parameters;
        this.encoder = new RowEncoder(statement.columns(), formats, ZoneOffsets.UTC);
    }

    NamedStatement statement() {
        return statement;
    }

    RowEncoder encoder() {
        return encoder;
    }

    /**
     * Runs it, or its next portion, and says how it ended: done, or suspended.
     *
     * @param most rows to send; 0 for all
     */
    void run(Workspace workspace, long most) throws IOException {
        MessageWriter writer = workspace.writer();
        encoder.useZone(workspace.zone());
        if (!started) {
            started = true;
            start(workspace);
        } else if (rows == null) {
            throw new SqlException(
                    SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE, "The portal has been run and cannot be run again");
        }
        if (rows == null) {
            return;
        }
        long limit = most == 0 ? Long.MAX_VALUE : most;
        long sent = ended ? 0 : rows.send(limit, writer);
        // As in PostgreSQL, a portion of exactly the size that was asked for is not looked beyond.
        if (!ended && sent == limit) {
            workspace.session().rowsSuspended();
            writer.portalSuspended();
            return;
        }
        ended = true;
        rows.close();
        writer.commandComplete(CommandTag.withRows(commandTag, sent));
    }

    private void start(Workspace workspace) {
        Result result = workspace.execute(statement.prepared(), parameters, this);
        if (result instanceof Result.Rows found) {
            commandTag = found.commandTag();
            rows = new LiveRows(found.stream(), encoder);
            if (!sameTypes(found.stream().columns(), statement.columns())) {
                throw new SqlException(SqlState.STALE_STATEMENT, "cached plan must not change result type")
                        .withHint("Prepare the statement again: what it reads has been altered.");
            }
        } else if (result instanceof Result.Completed completed) {
            workspace.writer().commandComplete(completed.commandTag());
        } else {
            workspace.writer().emptyQueryResponse();
        }
    }

    private static boolean sameTypes(List<ResultColumn> found, List<ResultColumn> described) {
        if (found.size() != described.size()) {
            return false;
        }
        for (int i = 0; i < found.size(); i++) {
            if (found.get(i).type().kind() != described.get(i).type().kind()) {
                return false;
            }
        }
        return true;
    }

    /** Frees the session from this portal's rows, which can be fetched all the same. */
    void spool(ConversationLimits limits) {
        if (rows instanceof LiveRows live) {
            rows = live.spool(limits);
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (rows != null) {
                rows.close();
            }
        } finally {
            statement.release();
        }
    }
}
