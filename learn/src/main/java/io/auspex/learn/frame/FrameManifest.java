package io.auspex.learn.frame;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What {@code frame.json} says: the columns of a frame, how many rows they have, and the size and checksum of each file. It is
 * written last, so its presence means that the frame is complete.
 */
record FrameManifest(
        @JsonProperty("version") int version,
        @JsonProperty("rows") int rows,
        @JsonProperty("columns") List<ColumnFile> columns) {
    static final int VERSION = 1;
    static final String FILE = "frame.json";

    FrameManifest {
        columns = List.copyOf(columns);
    }

    /**
     * One column's file.
     *
     * @param bytes length of the file
     * @param crc32 CRC-32 of the whole file
     */
    record ColumnFile(
            @JsonProperty("name") String name,
            @JsonProperty("type") String type,
            @JsonProperty("file") String file,
            @JsonProperty("bytes") long bytes,
            @JsonProperty("crc32") long crc32) {
        ColumnFile {
            requireNonNull(name, "name is null");
            requireNonNull(type, "type is null");
            requireNonNull(file, "file is null");
        }
    }
}
