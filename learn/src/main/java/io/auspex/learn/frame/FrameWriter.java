package io.auspex.learn.frame;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnVector;
import io.auspex.model.data.Field;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Writes rows to a folder, one file a column, batch after batch, so that a query result of any length passes through bounded
 * memory (64 KiB a column).
 *
 * <p>The format, little-endian throughout:
 *
 * <pre>
 *   column-0.numbers   float64 a row; NaN is NULL              every type but text, as ColumnType says
 *   column-1.texts     int32 length + UTF-8 bytes a row;       CHAR and VARCHAR
 *                      length -1 is NULL
 *   frame.json         names, types, rows, bytes, CRC-32       written last: its presence means complete
 * </pre>
 *
 * {@link #close()} completes the frame, unless {@link #append} failed or {@link #abandon()} was called before: then no
 * {@code frame.json} appears and {@link Frame#read(Path)} refuses the folder. Not safe for use by several threads at once.
 */
public final class FrameWriter implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;

    private final Path folder;
    private final List<ColumnWriter> columns = new ArrayList<>();
    private long rows;
    private boolean complete = true;
    private boolean closed;

    /** Creates the folder if needed and one file a column, replacing what was there. */
    public FrameWriter(Path folder, List<Field> fields) throws IOException {
        this.folder = requireNonNull(folder, "folder is null");
        Files.createDirectories(folder);
        Files.deleteIfExists(folder.resolve(FrameManifest.FILE));
        try {
            for (Field field : fields) {
                columns.add(new ColumnWriter(folder, columns.size(), field));
            }
        } catch (IOException e) {
            abandon();
            close();
            throw e;
        }
    }

    /**
     * Appends the batch's rows.
     *
     * @throws IOException when the disk refuses, for instance because no space is left; the frame is then never completed
     */
    public void append(ColumnBatch batch) throws IOException {
        if (batch.columns().size() != columns.size()) {
            throw new IllegalArgumentException(
                    "batch has " + batch.columns().size() + " columns, frame has " + columns.size());
        }
        boolean written = false;
        try {
            if (rows + batch.rows() > Integer.MAX_VALUE - 8) {
                throw new IOException("a training frame holds at most 2147483639 rows");
            }
            for (int column = 0; column < columns.size(); column++) {
                columns.get(column).append(batch.columns().get(column), batch.rows());
            }
            rows += batch.rows();
            written = true;
        } finally {
            complete &= written;
        }
    }

    /** Rows appended so far. */
    public long rows() {
        return rows;
    }

    /** Leaves the frame incomplete: {@link #close()} will only release the files. */
    public void abandon() {
        complete = false;
    }

    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        IOException failure = null;
        List<FrameManifest.ColumnFile> files = new ArrayList<>();
        for (ColumnWriter column : columns) {
            try {
                files.add(column.finish());
            } catch (IOException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (!complete) {
            return;
        }
        if (failure != null) {
            throw failure;
        }
        ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        Path draft = folder.resolve(FrameManifest.FILE + ".draft");
        Files.write(draft, json.writeValueAsBytes(new FrameManifest(FrameManifest.VERSION, (int) rows, files)));
        Files.move(draft, folder.resolve(FrameManifest.FILE), StandardCopyOption.ATOMIC_MOVE);
    }

    /** One open column file behind one buffer. */
    private static final class ColumnWriter {
        private final Field field;
        private final String file;
        private final FileChannel channel;
        private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        private final CRC32 checksum = new CRC32();
        private long bytes;

        ColumnWriter(Path folder, int index, Field field) throws IOException {
            this.field = field;
            this.file = "column-" + index + (field.type().isText() ? ".texts" : ".numbers");
            this.channel = FileChannel.open(
                    folder.resolve(file),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE);
        }

        void append(ColumnVector vector, int rows) throws IOException {
            if (vector instanceof ColumnVector.Numbers numbers && !field.type().isText()) {
                double[] values = numbers.values();
                for (int row = 0; row < rows; row++) {
                    room(Double.BYTES);
                    buffer.putDouble(values[row]);
                }
            } else if (vector instanceof ColumnVector.Texts texts
                    && field.type().isText()) {
                String[] values = texts.values();
                for (int row = 0; row < rows; row++) {
                    text(values[row]);
                }
            } else {
                throw new IllegalArgumentException(
                        "column " + field.name() + " of type " + field.type() + " does not take " + vector.getClass());
            }
        }

        private void text(String value) throws IOException {
            room(Integer.BYTES);
            if (value == null) {
                buffer.putInt(-1);
                return;
            }
            byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
            buffer.putInt(encoded.length);
            int offset = 0;
            while (offset < encoded.length) {
                room(1);
                int part = Math.min(buffer.remaining(), encoded.length - offset);
                buffer.put(encoded, offset, part);
                offset += part;
            }
        }

        private void room(int needed) throws IOException {
            if (buffer.remaining() < needed) {
                flush();
            }
        }

        private void flush() throws IOException {
            buffer.flip();
            checksum.update(buffer.duplicate());
            bytes += buffer.remaining();
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            buffer.clear();
        }

        FrameManifest.ColumnFile finish() throws IOException {
            try (channel) {
                flush();
            }
            return new FrameManifest.ColumnFile(field.name(), field.type().name(), file, bytes, checksum.getValue());
        }
    }
}
