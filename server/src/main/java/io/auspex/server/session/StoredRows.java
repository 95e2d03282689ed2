package io.auspex.server.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.type.SqlType;
import io.auspex.warehouse.ResultColumn;
import io.auspex.warehouse.RowBatch;
import io.auspex.warehouse.RowStream;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The rest of a result, kept as values because the engine has to do something else meanwhile: in memory, or all in a file
 * where it is large. The file is of no use beyond the session and vanishes with it.
 */
final class StoredRows implements RowStream {
    private static final int BATCH_ROWS = 2_048;
    private static final int NULL = 0;
    private static final int VALUE = 1;

    /**
     * Where rows are kept.
     *
     * @param memoryBytes how much in memory; more goes to a file
     * @param fileBytes and how much there
     * @param folder where such files are made
     */
    record Limits(int memoryBytes, long fileBytes, Path folder) {
        static Limits of(Path folder) {
            return new Limits(4 << 20, 16L << 30, folder);
        }
    }

    private final List<ResultColumn> columns;
    private final Limits limits;
    private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private Path file;
    private DataOutputStream out = new DataOutputStream(memory);
    private long rows;
    private DataInputStream in;

    /** Reads a stream to its end and closes it; also where that fails. */
    static StoredRows of(RowStream stream, Limits limits) {
        StoredRows stored = new StoredRows(stream.columns(), limits);
        boolean whole = false;
        try (stream) {
            for (RowBatch batch = stream.next(); batch != null; batch = stream.next()) {
                stored.add(batch);
            }
            stored.startReading();
            whole = true;
        } catch (IOException e) {
            throw new SqlException(SqlState.DISK_FULL, "The rows of a cursor could not be kept: " + e.getMessage())
                    .withHint("Make room below " + limits.folder()
                            + ", or read the cursor to its end before the next statement.")
                    .causedBy(e);
        } finally {
            if (!whole) {
                stored.close();
            }
        }
        return stored;
    }

    private StoredRows(List<ResultColumn> columns, Limits limits) {
        this.columns = columns;
        this.limits = limits;
    }

    private void add(RowBatch batch) throws IOException {
        int count = batch.rows();
        for (int row = 0; row < count; row++) {
            for (int column = 0; column < columns.size(); column++) {
                if (batch.isNull(column, row)) {
                    out.writeByte(NULL);
                } else {
                    out.writeByte(VALUE);
                    write(batch, column, row);
                }
            }
            rows++;
            if (file == null && memory.size() > limits.memoryBytes()) {
                moveToFile();
            }
        }
        if (file != null && Files.size(file) > limits.fileBytes()) {
            throw new SqlException(
                            SqlState.PROGRAM_LIMIT_EXCEEDED,
                            "The rest of a cursor's rows is larger than " + limits.fileBytes() + " bytes")
                    .withHint("Read the cursor to its end before the next statement, or use another connection for"
                            + " that.");
        }
    }

    private void write(RowBatch batch, int column, int row) throws IOException {
        switch (columns.get(column).type().kind()) {
            case BOOLEAN -> out.writeBoolean(batch.booleanAt(column, row));
            case SMALLINT, INTEGER, BIGINT, DATE, TIME, TIMESTAMP, TIMESTAMPTZ ->
                out.writeLong(batch.longAt(column, row));
            case REAL, DOUBLE -> out.writeDouble(batch.doubleAt(column, row));
            case DECIMAL -> text(batch.decimalAt(column, row).toPlainString());
            default -> text(batch.textAt(column, row));
        }
    }

    private void text(String value) throws IOException {
        byte[] encoded = value.getBytes(UTF_8);
        out.writeInt(encoded.length);
        out.write(encoded);
    }

    private void moveToFile() throws IOException {
        Files.createDirectories(limits.folder());
        file = Files.createTempFile(limits.folder(), "cursor", ".rows");
        OutputStream stream = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
        memory.writeTo(stream);
        memory.reset();
        out = new DataOutputStream(stream);
    }

    private void startReading() throws IOException {
        out.close();
        in = new DataInputStream(
                file == null
                        ? new ByteArrayInputStream(memory.toByteArray())
                        : new BufferedInputStream(Files.newInputStream(file), 1 << 16));
    }

    @Override
    public List<ResultColumn> columns() {
        return columns;
    }

    @Override
    public RowBatch next() {
        if (rows == 0) {
            return null;
        }
        List<Object[]> batch = new ArrayList<>();
        try {
            for (; rows > 0 && batch.size() < BATCH_ROWS; rows--) {
                Object[] row = new Object[columns.size()];
                for (int column = 0; column < row.length; column++) {
                    row[column] = in.readByte() == NULL
                            ? null
                            : read(columns.get(column).type());
                }
                batch.add(row);
            }
        } catch (IOException e) {
            throw new SqlException(SqlState.IO_ERROR, "The rows of a cursor cannot be read").causedBy(e);
        }
        return new ValueRows(batch);
    }

    private Object read(SqlType type) throws IOException {
        return switch (type.kind()) {
            case BOOLEAN -> in.readBoolean();
            case SMALLINT, INTEGER, BIGINT, DATE, TIME, TIMESTAMP, TIMESTAMPTZ -> in.readLong();
            case REAL, DOUBLE -> in.readDouble();
            case DECIMAL -> new BigDecimal(text());
            default -> text();
        };
    }

    private String text() throws IOException {
        return new String(in.readNBytes(in.readInt()), UTF_8);
    }

    @Override
    public void close() {
        rows = 0;
        try {
            out.close();
            if (in != null) {
                in.close();
            }
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A file of a cursor could not be removed", e);
        }
    }
}
