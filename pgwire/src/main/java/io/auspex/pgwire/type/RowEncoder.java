package io.auspex.pgwire.type;

import io.auspex.language.type.SqlType;
import io.auspex.pgwire.message.WireBuffer;
import io.auspex.warehouse.ResultColumn;
import io.auspex.warehouse.RowBatch;
import java.util.Arrays;
import java.util.List;

/**
 * Encodes rows of one result as messages of the protocol, straight from a batch into a buffer, without an object per value
 * except where the warehouse itself makes one (text, decimals).
 */
public final class RowEncoder {
    private final List<ResultColumn> columns;
    private final SqlType.Kind[] kinds;
    private final Format[] formats;
    private ZoneOffsets zone;

    /** @param formats one for each column */
    public RowEncoder(List<ResultColumn> columns, Format[] formats, ZoneOffsets zone) {
        this.columns = List.copyOf(columns);
        this.kinds = columns.stream().map(column -> column.type().kind()).toArray(SqlType.Kind[]::new);
        this.formats = formats.clone();
        this.zone = zone;
    }

    /** One format for all columns. */
    public static Format[] uniform(Format format, int columns) {
        Format[] formats = new Format[columns];
        Arrays.fill(formats, format);
        return formats;
    }

    /** TIMESTAMPTZ is printed as the clock stands in this zone from now on. */
    public void useZone(ZoneOffsets newZone) {
        zone = newZone;
    }

    /**
     * Writes a RowDescription message.
     *
     * @param redshiftDriver whether the client knows the types that only Redshift has
     */
    public void describe(WireBuffer out, boolean redshiftDriver) {
        out.begin('T').int16(columns.size());
        for (int i = 0; i < formats.length; i++) {
            SqlType sqlType = columns.get(i).type();
            WireType type = redshiftDriver ? WireType.of(sqlType) : WireType.plain(sqlType);
            // The table and column that it comes from are not known: 0.
            out.string(columns.get(i).name()).int32(0).int16(0);
            out.int32(type.oid()).int16(type.length()).int32(type.modifier()).int16(formats[i].code());
        }
        out.end();
    }

    /** Writes a DataRow message, or nothing where it throws. */
    public void encode(RowBatch batch, int row, WireBuffer out) {
        int start = out.size();
        boolean whole = false;
        try {
            out.begin('D').int16(kinds.length);
            for (int column = 0; column < kinds.length; column++) {
                if (batch.isNull(column, row)) {
                    out.int32(-1);
                } else {
                    int value = out.beginValue();
                    if (formats[column] == Format.TEXT) {
                        text(batch, column, row, out);
                    } else {
                        binary(batch, column, row, out);
                    }
                    out.endValue(value);
                }
            }
            out.end();
            whole = true;
        } finally {
            if (!whole) {
                out.truncate(start);
            }
        }
    }

    private void text(RowBatch batch, int column, int row, WireBuffer out) {
        switch (kinds[column]) {
            case BOOLEAN -> out.int8(batch.booleanAt(column, row) ? 't' : 'f');
            case SMALLINT, INTEGER, BIGINT -> out.decimal(batch.longAt(column, row));
            case REAL -> FloatFormat.writeFloat(out, (float) batch.doubleAt(column, row));
            case DOUBLE -> FloatFormat.writeDouble(out, batch.doubleAt(column, row));
            case DECIMAL -> out.text(batch.decimalAt(column, row).toPlainString());
            case DATE -> DateTimeFormat.writeDate(out, batch.longAt(column, row));
            case TIME -> DateTimeFormat.writeTime(out, batch.longAt(column, row));
            case TIMESTAMP -> DateTimeFormat.writeTimestamp(out, batch.longAt(column, row));
            case TIMESTAMPTZ -> DateTimeFormat.writeTimestampTz(out, batch.longAt(column, row), zone);
            case VARBYTE -> TextValueFormat.writeBytesAsText(out, batch.textAt(column, row));
            case ARRAY -> ArrayFormat.writeText(out, element(column), batch.textAt(column, row));
            case CHAR, VARCHAR, TIMETZ, INTERVAL, UUID, SUPER, UNKNOWN -> out.text(batch.textAt(column, row));
        }
    }

    private void binary(RowBatch batch, int column, int row, WireBuffer out) {
        switch (kinds[column]) {
            case BOOLEAN -> out.int8(batch.booleanAt(column, row) ? 1 : 0);
            case SMALLINT -> out.int16((int) batch.longAt(column, row));
            case INTEGER -> out.int32((int) batch.longAt(column, row));
            case BIGINT -> out.int64(batch.longAt(column, row));
            case REAL -> out.int32(Float.floatToIntBits((float) batch.doubleAt(column, row)));
            case DOUBLE -> out.int64(Double.doubleToLongBits(batch.doubleAt(column, row)));
            case DECIMAL -> NumericFormat.write(out, batch.decimalAt(column, row));
            case DATE -> out.int32(binaryDate(batch.longAt(column, row)));
            case TIME -> out.int64(batch.longAt(column, row));
            case TIMESTAMP, TIMESTAMPTZ -> out.int64(binaryTimestamp(batch.longAt(column, row)));
            case TIMETZ -> TextValueFormat.writeTimeTz(out, batch.textAt(column, row));
            case INTERVAL -> TextValueFormat.writeInterval(out, batch.textAt(column, row));
            case VARBYTE -> TextValueFormat.writeBytes(out, batch.textAt(column, row));
            case ARRAY -> ArrayFormat.writeBinary(out, element(column), batch.textAt(column, row));
            case CHAR, VARCHAR, UUID, SUPER, UNKNOWN -> out.text(batch.textAt(column, row));
        }
    }

    private SqlType element(int column) {
        return columns.get(column).type().element().orElseThrow();
    }

    /** Days since 2000-01-01; the ends of the range are the infinities. */
    private static int binaryDate(long days) {
        if (DateTimeFormat.isInfiniteDate(days)) {
            return days < 0 ? Integer.MIN_VALUE : Integer.MAX_VALUE;
        }
        return (int) (days - DateTimeFormat.EPOCH_SHIFT_DAYS);
    }

    /** Microseconds since 2000-01-01 00:00; the ends of the range are the infinities. */
    private static long binaryTimestamp(long micros) {
        if (DateTimeFormat.isInfiniteTimestamp(micros)) {
            return micros < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return micros - DateTimeFormat.EPOCH_SHIFT_MICROS;
    }
}
