package io.auspex.app.log;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/**
 * One JSON object a line: {@code time} in UTC, {@code level}, {@code logger}, {@code thread} (its number in the JVM), {@code message}; of an exception
 * {@code error} and {@code stack}.
 */
final class JsonFormatter extends Formatter {
    @Override
    public String format(LogRecord record) {
        ObjectNode line = JsonNodeFactory.instance
                .objectNode()
                .put("time", record.getInstant().toString())
                .put("level", record.getLevel().getName())
                .put("logger", record.getLoggerName())
                .put("thread", record.getLongThreadID())
                .put("message", formatMessage(record));
        Throwable thrown = record.getThrown();
        if (thrown != null) {
            StringWriter trace = new StringWriter();
            thrown.printStackTrace(new PrintWriter(trace));
            line.put("error", thrown.toString()).put("stack", trace.toString());
        }
        return line + System.lineSeparator();
    }
}
