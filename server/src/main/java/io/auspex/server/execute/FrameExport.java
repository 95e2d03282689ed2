package io.auspex.server.execute;

import io.auspex.learn.frame.FrameWriter;
import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.ColumnVector;
import io.auspex.model.data.Field;
import io.auspex.warehouse.RowBatch;
import io.auspex.warehouse.RowStream;
import java.io.IOException;
import java.time.OffsetTime;
import java.util.ArrayList;
import java.util.List;

/** Moves the rows of a query into a training frame, batch by batch, with memory bounded by one batch. */
final class FrameExport {
    private static final long NANOS_PER_MICRO = 1_000;
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;

    private final List<Field> fields;
    private List<ColumnVector> vectors = List.of();
    private int capacity;

    FrameExport(List<Field> fields) {
        this.fields = List.copyOf(fields);
    }

    /**
     * @param checkInterrupted called once a batch; throws to stop
     * @throws IOException when the disk refuses
     */
    void write(RowStream rows, FrameWriter writer, Runnable checkInterrupted) throws IOException {
        for (RowBatch batch = rows.next(); batch != null; batch = rows.next()) {
            checkInterrupted.run();
            if (batch.rows() > capacity) {
                allocate(batch.rows());
            }
            for (int column = 0; column < fields.size(); column++) {
                ColumnType type = fields.get(column).type();
                if (vectors.get(column) instanceof ColumnVector.Texts texts) {
                    copyTexts(batch, column, texts.values());
                } else if (vectors.get(column) instanceof ColumnVector.Numbers numbers) {
                    copyNumbers(batch, column, type, numbers.values());
                }
            }
            writer.append(new ColumnBatch(batch.rows(), vectors));
        }
    }

    private void allocate(int rows) {
        capacity = rows;
        List<ColumnVector> allocated = new ArrayList<>();
        for (Field field : fields) {
            allocated.add(
                    field.type().isText()
                            ? new ColumnVector.Texts(new String[rows])
                            : new ColumnVector.Numbers(new double[rows]));
        }
        vectors = allocated;
    }

    private static void copyTexts(RowBatch batch, int column, String[] values) {
        for (int row = 0; row < batch.rows(); row++) {
            values[row] = batch.isNull(column, row) ? null : batch.textAt(column, row);
        }
    }

    private static void copyNumbers(RowBatch batch, int column, ColumnType type, double[] values) {
        for (int row = 0; row < batch.rows(); row++) {
            values[row] = batch.isNull(column, row) ? Double.NaN : number(batch, column, row, type);
        }
    }

    private static double number(RowBatch batch, int column, int row, ColumnType type) {
        return switch (type) {
            case BOOLEAN -> batch.booleanAt(column, row) ? 1 : 0;
            case SMALLINT, INTEGER, BIGINT, DATE, TIME, TIMESTAMP, TIMESTAMPTZ -> batch.longAt(column, row);
            case REAL, DOUBLE -> batch.doubleAt(column, row);
            case DECIMAL -> batch.decimalAt(column, row).doubleValue();
            case TIMETZ -> microsOfUtcDay(batch.textAt(column, row));
            case CHAR, VARCHAR -> throw new IllegalStateException("Text is not a number");
        };
    }

    /** From PostgreSQL's form, {@code 10:15:30.5+02}. */
    private static double microsOfUtcDay(String text) {
        int sign = Math.max(text.lastIndexOf('+'), text.lastIndexOf('-'));
        String offset = text.substring(sign);
        OffsetTime time = OffsetTime.parse(text.substring(0, sign) + (offset.length() == 3 ? offset + ":00" : offset));
        long micros = time.toLocalTime().toNanoOfDay() / NANOS_PER_MICRO
                - time.getOffset().getTotalSeconds() * MICROS_PER_SECOND;
        return Math.floorMod(micros, MICROS_PER_DAY);
    }
}
