package io.auspex.server.audit;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What is kept of the log, and for how long.
 *
 * @param folder of the files
 * @param retention after which entries are deleted, from tables and files
 * @param fileBytes at which a file is closed and the next begun
 * @param totalBytes of all files; the oldest are deleted when there are more
 * @param rows of each table; the oldest are deleted when there are more
 */
public record AuditSettings(Path folder, Duration retention, long fileBytes, long totalBytes, long rows) {
    public AuditSettings {
        requireNonNull(folder, "folder is null");
        requireNonNull(retention, "retention is null");
        if (retention.isNegative() || retention.isZero() || fileBytes < 1 || totalBytes < fileBytes || rows < 1) {
            throw new IllegalArgumentException("A limit of the log is too small");
        }
    }

    /** A week, as Redshift keeps its logs. */
    public static AuditSettings of(Path folder) {
        return new AuditSettings(folder, Duration.ofDays(7), 32L << 20, 256L << 20, 200_000);
    }

    public AuditSettings keeping(Duration newRetention, long newTotalBytes) {
        return new AuditSettings(folder, newRetention, Math.min(fileBytes, newTotalBytes), newTotalBytes, rows);
    }
}
