package io.auspex.app.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** One line a log record on standard error; the stack trace, where there is one, follows only at level FINE or finer. */
public final class OneLineFormatter extends Formatter {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");

    /** pgjdbc warns of every server that announces Redshift's version, and of what it then does right. */
    private static final Logger DRIVER = Logger.getLogger("org.postgresql");

    /** Levels below INFO are for our own code: what the JVM has to say there is thousands of lines. */
    private static final Logger OURS = Logger.getLogger("io.auspex");

    private final boolean stackTraces;

    private OneLineFormatter(boolean stackTraces) {
        this.stackTraces = stackTraces;
    }

    /** Makes this the form of everything that {@code java.util.logging} writes in this process. */
    public static void install(Level level) {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        Handler handler = new ConsoleHandler();
        handler.setLevel(level);
        handler.setFormatter(new OneLineFormatter(level.intValue() <= Level.FINE.intValue()));
        root.addHandler(handler);
        root.setLevel(level.intValue() < Level.INFO.intValue() ? Level.INFO : level);
        OURS.setLevel(level);
        DRIVER.setLevel(Level.SEVERE);
    }

    @Override
    public String format(LogRecord record) {
        StringBuilder line = new StringBuilder()
                .append(TIME.format(LocalDateTime.ofInstant(record.getInstant(), ZoneId.systemDefault())))
                .append(' ')
                .append(record.getLevel().getName())
                .append(' ')
                .append(formatMessage(record).replaceAll("\\R\\s*", " | "));
        Throwable thrown = record.getThrown();
        if (thrown != null) {
            line.append(": ").append(String.valueOf(thrown).replaceAll("\\R\\s*", " | "));
            if (stackTraces) {
                StringWriter trace = new StringWriter();
                thrown.printStackTrace(new PrintWriter(trace));
                line.append(System.lineSeparator()).append(trace.toString().stripTrailing());
            }
        }
        return line.append(System.lineSeparator()).toString();
    }
}
