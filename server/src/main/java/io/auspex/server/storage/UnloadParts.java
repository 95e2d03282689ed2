package io.auspex.server.storage;

import io.auspex.warehouse.ResultColumn;
import io.auspex.warehouse.RowBatch;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The files of an UNLOAD while they are written, in a folder of their own: nothing of them is an object before all of them
 * are whole. Rows go to the file of their partition; a file that has grown long is followed by another one.
 */
public final class UnloadParts implements Closeable {
    /** Files that are open at a time; with more partitions, the one that was used longest ago is closed. */
    private static final int MOST_OPEN = 32;

    private final UnloadFormat format;
    private final List<ResultColumn> columns;
    private final List<Integer> partition;
    private final List<Integer> written;
    private final List<ResultColumn> writtenColumns;
    private final ValueText text;
    private final ParquetFiles parquet;
    private final Path folder;
    private final Map<String, OpenPart> open = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<String, Integer> begun = new HashMap<>();
    private final List<Part> finished = new ArrayList<>();
    private long rows;

    /**
     * A file that is done.
     *
     * @param name behind the prefix that the statement gives
     * @param rows in it, without the header
     */
    public record Part(String name, Path file, long rows) {}

    /**
     * @param partition columns by number
     * @param keepPartition whether those are written too
     * @param parquet stays the caller's
     * @param temporaryFolder in which a folder for the files is made
     */
    public UnloadParts(
            UnloadFormat format,
            List<ResultColumn> columns,
            List<Integer> partition,
            boolean keepPartition,
            ValueText text,
            ParquetFiles parquet,
            Path temporaryFolder)
            throws IOException {
        this.format = format;
        this.columns = columns;
        this.partition = partition;
        this.text = text;
        this.parquet = parquet;
        List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            if (keepPartition || !partition.contains(i)) {
                kept.add(i);
            }
        }
        this.written = kept;
        this.writtenColumns = kept.stream().map(columns::get).toList();
        if (format.layout() != UnloadFormat.Layout.PARQUET) {
            format.text(writtenColumns);
        }
        Files.createDirectories(temporaryFolder);
        this.folder = Files.createTempDirectory(temporaryFolder, "unload-");
    }

    /** Columns that are in the files. */
    public List<ResultColumn> writtenColumns() {
        return writtenColumns;
    }

    public long rows() {
        return rows;
    }

    public void add(RowBatch batch, int row) throws IOException {
        String[] values = new String[written.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(batch, written.get(i), row);
        }
        String path = path(batch, row);
        OpenPart part = part(path);
        part.add(values);
        rows++;
        if (part.bytes() >= format.maxFileBytes()) {
            open.remove(path);
            finish(part);
        }
    }

    private String value(RowBatch batch, int column, int row) {
        return batch.isNull(column, row)
                ? null
                : text.of(batch, columns.get(column).type(), column, row);
    }

    /** {@code year=2024/month=1/}, or nothing without partitions. */
    private String path(RowBatch batch, int row) {
        StringBuilder path = new StringBuilder();
        for (int column : partition) {
            path.append(PartitionName.of(columns.get(column).name(), value(batch, column, row)))
                    .append('/');
        }
        return path.toString();
    }

    private OpenPart part(String path) throws IOException {
        OpenPart part = open.get(path);
        if (part == null) {
            if (open.size() == MOST_OPEN) {
                Iterator<OpenPart> eldest = open.values().iterator();
                OpenPart closing = eldest.next();
                eldest.remove();
                finish(closing);
            }
            part = begin(path);
            open.put(path, part);
        }
        return part;
    }

    private OpenPart begin(String path) throws IOException {
        int number = begun.merge(path, 1, Integer::sum) - 1;
        String name = path + String.format(format.parallel() ? "0000_part_%02d" : "%03d", number) + format.suffix();
        Path file = folder.resolve("part-" + (finished.size() + open.size()) + "-" + number + "-" + begun.size());
        return format.layout() == UnloadFormat.Layout.PARQUET
                ? new ParquetPart(name, file, parquet.write(file, writtenColumns))
                : new TextPart(name, file, format, writtenColumns);
    }

    private void finish(OpenPart part) throws IOException {
        part.finish();
        finished.add(new Part(part.name(), part.file(), part.rows()));
    }

    /** Ends all files, in the order of their names. Without partitions there is at least one, even if it has no rows. */
    public List<Part> finish() throws IOException {
        if (begun.isEmpty() && partition.isEmpty()) {
            part("");
        }
        for (OpenPart part : open.values()) {
            finish(part);
        }
        open.clear();
        finished.sort((a, b) -> a.name().compareTo(b.name()));
        return List.copyOf(finished);
    }

    /** Removes the files; whatever shall stay has been copied by then. */
    @Override
    public void close() throws IOException {
        try {
            for (OpenPart part : open.values()) {
                part.abandon();
            }
        } finally {
            FileTree.delete(folder);
        }
    }

    /** A file that takes rows. */
    private abstract static sealed class OpenPart {
        private final String name;
        private final Path file;
        private long rows;

        OpenPart(String name, Path file) {
            this.name = name;
            this.file = file;
        }

        String name() {
            return name;
        }

        Path file() {
            return file;
        }

        long rows() {
            return rows;
        }

        final void add(String[] values) throws IOException {
            rows++;
            write(values);
        }

        abstract void write(String[] values) throws IOException;

        abstract long bytes();

        abstract void finish() throws IOException;

        abstract void abandon() throws IOException;
    }

    private static final class TextPart extends OpenPart {
        private final RowText text;
        private final CountedFile out;
        private final StringBuilder line = new StringBuilder();

        TextPart(String name, Path file, UnloadFormat format, List<ResultColumn> columns) throws IOException {
            super(name, file);
            this.text = format.text(columns);
            this.out = new CountedFile(file, format.compression());
            if (format.header()) {
                text.header(columns.stream().map(ResultColumn::name).toList(), line);
                out.write(line);
            }
        }

        @Override
        void write(String[] values) throws IOException {
            line.setLength(0);
            text.line(values, line);
            out.write(line);
        }

        @Override
        long bytes() {
            return out.bytes();
        }

        @Override
        void finish() throws IOException {
            out.close();
        }

        @Override
        void abandon() throws IOException {
            out.close();
        }
    }

    private static final class ParquetPart extends OpenPart {
        private final ParquetFiles.Draft draft;
        private long characters;

        ParquetPart(String name, Path file, ParquetFiles.Draft draft) {
            super(name, file);
            this.draft = draft;
        }

        @Override
        void write(String[] values) {
            draft.add(values);
            for (String value : values) {
                characters += value == null ? 0 : value.length();
            }
        }

        /** Of the text, which is the most that the file will have. */
        @Override
        long bytes() {
            return characters;
        }

        @Override
        void finish() throws IOException {
            draft.finish();
        }

        @Override
        void abandon() {
            // What it holds goes with the engine's folder.
        }
    }
}
