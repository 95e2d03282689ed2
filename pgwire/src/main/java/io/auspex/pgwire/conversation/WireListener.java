package io.auspex.pgwire.conversation;

import io.auspex.pgwire.message.MessageWriter;
import io.auspex.pgwire.message.Report;
import io.auspex.pgwire.type.ZoneOffsets;
import io.auspex.server.session.Notice;
import io.auspex.server.session.SessionListener;
import java.io.IOException;

/**
 * Passes on what the session says while a statement runs. It is called on the connection's own thread, between whole
 * messages, so nothing can end up inside a row.
 */
public final class WireListener implements SessionListener {
    private static final System.Logger LOG = System.getLogger(WireListener.class.getName());
    private static final String TIME_ZONE = "TimeZone";

    private final MessageWriter writer;
    private final Runnable end;
    private ZoneOffsets zone = ZoneOffsets.UTC;

    /** @param end asks the connection to end, from any thread */
    public WireListener(MessageWriter writer, Runnable end) {
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
        writer.notice(Report.of(notice.severity().name(), notice.state(), notice.message()));
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
}
