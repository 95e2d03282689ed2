package io.auspex.app.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.auspex.app.failure.CommandFailure;
import io.auspex.app.release.Release;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The HTTP door: {@code GET /health} for watchers, nothing else yet. */
final class HealthDoor implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads;

    private HealthDoor(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /** @param port 0 for a free one */
    static HealthDoor open(InetAddress host, int port) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(host, port), 0);
            ExecutorService threads = Executors.newFixedThreadPool(2, task -> {
                Thread thread = new Thread(task, "http");
                thread.setDaemon(true);
                return thread;
            });
            server.setExecutor(threads);
            server.createContext("/", HealthDoor::answer);
            server.start();
            return new HealthDoor(server, threads);
        } catch (IOException e) {
            throw new CommandFailure(
                    "cannot listen for HTTP on " + host.getHostAddress() + ":" + port + ": " + e.getMessage()
                            + " (another port: --http-port)",
                    e);
        }
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestURI().getPath().equals("/health")) {
                respond(exchange, 404, "{\"error\":\"not found\"}");
            } else if (!exchange.getRequestMethod().equals("GET")) {
                exchange.getResponseHeaders().set("Allow", "GET");
                respond(exchange, 405, "{\"error\":\"method not allowed\"}");
            } else {
                respond(
                        exchange,
                        200,
                        "{\"status\":\"ok\",\"version\":\"" + Release.current().auspex() + "\"}");
            }
        }
    }

    private static void respond(HttpExchange exchange, int status, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
