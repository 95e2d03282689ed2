package io.auspex.pgwire;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auspex.pgwire.message.WireBuffer;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Speaks the protocol byte by byte, rightly or wrongly. */
final class RawClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 30_000;

    /** A message of the server. */
    record Message(char type, byte[] body) {
        /** The fields of an error or notice by their letters. */
        Map<Character, String> fields() {
            Map<Character, String> fields = new LinkedHashMap<>();
            ByteBuffer rest = ByteBuffer.wrap(body);
            for (byte letter = rest.get(); letter != 0; letter = rest.get()) {
                int start = rest.position();
                while (rest.get() != 0) {}
                fields.put((char) letter, new String(body, start, rest.position() - 1 - start, UTF_8));
            }
            return fields;
        }

        /** The body up to its first zero byte. */
        String text() {
            int end = 0;
            while (end < body.length && body[end] != 0) {
                end++;
            }
            return new String(body, 0, end, UTF_8);
        }

        int int32At(int index) {
            return ByteBuffer.wrap(body).getInt(index);
        }
    }

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    RawClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /** Logs in where no password is wanted, and reads up to ReadyForQuery. */
    static RawClient loggedIn(int port) throws IOException {
        RawClient client = new RawClient(port);
        client.send(startup(3 << 16, "user", OpenDoor.USER, "database", "dev"));
        client.untilReady();
        return client;
    }

    static WireBuffer startup(int version, String... parameters) {
        WireBuffer body = new WireBuffer().int32(version);
        for (String parameter : parameters) {
            body.string(parameter);
        }
        body.int8(0);
        return new WireBuffer().int32(body.size() + 4).append(body, 0, body.size());
    }

    static WireBuffer query(String sql) {
        return new WireBuffer().begin('Q').string(sql).end();
    }

    RawClient send(WireBuffer... messages) throws IOException {
        WireBuffer together = new WireBuffer();
        for (WireBuffer message : messages) {
            together.append(message, 0, message.size());
        }
        together.drainTo(out);
        out.flush();
        return this;
    }

    int readByte() throws IOException {
        return in.read();
    }

    Message read() throws IOException {
        char type = (char) in.readUnsignedByte();
        byte[] body = new byte[in.readInt() - 4];
        in.readFully(body);
        return new Message(type, body);
    }

    List<Message> untilReady() throws IOException {
        List<Message> messages = new ArrayList<>();
        do {
            messages.add(read());
        } while (messages.get(messages.size() - 1).type() != 'Z');
        return messages;
    }

    /** The types of the messages up to ReadyForQuery. */
    String typesUntilReady() throws IOException {
        StringBuilder types = new StringBuilder();
        untilReady().forEach(message -> types.append(message.type()));
        return types.toString();
    }

    /** Whether the server closes the connection without another byte. */
    boolean isClosedByServer() throws IOException {
        try {
            return in.read() < 0;
        } catch (EOFException | SocketException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
