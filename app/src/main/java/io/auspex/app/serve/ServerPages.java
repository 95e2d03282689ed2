package io.auspex.app.serve;

import io.auspex.app.release.Release;
import io.auspex.server.AuspexServer;
import io.auspex.server.metrics.ServerMetrics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;

/**
 * What the server tells its watchers: {@code /health}, whether it lives; {@code /ready}, whether it can serve statements; and
 * {@code /metrics}, in Prometheus' text format.
 */
final class ServerPages implements HttpDoor.Pages {
    private final AuspexServer server;

    ServerPages(AuspexServer server) {
        this.server = server;
    }

    @Override
    public Optional<HttpDoor.Page> get(String path) throws IOException {
        return switch (path) {
            case "/health" ->
                Optional.of(HttpDoor.Page.json(
                        200,
                        "{\"status\":\"ok\",\"version\":\"" + Release.current().auspex() + "\"}"));
            case "/ready" ->
                Optional.of(
                        server.isReady()
                                ? HttpDoor.Page.json(200, "{\"status\":\"ready\"}")
                                : HttpDoor.Page.json(503, "{\"status\":\"not ready\"}"));
            case "/metrics" -> Optional.of(metrics());
            default -> Optional.empty();
        };
    }

    private HttpDoor.Page metrics() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        server.metrics().write(text);
        return new HttpDoor.Page(200, ServerMetrics.CONTENT_TYPE, text.toByteArray());
    }
}
