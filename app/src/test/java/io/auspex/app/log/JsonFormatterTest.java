package io.auspex.app.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class JsonFormatterTest {
    @Test
    void aRecordIsOneObjectOnOneLine() throws IOException {
        LogRecord record = new LogRecord(Level.WARNING, "{0} says \"no\"\nand goes");
        record.setLoggerName("io.auspex.server");
        record.setParameters(new Object[] {"It"});
        record.setInstant(Instant.parse("2026-01-02T03:04:05.678Z"));
        record.setThrown(new IllegalStateException("why"));
        String line = new JsonFormatter().format(record);
        assertThat(line).endsWith(System.lineSeparator());
        assertThat(line.strip().lines()).hasSize(1);
        JsonNode object = new ObjectMapper().readTree(line);
        assertThat(object.get("time").asText()).isEqualTo("2026-01-02T03:04:05.678Z");
        assertThat(object.get("level").asText()).isEqualTo("WARNING");
        assertThat(object.get("logger").asText()).isEqualTo("io.auspex.server");
        assertThat(object.get("message").asText()).isEqualTo("It says \"no\"\nand goes");
        assertThat(object.get("error").asText()).isEqualTo("java.lang.IllegalStateException: why");
        assertThat(object.get("stack").asText()).contains("aRecordIsOneObjectOnOneLine");
    }
}
