package org.duckdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;

/**
 * The arguments and results of one call of a {@link RawFunction}, copied in bulk. Valid during the call; for one thread at a time.
 *
 * <p>A text is a head of 16 bytes: its length in bytes as 32 bits, then up to twelve bytes of UTF-8 padded with zeros, or the first four
 * bytes and an address. A bit a row says which rows are not NULL; without such bits all are. (DuckDB, {@code duckdb.h}: duckdb_string_t,
 * duckdb_vector_get_validity.)
 */
public final class RawChunk {
    /** Both words of the head of a NULL, which no text has: it would be too long. */
    public static final long NULL_HEAD = -1;

    /** Texts up to this many bytes of UTF-8 lie in their heads. */
    public static final int INLINE_BYTES = 12;

    private static final int HEAD_BYTES = 2 * Long.BYTES;
    /** Of texts handed to the engine in one go. */
    private static final int PAYLOAD_BYTES = 1 << 18;

    private final ByteBuffer chunk;
    private final ByteBuffer result;
    private final int rows;
    private final ByteBuffer[] vectors;
    private final ByteBuffer[] values;
    private final LongBuffer[] validities;
    private LongBuffer resultValidity;

    RawChunk(ByteBuffer chunk, ByteBuffer result) {
        this.chunk = chunk;
        this.result = result;
        this.rows = Math.toIntExact(DuckDBBindings.duckdb_data_chunk_get_size(chunk));
        int columns = Math.toIntExact(DuckDBBindings.duckdb_data_chunk_get_column_count(chunk));
        this.vectors = new ByteBuffer[columns];
        this.values = new ByteBuffer[columns];
        this.validities = new LongBuffer[columns];
    }

    public int rows() {
        return rows;
    }

    private ByteBuffer open(int column, int bytesEach) {
        if (vectors[column] == null) {
            vectors[column] = DuckDBBindings.duckdb_data_chunk_get_vector(chunk, column);
            values[column] = DuckDBBindings.duckdb_vector_get_data(vectors[column], (long) bytesEach * rows)
                    .order(ByteOrder.nativeOrder());
            ByteBuffer bits = DuckDBBindings.duckdb_vector_get_validity(vectors[column], rows);
            validities[column] =
                    bits == null ? null : bits.order(ByteOrder.nativeOrder()).asLongBuffer();
        }
        return values[column];
    }

    /**
     * Copies a DOUBLE column, NaN for NULL.
     *
     * @param into one a row
     */
    public void numbers(int column, double[] into) {
        open(column, Double.BYTES).asDoubleBuffer().get(into, 0, rows);
        LongBuffer validity = validities[column];
        if (validity != null) {
            for (int row = nextNull(validity, 0); row < rows; row = nextNull(validity, row + 1)) {
                into[row] = Double.NaN;
            }
        }
    }

    /**
     * Copies the heads of the texts of a VARCHAR column.
     *
     * @param into two words a row; {@link #NULL_HEAD} twice for NULL
     */
    public void heads(int column, long[] into) {
        open(column, HEAD_BYTES).asLongBuffer().get(into, 0, 2 * rows);
        LongBuffer validity = validities[column];
        if (validity != null) {
            for (int row = nextNull(validity, 0); row < rows; row = nextNull(validity, row + 1)) {
                into[2 * row] = NULL_HEAD;
                into[2 * row + 1] = NULL_HEAD;
            }
        }
    }

    /** The text of a row that is not NULL, in UTF-8. */
    public byte[] utf8(int column, int row) {
        return DuckDBBindings.duckdb_vector_get_string(open(column, HEAD_BYTES), row);
    }

    /** Length in bytes of the text with this first word of its head. */
    public static int length(long low) {
        return (int) low;
    }

    /** Whether the text with this first word of its head lies in the head. */
    public static boolean isInline(long low) {
        return length(low) >= 0 && length(low) <= INLINE_BYTES;
    }

    /** The text that lies in a head, in UTF-8. */
    public static byte[] inline(long low, long high) {
        byte[] utf8 = new byte[length(low)];
        for (int index = 0; index < utf8.length; index++) {
            utf8[index] = (byte)
                    (index < Integer.BYTES
                            ? low >>> (Byte.SIZE * (Integer.BYTES + index))
                            : high >>> (Byte.SIZE * (index - Integer.BYTES)));
        }
        return utf8;
    }

    /** The first row from {@code from} on that is NULL, or {@link #rows}. */
    private int nextNull(LongBuffer validity, int from) {
        int row = from;
        while (row < rows) {
            long nulls = ~validity.get(row / Long.SIZE) >>> row;
            if (nulls != 0) {
                return Math.min(rows, row + Long.numberOfTrailingZeros(nulls));
            }
            row = (row | (Long.SIZE - 1)) + 1;
        }
        return rows;
    }

    /** Gives the results, one a row; a negative one is NULL. */
    public void giveCodes(int[] codes) {
        openResult(Integer.BYTES).asIntBuffer().put(codes, 0, rows);
        for (int row = 0; row < rows; row++) {
            if (codes[row] < 0) {
                giveNull(row);
            }
        }
    }

    /** Gives the results, one a row; NaN is NULL. */
    public void giveNumbers(double[] numbers) {
        openResult(Double.BYTES).asDoubleBuffer().put(numbers, 0, rows);
        for (int row = 0; row < rows; row++) {
            if (Double.isNaN(numbers[row])) {
                giveNull(row);
            }
        }
    }

    /** Gives the results, one a row; null is NULL. */
    public void giveTexts(String[] texts) {
        openResult(HEAD_BYTES);
        byte[][] encoded = new byte[rows][];
        int start = 0;
        long bytes = 0;
        for (int row = 0; row < rows; row++) {
            if (texts[row] == null) {
                giveNull(row);
                continue;
            }
            encoded[row] = texts[row].getBytes(UTF_8);
            if (bytes > 0 && bytes + encoded[row].length > PAYLOAD_BYTES) {
                give(encoded, start, row, (int) bytes);
                start = row;
                bytes = 0;
            }
            bytes += encoded[row].length;
        }
        give(encoded, start, rows, (int) bytes);
    }

    private void give(byte[][] encoded, int start, int end, int bytes) {
        byte[] payload = new byte[Math.max(1, bytes)];
        long[] lengths = new long[end - start];
        int next = 0;
        for (int row = start; row < end; row++) {
            byte[] text = encoded[row];
            if (text == null) {
                lengths[row - start] = -1;
            } else {
                System.arraycopy(text, 0, payload, next, text.length);
                next += text.length;
                lengths[row - start] = text.length;
                encoded[row] = null;
            }
        }
        DuckDBBindings.duckdb_vector_assign_string_elements(result, start, payload, lengths, bytes);
    }

    private ByteBuffer openResult(int bytesEach) {
        ByteBuffer memory = DuckDBBindings.duckdb_vector_get_data_zeroed(result, (long) bytesEach * rows);
        DuckDBBindings.duckdb_vector_ensure_validity_writable(result);
        resultValidity = DuckDBBindings.duckdb_vector_get_validity(result, rows)
                .order(ByteOrder.nativeOrder())
                .asLongBuffer();
        for (int word = 0; word < resultValidity.capacity(); word++) {
            resultValidity.put(word, -1);
        }
        return memory.order(ByteOrder.nativeOrder());
    }

    private void giveNull(int row) {
        int word = row / Long.SIZE;
        resultValidity.put(word, resultValidity.get(word) & ~(1L << row));
    }
}
