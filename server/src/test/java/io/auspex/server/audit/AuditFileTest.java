package io.auspex.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.auspex.server.session.QueueStay;
import io.auspex.server.session.StatementCategory;
import io.auspex.server.session.StatementRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditFileTest {
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

    @TempDir
    Path folder;

    private static StatementRecord statement(long number, String text) {
        return new StatementRecord(
                number,
                100,
                "ana",
                1_001,
                number,
                StatementCategory.QUERY,
                "SELECT",
                "default",
                NOW,
                NOW.plusMillis(5),
                StatementRecord.Outcome.SUCCESS,
                Optional.empty(),
                Optional.of(new QueueStay(6, "Default queue", 1, 25)),
                3,
                text);
    }

    private List<Path> files() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private AuditFile open(long fileBytes, long totalBytes) throws Exception {
        return new AuditFile(new AuditSettings(folder, Duration.ofDays(7), fileBytes, totalBytes, 100));
    }

    @Test
    void writesALineOfJsonAnEntryForItsOwnerOnly() throws Exception {
        try (AuditFile file = open(1 << 20, 1 << 20)) {
            file.write(statement(7, "SELECT 'two\nlines' || \"ü\""));
            file.write(new ConnectionRecord(
                    NOW,
                    ConnectionRecord.Event.REFUSED,
                    "eve\r\n{\"event\":\"forged\"}",
                    OptionalLong.empty(),
                    0,
                    "10.0.0.9",
                    4_711,
                    "dev",
                    "scram-sha-256",
                    Duration.ofMillis(2),
                    Optional.of(new ConnectionRecord.Tls("TLSv1.3", "AES")),
                    Map.of("application_name", "x".repeat(10_000))));
        }
        Path file = folder.resolve("audit.jsonl");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(2);
        JsonNode statement = new ObjectMapper().readTree(lines.get(0));
        assertThat(statement.path("text").asText()).isEqualTo("SELECT 'two\nlines' || \"ü\"");
        assertThat(statement.path("duration_us").asLong()).isEqualTo(5_000);
        JsonNode connection = new ObjectMapper().readTree(lines.get(1));
        assertThat(connection.path("event").asText()).isEqualTo("authentication failure");
        assertThat(connection.path("application").asText()).hasSize(250);
    }

    @Test
    void rotatesAndKeepsToItsSize() throws Exception {
        try (AuditFile file = open(2_000, 7_000)) {
            for (int i = 0; i < 200; i++) {
                file.write(statement(i, "SELECT " + i));
            }
        }
        List<Path> files = files();
        assertThat(files).hasSizeBetween(2, 5).contains(folder.resolve("audit.jsonl"));
        long total = 0;
        for (Path path : files) {
            assertThat(Files.size(path)).isLessThanOrEqualTo(2_000);
            total += Files.size(path);
        }
        assertThat(total).isLessThanOrEqualTo(9_000);
        assertThat(Files.readString(folder.resolve("audit.jsonl"))).contains("SELECT 199");
    }

    @Test
    void deletesWhatIsTooOldAndNothingElse() throws Exception {
        Path old = Files.writeString(folder.resolve("audit-20200101-000000-000.jsonl"), "{}\n");
        Path other = Files.writeString(folder.resolve("notes.txt"), "mine");
        Files.setLastModifiedTime(old, FileTime.from(NOW.minus(Duration.ofDays(8))));
        Files.setLastModifiedTime(other, FileTime.from(NOW.minus(Duration.ofDays(8))));
        try (AuditFile file = open(2_000, 7_000)) {
            file.deleteOld(NOW);
        }
        assertThat(files()).containsExactlyInAnyOrder(folder.resolve("audit.jsonl"), other);
    }
}
