package io.auspex.benchmark.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.regex.Pattern;

/** Reads what a server says and holds every message of it to the protocol's definition, byte by byte. */
final class Answers {
    /** The server has said something that no server says. */
    static final class IllFormed extends Exception {
        private static final long serialVersionUID = 1L;

        IllFormed(String message) {
            super(message);
        }
    }

    private static final int LONGEST = 1 << 26;
    private static final Pattern SQLSTATE = Pattern.compile("[0-9A-Z]{5}");

    /** Of the inside of the server: a class with its package, or a line of a stack trace. */
    private static final Pattern INSIDE =
            Pattern.compile("(?m)\\b(?:java|io\\.auspex|org\\.duckdb)\\.[a-z]+\\.|^\\s+at \\S+\\(");

    private final DataInputStream in;
    private final Tally tally;
    private int columns = -1;
    private String firstColumn = "";
    private boolean fatal;

    Answers(InputStream in, Tally tally) {
        this.in = new DataInputStream(in);
        this.tally = tally;
    }

    /** @return the type of the next message; -1 where the server has closed the connection between two of them */
    int next() throws IOException, IllFormed {
        int type = in.read();
        if (type < 0) {
            return -1;
        }
        int length = in.readInt();
        if (length < 4 || length > LONGEST) {
            throw new IllFormed("message '" + (char) type + "' of length " + length);
        }
        byte[] body = new byte[length - 4];
        try {
            in.readFully(body);
        } catch (EOFException e) {
            throw new IllFormed("message '" + (char) type + "' ends before its end");
        }
        tally.answered();
        check(type, ByteBuffer.wrap(body));
        return type;
    }

    /** The first value of the last row, where it was one of text. */
    String firstColumn() {
        return firstColumn;
    }

    /** Whether it has said why it ends the connection. */
    boolean sawFatalError() {
        return fatal;
    }

    private void check(int type, ByteBuffer body) throws IllFormed {
        try {
            switch (type) {
                case '1', '2', '3', 'n', 's', 'I', 'c' -> {}
                case 'C' -> string(body);
                case 'Z' -> {
                    int status = body.get();
                    require(status == 'I' || status == 'T' || status == 'E', "status " + status);
                }
                case 'S' -> {
                    string(body);
                    string(body);
                }
                case 'K' -> skip(body, 8);
                case 'R' -> authentication(body);
                case 'T' -> rowDescription(body);
                case 'D' -> row(body);
                case 't' -> skip(body, 4 * Short.toUnsignedInt(body.getShort()));
                case 'G', 'H' -> {
                    body.get();
                    skip(body, 2 * Short.toUnsignedInt(body.getShort()));
                }
                case 'd' -> body.position(body.limit());
                case 'v' -> {
                    body.getInt();
                    for (int i = body.getInt(); i > 0; i--) {
                        string(body);
                    }
                }
                case 'E', 'N' -> report(type, body);
                default -> throw new IllFormed("a message of type " + type);
            }
        } catch (java.nio.BufferUnderflowException | IllegalArgumentException e) {
            throw new IllFormed("message '" + (char) type + "' is shorter than its contents");
        }
        require(!body.hasRemaining(), "message '" + (char) type + "' is longer than its contents");
    }

    private static void authentication(ByteBuffer body) throws IllFormed {
        int code = body.getInt();
        switch (code) {
            case 0, 3 -> {}
            case 10 -> {
                while (!string(body).isEmpty()) {}
            }
            case 11, 12, 13 -> body.position(body.limit());
            default -> throw new IllFormed("authentication of kind " + code);
        }
    }

    private void rowDescription(ByteBuffer body) throws IllFormed {
        columns = Short.toUnsignedInt(body.getShort());
        for (int i = 0; i < columns; i++) {
            string(body);
            body.getInt();
            body.getShort();
            body.getInt();
            body.getShort();
            body.getInt();
            int format = body.getShort();
            require(format == 0 || format == 1, "format " + format);
        }
    }

    private void row(ByteBuffer body) throws IllFormed {
        int count = Short.toUnsignedInt(body.getShort());
        firstColumn = "";
        for (int i = 0; i < count; i++) {
            int length = body.getInt();
            require(length >= -1, "a value of length " + length);
            if (i == 0 && length > 0) {
                firstColumn = new String(body.array(), body.position(), Math.min(length, body.remaining()), UTF_8);
            }
            skip(body, Math.max(length, 0));
        }
    }

    private void report(int type, ByteBuffer body) throws IllFormed {
        String state = "";
        String message = "";
        StringBuilder all = new StringBuilder();
        for (int field = body.get(); field != 0; field = body.get()) {
            String text = string(body);
            all.append(text).append('\n');
            if (field == 'C') {
                state = text;
            } else if (field == 'S') {
                fatal |= text.equals("FATAL");
            } else if (field == 'M') {
                message = text;
            }
        }
        require(SQLSTATE.matcher(state).matches(), "SQLSTATE '" + state + "'");
        require(!message.isEmpty(), "an error without a message");
        require(!INSIDE.matcher(all).find(), "the inside of the server: " + all);
        if (type == 'E') {
            tally.error(state, message);
        }
    }

    private static void skip(ByteBuffer body, int bytes) {
        body.position(body.position() + bytes);
    }

    private static String string(ByteBuffer body) {
        int start = body.position();
        int length = 0;
        while (body.get() != 0) {
            length++;
        }
        return new String(body.array(), start, length, UTF_8);
    }

    private static void require(boolean condition, String complaint) throws IllFormed {
        if (!condition) {
            throw new IllFormed(complaint);
        }
    }
}
