package io.auspex.warehouse.duckdb;

import io.auspex.warehouse.RowBatch;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBReadableVector;

/** One data chunk, read in place. */
final class ChunkBatch implements RowBatch {
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int NANOS_PER_MICRO = 1_000;

    private final List<ColumnReading> columns;
    private final DuckDBReadableVector[] vectors;
    private final DuckDBColumnType[] types;
    private final int rows;

    ChunkBatch(DuckDBDataChunkReader chunk, List<ColumnReading> columns) {
        this.columns = columns;
        this.rows = (int) chunk.rowCount();
        this.vectors = new DuckDBReadableVector[columns.size()];
        this.types = new DuckDBColumnType[columns.size()];
        for (int column = 0; column < vectors.length; column++) {
            vectors[column] = chunk.vector(column);
            types[column] = vectors[column].getType();
        }
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public boolean isNull(int column, int row) {
        return vectors[column].isNull(row);
    }

    @Override
    public boolean booleanAt(int column, int row) {
        return vectors[column].getBoolean(row);
    }

    @Override
    public long longAt(int column, int row) {
        DuckDBReadableVector vector = vectors[column];
        return switch (types[column]) {
            case TINYINT -> vector.getByte(row);
            case UTINYINT -> vector.getUint8(row);
            case SMALLINT -> vector.getShort(row);
            case USMALLINT -> vector.getUint16(row);
            case INTEGER -> vector.getInt(row);
            case UINTEGER -> vector.getUint32(row);
            case BIGINT -> vector.getLong(row);
            case DATE -> vector.getLocalDate(row).toEpochDay();
            case TIMESTAMP, TIMESTAMP_S, TIMESTAMP_MS, TIMESTAMP_NS, TIMESTAMP_WITH_TIME_ZONE ->
                micros(vector.getLocalDateTime(row));
            default -> throw new IllegalStateException("column " + column + " is of type " + types[column]);
        };
    }

    @Override
    public double doubleAt(int column, int row) {
        return types[column] == DuckDBColumnType.FLOAT ? vectors[column].getFloat(row) : vectors[column].getDouble(row);
    }

    @Override
    public BigDecimal decimalAt(int column, int row) {
        DuckDBReadableVector vector = vectors[column];
        return switch (types[column]) {
            case DECIMAL -> vector.getBigDecimal(row);
            case HUGEINT -> decimal(vector.getHugeInt(row));
            case UHUGEINT -> decimal(vector.getUHugeInt(row));
            case UBIGINT -> decimal(vector.getUint64(row));
            default -> throw new IllegalStateException("column " + column + " is of type " + types[column]);
        };
    }

    @Override
    public String textAt(int column, int row) {
        return columns.get(column).text(vectors[column].getString(row));
    }

    /** The engine's infinities come out as the numbers it has for them: the multiplication wraps and the addition wraps back. */
    private static long micros(LocalDateTime time) {
        return time.toEpochSecond(ZoneOffset.UTC) * MICROS_PER_SECOND + time.getNano() / NANOS_PER_MICRO;
    }

    private static BigDecimal decimal(BigInteger value) {
        return new BigDecimal(value);
    }
}
