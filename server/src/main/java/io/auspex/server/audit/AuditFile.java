package io.auspex.server.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.auspex.server.session.StatementRecord;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The log as files, a JSON object a line: {@code audit.jsonl} is the present one, {@code audit-<time>.jsonl} those before it.
 * Readable by the server's own user only. One thread.
 */
final class AuditFile implements AutoCloseable {
    private static final String CURRENT = "audit.jsonl";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final AuditSettings settings;
    private final Path file;
    private OutputStream out;
    private long written;

    AuditFile(AuditSettings settings) throws IOException {
        this.settings = settings;
        this.file = settings.folder().resolve(CURRENT);
        Files.createDirectories(settings.folder(), permissions("rwx------"));
        open();
    }

    private FileAttribute<?>[] permissions(String text) {
        boolean posix =
                settings.folder().getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text))}
                : new FileAttribute<?>[0];
    }

    private void open() throws IOException {
        if (Files.notExists(file)) {
            Files.createFile(file, permissions("rw-------"));
        }
        written = Files.size(file);
        out = new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.APPEND));
    }

    void write(ConnectionRecord entry) throws IOException {
        ObjectNode line = line(entry.moment(), entry.event().shown())
                .put("user", entry.user())
                .put("session", entry.processId())
                .put("remote_host", entry.remoteHost())
                .put("remote_port", entry.remotePort())
                .put("database", entry.database())
                .put("method", entry.method())
                .put("duration_us", micros(entry.duration()));
        entry.tls().ifPresent(tls -> line.put("tls", tls.version() + " " + tls.cipher()));
        line.put("application", entry.parameter("application_name"));
        write(line);
    }

    void write(StatementRecord entry) throws IOException {
        ObjectNode line = line(entry.ended(), "statement")
                .put("user", entry.user())
                .put("session", entry.processId())
                .put("query", entry.number())
                .put("transaction", entry.transaction())
                .put("type", entry.kind())
                .put("started", entry.started().toString())
                .put("duration_us", micros(Duration.between(entry.started(), entry.ended())))
                .put("outcome", entry.outcome().name().toLowerCase(Locale.ROOT))
                .put("rows", entry.rows());
        entry.queue().ifPresent(stay -> line.put("queue", stay.name()).put("queued_us", stay.waitedMicros()));
        entry.error().ifPresent(error -> line.put("error", error));
        line.put("text", entry.text());
        write(line);
    }

    /** There was more to write than could be. */
    void writeLoss(Instant moment, long entries) throws IOException {
        write(line(moment, "entries lost").put("entries", entries));
    }

    void flush() throws IOException {
        out.flush();
    }

    private static ObjectNode line(Instant moment, String event) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("time", moment.toString())
                .put("event", event);
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }

    private void write(ObjectNode line) throws IOException {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        if (written > 0 && written + bytes.length > settings.fileBytes()) {
            rotate();
        }
        out.write(bytes);
        written += bytes.length;
    }

    private void rotate() throws IOException {
        out.close();
        Instant now = Instant.now();
        Path old = settings.folder().resolve("audit-" + TIME.format(now) + ".jsonl");
        while (Files.exists(old)) {
            now = now.plusMillis(1);
            old = settings.folder().resolve("audit-" + TIME.format(now) + ".jsonl");
        }
        Files.move(file, old);
        open();
        deleteOld(Instant.now());
    }

    /** Deletes what is too old, and the oldest of what is too much. */
    void deleteOld(Instant now) throws IOException {
        Set<Path> old;
        try (Stream<Path> files = Files.list(settings.folder())) {
            old = files.filter(path -> path.getFileName().toString().matches("audit-[0-9-]+\\.jsonl"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
        long total = written;
        for (Path path : old) {
            total += Files.size(path);
        }
        for (Path path : old) {
            boolean expired = Files.getLastModifiedTime(path).toInstant().isBefore(now.minus(settings.retention()));
            if (expired || total > settings.totalBytes()) {
                total -= Files.size(path);
                Files.delete(path);
            }
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
