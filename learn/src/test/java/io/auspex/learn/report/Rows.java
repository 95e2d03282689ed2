package io.auspex.learn.report;

import io.auspex.learn.frame.Frame;
import io.auspex.learn.profile.Profiler;
import io.auspex.learn.profile.Target;
import io.auspex.learn.profile.TargetReader;
import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.ColumnVector;
import io.auspex.model.data.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;

/** Made rows, column by column: the target is the column y. */
final class Rows {
    private final int rows;
    private final List<Field> fields = new ArrayList<>();
    private final List<ColumnVector> columns = new ArrayList<>();

    Rows(int rows) {
        this.rows = rows;
    }

    /** Two columns of noise, one of numbers and one of levels. */
    static Rows noise(int rows) {
        SplittableRandom random = new SplittableRandom(7);
        return new Rows(rows)
                .number("noise", row -> random.nextDouble())
                .text("color", row -> "color" + random.nextInt(5));
    }

    Rows number(String name, IntToDoubleFunction value) {
        return column(name, ColumnType.DOUBLE, value);
    }

    Rows column(String name, ColumnType type, IntToDoubleFunction value) {
        double[] values = new double[rows];
        for (int row = 0; row < rows; row++) {
            values[row] = value.applyAsDouble(row);
        }
        fields.add(new Field(name, type));
        columns.add(new ColumnVector.Numbers(values));
        return this;
    }

    Rows text(String name, IntFunction<String> value) {
        String[] values = new String[rows];
        for (int row = 0; row < rows; row++) {
            values[row] = value.apply(row);
        }
        fields.add(new Field(name, ColumnType.VARCHAR));
        columns.add(new ColumnVector.Texts(values));
        return this;
    }

    Frame frame() {
        return Frame.of(fields, new ColumnBatch(rows, columns));
    }

    DataReport report() {
        return report(frame(), "y");
    }

    List<Finding> find(FindingKind kind) {
        return report().findings().stream()
                .filter(finding -> finding.kind() == kind)
                .toList();
    }

    static DataReport report(Frame frame, String name) {
        int column = frame.indexOf(name);
        Target target = TargetReader.read(frame, column, Optional.empty(), Optional.empty());
        Frame features = frame.without(column).select(target.rows());
        return DataInspection.inspect(features, Profiler.profile(features), Optional.of(target), frame.rows(), 0);
    }
}
