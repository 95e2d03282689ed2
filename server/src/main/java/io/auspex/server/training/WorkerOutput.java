package io.auspex.server.training;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads the lines of a process whose output nobody can vouch for: a line without end must not fill the memory. */
final class WorkerOutput {
    private final InputStream in;
    private final int longestLine;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    /** @param longestLine in bytes */
    WorkerOutput(InputStream in, int longestLine) {
        this.in = new BufferedInputStream(in);
        this.longestLine = longestLine;
    }

    /** The next line, cut where it is too long; null at the end. */
    String readLine() throws IOException {
        line.reset();
        int value = in.read();
        if (value < 0) {
            return null;
        }
        for (; value >= 0 && value != '\n'; value = in.read()) {
            if (line.size() < longestLine) {
                line.write(value);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
