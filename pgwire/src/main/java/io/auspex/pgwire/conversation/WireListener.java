package io.auspex.pgwire.conversation;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.pgwire.message.MessageReader;
import io.auspex.pgwire.message.MessageWriter;
import io.auspex.pgwire.message.Report;
import io.auspex.pgwire.type.ZoneOffsets;
import io.auspex.server.session.CopyOutput;
import io.auspex.server.session.Notice;
import io.auspex.server.session.SessionListener;
import java.io.IOException;
import java.io.InputStream;

/**
 * Passes on what the session says while a statement runs. It is called on the connection's own thread, between whole
 * messages, so nothing can end up inside a row.
 */
public final class WireListener implements SessionListener {
    private static final System.Logger LOG = System.getLogger(WireListener.class.getName());
    private static final String TIME_ZONE = "TimeZone";

    private final MessageReader reader;
    private final MessageWriter writer;
    private final Runnable end;
    private ZoneOffsets zone = ZoneOffsets.UTC;

    /** @param end asks the connection to end, from any thread */
    public WireListener(MessageReader reader, MessageWriter writer, Runnable end) {
        this.reader = reader;
        this.writer = writer;
        this.end = end;
    }

    @Override
    public void terminate() {
        end.run();
    }

    ZoneOffsets zone() {
        return zone;
    }

    @Override
    public void notice(Notice notice) {
        writer.notice(Report.of(notice.severity().name(), notice.state(), notice.message())
                .withDetail(notice.detail()));
        try {
            // At once: it may be the progress of a statement that takes long.
            writer.flush();
        } catch (IOException e) {
            // The client is gone. The statement goes on; whoever writes next finds out too, and ends the connection.
            LOG.log(System.Logger.Level.DEBUG, "A notice could not be sent", e);
        }
    }

    @Override
    public void parameterChanged(String name, String value) {
        if (name.equalsIgnoreCase(TIME_ZONE)) {
            zone = ZoneOffsets.of(value);
        }
        writer.parameterStatus(name, value);
    }

    @Override
    public InputStream copyIn(int columns) {
        writer.copyInResponse(columns);
        try {
            writer.flush();
        } catch (IOException e) {
            throw new SqlException(SqlState.CONNECTION_FAILURE, "COPY ended because the client has gone").causedBy(e);
        }
        return new ClientRows(reader);
    }

    @Override
    public CopyOutput copyOut(int columns) {
        writer.copyOutResponse(columns);
        return new CopyOutput() {
            @Override
            public void row(byte[] row) throws IOException {
                writer.copyData(row);
                writer.flushIfFull();
            }

            @Override
            public void done() {
                writer.copyDone();
            }
        };
    }
}
