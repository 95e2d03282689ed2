package io.auspex.server.catalog;

import io.auspex.warehouse.RowBatch;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** One row of a catalog query, valid while its reader runs. */
public final class CatalogRow {
    private final RowBatch batch;
    private final int row;

    CatalogRow(RowBatch batch, int row) {
        this.batch = batch;
        this.row = row;
    }

    public String text(int column) {
        return batch.textAt(column, row);
    }

    public Optional<String> optionalText(int column) {
        return batch.isNull(column, row) ? Optional.empty() : Optional.of(text(column));
    }

    public long number(int column) {
        return batch.longAt(column, row);
    }

    public OptionalLong optionalNumber(int column) {
        return batch.isNull(column, row) ? OptionalLong.empty() : OptionalLong.of(number(column));
    }

    public OptionalDouble optionalDecimal(int column) {
        return batch.isNull(column, row) ? OptionalDouble.empty() : OptionalDouble.of(batch.doubleAt(column, row));
    }

    public boolean truth(int column) {
        return !batch.isNull(column, row) && batch.booleanAt(column, row);
    }

    public Instant instant(int column) {
        return Instant.EPOCH.plus(number(column), ChronoUnit.MICROS);
    }

    public Optional<Instant> optionalInstant(int column) {
        return batch.isNull(column, row) ? Optional.empty() : Optional.of(instant(column));
    }
}
