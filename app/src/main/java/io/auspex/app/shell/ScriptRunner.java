package io.auspex.app.shell;

import io.auspex.app.failure.CommandFailure;
import io.auspex.app.shell.MetaCommands.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Runs statements and backslash commands from a text, up to the first that fails. */
final class ScriptRunner {
    /** Files that include files. */
    private static final int MAX_DEPTH = 16;

    private final Shell shell;
    private final MetaCommands metaCommands;
    private int depth;

    ScriptRunner(Shell shell) {
        this.shell = shell;
        this.metaCommands = new MetaCommands(shell, this);
    }

    MetaCommands metaCommands() {
        return metaCommands;
    }

    boolean runText(String text) {
        try {
            return run(new BufferedReader(new StringReader(text)), "");
        } catch (IOException e) {
            throw new IllegalStateException("A text in memory cannot be read", e);
        }
    }

    boolean runStream(Reader reader) {
        try {
            return run(new BufferedReader(reader), "stdin");
        } catch (IOException e) {
            throw new CommandFailure("cannot read standard input: " + e.getMessage(), e);
        }
    }

    boolean runFile(Path file) {
        if (depth >= MAX_DEPTH) {
            throw new CommandFailure(file + " is included by itself");
        }
        depth++;
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return run(reader, file.getFileName().toString());
        } catch (NoSuchFileException e) {
            throw new CommandFailure("there is no file " + file, e);
        } catch (IOException e) {
            throw new CommandFailure("cannot read " + file + ": " + e.getMessage(), e);
        } finally {
            depth--;
        }
    }

    /** @param source what errors name in front of the line number; nothing where it is empty */
    private boolean run(BufferedReader reader, String source) throws IOException {
        StatementBuffer buffer = new StatementBuffer();
        int number = 0;
        String line;
        while ((line = reader.readLine()) != null) {
            number++;
            if (buffer.isEmpty() && MetaCommand.isMetaCommand(line)) {
                buffer.skipLine();
                Outcome outcome = metaCommands.run(MetaCommand.parse(line), new Origin(source, number));
                if (outcome != Outcome.DONE) {
                    return outcome == Outcome.QUIT;
                }
            } else if (!runAll(buffer.add(line), source)) {
                return false;
            }
        }
        return runAll(buffer.end(), source);
    }

    private boolean runAll(Iterable<StatementBuffer.Statement> statements, String source) {
        for (StatementBuffer.Statement statement : statements) {
            if (!shell.run(statement.text(), new Origin(source, statement.line()))) {
                return false;
            }
        }
        return true;
    }
}
