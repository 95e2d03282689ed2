package io.auspex.learn.frame;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.auspex.learn.TrainingException;
import io.auspex.model.artifact.ContentHash;
import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.ColumnVector;
import io.auspex.model.data.Field;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * The rows that a model learns from, column by column in memory, as {@link FrameWriter} wrote them. Immutable; the arrays are
 * shared, so nobody writes to them. Text columns share equal strings.
 */
public final class Frame {
    private final List<Field> fields;
    private final ColumnBatch columns;
    private final long totalRows;
    private final String fingerprint;

    private Frame(List<Field> fields, ColumnBatch columns, long totalRows, String fingerprint) {
        this.fields = List.copyOf(fields);
        this.columns = columns;
        this.totalRows = totalRows;
        this.fingerprint = fingerprint;
    }

    /** A frame over arrays in memory, each at least {@code batch.rows()} long. */
    public static Frame of(List<Field> fields, ColumnBatch batch) {
        if (fields.size() != batch.columns().size()) {
            throw new IllegalArgumentException(
                    fields.size() + " fields for " + batch.columns().size() + " columns");
        }
        return new Frame(fields, batch, batch.rows(), "");
    }

    /** All rows. Throws {@link TrainingException} when the frame is incomplete or damaged. */
    public static Frame read(Path folder) {
        return read(folder, Long.MAX_VALUE, 0);
    }

    /**
     * At most about {@code maxCells / columns} rows (at least one), drawn at random without replacement and kept in their order;
     * the same seed draws the same rows. {@link #totalRows()} tells how many there were.
     *
     * @throws TrainingException when the frame is incomplete or damaged
     */
    public static Frame read(Path folder, long maxCells, long seed) {
        FrameManifest manifest = manifest(folder);
        int rows = manifest.rows();
        long allowed = Math.max(1, maxCells / Math.max(1, manifest.columns().size()));
        int[] wanted = allowed < rows ? sample(rows, (int) allowed, seed) : null;
        return read(folder, manifest, manifest.columns(), wanted);
    }

    /**
     * All rows of one column only, so that a frame larger than memory can be judged by its target.
     *
     * @param name as the frame has it; a name it has not gives a frame without columns
     * @throws TrainingException when the frame is incomplete or damaged
     */
    public static Frame readColumn(Path folder, String name) {
        return readColumns(folder, Set.of(name));
    }

    /** As {@link #readColumn}, of several. */
    public static Frame readColumns(Path folder, Set<String> names) {
        FrameManifest manifest = manifest(folder);
        List<FrameManifest.ColumnFile> named = manifest.columns().stream()
                .filter(file -> names.contains(file.name()))
                .toList();
        return read(folder, manifest, named, null);
    }

    /** @param wanted row numbers, ascending; null for all rows */
    private static Frame read(Path folder, FrameManifest manifest, List<FrameManifest.ColumnFile> files, int[] wanted) {
        int rows = manifest.rows();
        List<Field> fields = new ArrayList<>();
        List<ColumnVector> vectors = new ArrayList<>();
        for (FrameManifest.ColumnFile file : files) {
            Field field = new Field(file.name(), type(file));
            ColumnFileReader reader = new ColumnFileReader(folder, file, rows);
            fields.add(field);
            vectors.add(
                    field.type().isText()
                            ? new ColumnVector.Texts(reader.texts(wanted))
                            : new ColumnVector.Numbers(reader.numbers(wanted)));
        }
        return new Frame(
                fields, new ColumnBatch(wanted == null ? rows : wanted.length, vectors), rows, fingerprint(folder));
    }

    /** SHA-256 of frame.json, which holds names, types, rows and the checksum of each column. */
    private static String fingerprint(Path folder) {
        try {
            return ContentHash.of(Files.readAllBytes(folder.resolve(FrameManifest.FILE)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static FrameManifest manifest(Path folder) {
        Path file = folder.resolve(FrameManifest.FILE);
        try {
            FrameManifest manifest = new ObjectMapper().readValue(Files.readAllBytes(file), FrameManifest.class);
            if (manifest.version() != FrameManifest.VERSION || manifest.rows() < 0) {
                throw new IOException("version " + manifest.version() + ", rows " + manifest.rows());
            }
            for (FrameManifest.ColumnFile column : manifest.columns()) {
                if (!Path.of(column.file()).getFileName().toString().equals(column.file())) {
                    throw new IOException("file name " + column.file());
                }
            }
            return manifest;
        } catch (IOException | RuntimeException e) {
            throw new TrainingException(
                    "The exported training data are incomplete: frame.json is missing or unreadable.",
                    "Drop the model and create it again.",
                    e);
        }
    }

    private static ColumnType type(FrameManifest.ColumnFile file) {
        try {
            return ColumnType.valueOf(file.type());
        } catch (IllegalArgumentException e) {
            throw new TrainingException(
                    "The exported training data are damaged: column \"" + file.name() + "\" has the unknown type "
                            + file.type() + ".",
                    "Drop the model and create it again.",
                    e);
        }
    }

    /** Selection sampling: Knuth, The Art of Computer Programming, volume 2, algorithm 3.4.2S. */
    private static int[] sample(int rows, int wanted, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] chosen = new int[wanted];
        int count = 0;
        for (int row = 0; row < rows && count < wanted; row++) {
            if ((rows - row) * random.nextDouble() < wanted - count) {
                chosen[count++] = row;
            }
        }
        return count == wanted ? chosen : Arrays.copyOf(chosen, count);
    }

    public List<Field> fields() {
        return fields;
    }

    /** Rows in memory. */
    public int rows() {
        return columns.rows();
    }

    /** Rows of the query result, before sampling and selection. */
    public long totalRows() {
        return totalRows;
    }

    /** The same for the same rows in the same order, however many were sampled; empty for a frame that was never on disk. */
    public String fingerprint() {
        return fingerprint;
    }

    /** All columns and rows at once. */
    public ColumnBatch batch() {
        return columns;
    }

    public double[] numbers(int column) {
        return columns.numbers(column);
    }

    public String[] texts(int column) {
        return columns.texts(column);
    }

    /** The column's position, or -1. Exact match first, then the only one that matches without regard to case. */
    public int indexOf(String name) {
        int found = -1;
        for (int column = 0; column < fields.size(); column++) {
            String candidate = fields.get(column).name();
            if (candidate.equals(name)) {
                return column;
            }
            if (candidate.equalsIgnoreCase(name)) {
                found = found == -1 ? column : -2;
            }
        }
        return Math.max(found, -1);
    }

    public boolean isNull(int column, int row) {
        return fields.get(column).type().isText() ? texts(column)[row] == null : Double.isNaN(numbers(column)[row]);
    }

    /** All columns but one, in order. */
    public Frame without(int column) {
        List<Field> keptFields = new ArrayList<>(fields);
        List<ColumnVector> keptColumns = new ArrayList<>(columns.columns());
        keptFields.remove(column);
        keptColumns.remove(column);
        return new Frame(keptFields, new ColumnBatch(rows(), keptColumns), totalRows, fingerprint);
    }

    /** The given rows, in the given order. */
    public Frame select(int[] rows) {
        List<ColumnVector> selected = new ArrayList<>();
        for (ColumnVector vector : columns.columns()) {
            if (vector instanceof ColumnVector.Numbers numbers) {
                double[] values = new double[rows.length];
                for (int row = 0; row < rows.length; row++) {
                    values[row] = numbers.values()[rows[row]];
                }
                selected.add(new ColumnVector.Numbers(values));
            } else if (vector instanceof ColumnVector.Texts texts) {
                String[] values = new String[rows.length];
                for (int row = 0; row < rows.length; row++) {
                    values[row] = texts.values()[rows[row]];
                }
                selected.add(new ColumnVector.Texts(values));
            }
        }
        return new Frame(fields, new ColumnBatch(rows.length, selected), totalRows, fingerprint);
    }
}
