package io.auspex.app.log;

import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Logger;

/** How a server writes its log. */
public enum LogFormat {
    /** A line for people. */
    TEXT,
    /** A JSON object a line, for programs that collect logs. */
    JSON;

    /** Makes this the form of what {@link OneLineFormatter#install} has set up. */
    public static void install(LogFormat format) {
        if (format == TEXT) {
            return;
        }
        Formatter formatter = new JsonFormatter();
        for (Handler handler : Logger.getLogger("").getHandlers()) {
            handler.setFormatter(formatter);
        }
    }
}
