package io.auspex.learn.frame;

import io.auspex.learn.TrainingException;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/** Reads one column file from front to back, keeping the wanted rows only. Sees to it that the file is whole. */
final class ColumnFileReader {
    /** Beyond this many distinct texts a column is not worth pooling: its values hardly repeat. */
    private static final int POOL_LIMIT = 100_000;

    private final Path path;
    private final FrameManifest.ColumnFile column;
    private final int rows;

    ColumnFileReader(Path folder, FrameManifest.ColumnFile column, int rows) {
        this.path = folder.resolve(column.file());
        this.column = column;
        this.rows = rows;
    }

    /** The values at {@code wanted} (ascending row numbers), or all when null. */
    double[] numbers(int[] wanted) {
        double[] values = new double[wanted == null ? rows : wanted.length];
        read(input -> {
            int kept = 0;
            for (int row = 0; row < rows; row++) {
                double value = Double.longBitsToDouble(Long.reverseBytes(input.readLong()));
                if (wanted == null || (kept < wanted.length && wanted[kept] == row)) {
                    values[kept++] = value;
                }
            }
        });
        return values;
    }

    /** Like {@link #numbers}; equal texts share one object. */
    String[] texts(int[] wanted) {
        String[] values = new String[wanted == null ? rows : wanted.length];
        Map<String, String> pool = new HashMap<>();
        read(input -> {
            int kept = 0;
            for (int row = 0; row < rows; row++) {
                int length = Integer.reverseBytes(input.readInt());
                if (length < -1 || length > column.bytes()) {
                    throw damaged("text length " + length + " at row " + row, null);
                }
                boolean keep = wanted == null || (kept < wanted.length && wanted[kept] == row);
                if (length >= 0) {
                    byte[] encoded = input.readNBytes(length);
                    if (encoded.length < length) {
                        throw new EOFException();
                    }
                    if (keep) {
                        String text = new String(encoded, StandardCharsets.UTF_8);
                        String pooled = pool.size() < POOL_LIMIT ? pool.putIfAbsent(text, text) : pool.get(text);
                        values[kept] = pooled == null ? text : pooled;
                    }
                }
                kept += keep ? 1 : 0;
            }
        });
        return values;
    }

    private interface Body {
        void read(DataInputStream input) throws IOException;
    }

    private void read(Body body) {
        try {
            long size = Files.size(path);
            if (size != column.bytes()) {
                throw damaged(size + " bytes where " + column.bytes() + " were written", null);
            }
            CRC32 checksum = new CRC32();
            try (DataInputStream input = new DataInputStream(
                    new BufferedInputStream(new CheckedInputStream(Files.newInputStream(path), checksum), 1 << 16))) {
                body.read(input);
                if (input.read() >= 0) {
                    throw damaged("more bytes than its rows need", null);
                }
            }
            if (checksum.getValue() != column.crc32()) {
                throw damaged("checksum differs", null);
            }
        } catch (EOFException e) {
            throw damaged("ends early", e);
        } catch (NoSuchFileException e) {
            throw damaged("file is missing", e);
        } catch (IOException e) {
            throw damaged(String.valueOf(e.getMessage()), e);
        }
    }

    private TrainingException damaged(String what, IOException cause) {
        return new TrainingException(
                "The exported training data of column \"" + column.name() + "\" are damaged: " + what + ".",
                "Drop the model and create it again; check the disk if this happens twice.",
                cause);
    }
}
