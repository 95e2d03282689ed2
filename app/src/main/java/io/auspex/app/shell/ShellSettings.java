package io.auspex.app.shell;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a user switches with backslash commands. Belongs to one shell and its thread. */
final class ShellSettings {
    private final PrintWriter standardOutput;
    private PrintWriter out;
    private RowFormat format;
    private boolean timing;
    private boolean waiting = true;
    private boolean echo;

    ShellSettings(PrintWriter standardOutput, RowFormat format) {
        this.standardOutput = standardOutput;
        this.out = standardOutput;
        this.format = format;
    }

    PrintWriter out() {
        return out;
    }

    /** Sends results to a file from now on. */
    void writeTo(Path file) throws IOException {
        PrintWriter next = new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8));
        writeToStandardOutput();
        out = next;
    }

    void writeToStandardOutput() {
        if (out != standardOutput) {
            out.close();
            out = standardOutput;
        }
    }

    RowFormat format() {
        return format;
    }

    void format(RowFormat newFormat) {
        format = newFormat;
    }

    /** Whether the time that each statement took is printed. */
    boolean timing() {
        return timing;
    }

    void timing(boolean on) {
        timing = on;
    }

    /** Whether each statement is printed before it runs. */
    boolean echo() {
        return echo;
    }

    void echo(boolean on) {
        echo = on;
    }

    /** Whether CREATE MODEL is followed until the model is READY or FAILED. */
    boolean waiting() {
        return waiting;
    }

    void waiting(boolean on) {
        waiting = on;
    }
}
