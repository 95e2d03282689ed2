package io.auspex.pgwire.conversation;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.pgwire.message.MessageWriter;
import io.auspex.pgwire.message.WireBuffer;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The rows of a suspended portal, kept as the messages that they will be: the session had to be freed for another statement.
 * They are in memory, or all in a file where they are many; the file has no use beyond the connection and vanishes with it.
 */
final class SpooledRows implements RowSource {
    private static final int HEADER_BYTES = 5;

    private final ConversationLimits limits;
    private final WireBuffer memory = new WireBuffer();
    private int memoryAt;
    private Path file;
    private OutputStream fileOut;
    private DataInputStream fileIn;
    private long rowsAdded;
    private long rowsSent;
    private long fileBytes;
    private byte[] row = new byte[1 << 10];

    SpooledRows(ConversationLimits limits) {
        this.limits = limits;
    }

    /** Where the next row is to be encoded; {@link #rowAdded} says that it is whole. */
    WireBuffer buffer() {
        return memory;
    }

    void rowAdded() {
        rowsAdded++;
        if (memory.size() > limits.spoolMemoryBytes()) {
            spill();
        }
    }

    private void spill() {
        fileBytes += memory.size();
        if (fileBytes > limits.spoolFileBytes()) {
            throw new SqlException(
                            SqlState.PROGRAM_LIMIT_EXCEEDED,
                            "The rest of a suspended result is larger than " + limits.spoolFileBytes() + " bytes")
                    .withHint("Fetch it to its end before the next statement, or use another connection for that.");
        }
        try {
            if (fileOut == null) {
                Files.createDirectories(limits.spoolFolder());
                file = Files.createTempFile(limits.spoolFolder(), "portal", ".rows");
                fileOut = Files.newOutputStream(file, StandardOpenOption.WRITE);
            }
            memory.drainTo(fileOut);
        } catch (IOException e) {
            throw new SqlException(
                            SqlState.DISK_FULL,
                            "The rest of a suspended result could not be written: " + e.getMessage())
                    .withHint("Make room below " + limits.spoolFolder()
                            + ", or fetch the result to its end before the next statement.")
                    .causedBy(e);
        }
    }

    @Override
    public long send(long most, MessageWriter writer) throws IOException {
        if (file != null && fileIn == null) {
            openForReading();
        }
        long sent = 0;
        while (sent < most && rowsSent < rowsAdded) {
            if (fileIn != null) {
                sendFromFile(writer.buffer());
            } else {
                int length = 1 + memory.int32At(memoryAt + 1);
                writer.buffer().append(memory, memoryAt, length);
                memoryAt += length;
            }
            rowsSent++;
            sent++;
            writer.flushIfFull();
        }
        if (rowsSent == rowsAdded) {
            close();
        }
        return sent;
    }

    private void openForReading() {
        if (!memory.isEmpty()) {
            spill();
        }
        try {
            fileOut.close();
            fileIn = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
        } catch (IOException e) {
            throw new SqlException(SqlState.IO_ERROR, "The rest of a suspended result cannot be read").causedBy(e);
        }
    }

    private void sendFromFile(WireBuffer out) {
        try {
            int type = fileIn.readUnsignedByte();
            int length = fileIn.readInt();
            int body = length + 1 - HEADER_BYTES;
            if (row.length < body) {
                row = new byte[Math.max(body, 2 * row.length)];
            }
            fileIn.readFully(row, 0, body);
            out.int8(type).int32(length).bytes(row, 0, body);
        } catch (IOException e) {
            throw new SqlException(SqlState.IO_ERROR, "The rest of a suspended result cannot be read").causedBy(e);
        }
    }

    @Override
    public void close() {
        memory.clear();
        rowsSent = rowsAdded;
        if (file == null) {
            return;
        }
        try {
            fileOut.close();
            if (fileIn != null) {
                fileIn.close();
            }
            Files.deleteIfExists(file);
            file = null;
            fileIn = null;
        } catch (IOException e) {
            throw new UncheckedIOException("A file of a suspended result could not be removed", e);
        }
    }
}
