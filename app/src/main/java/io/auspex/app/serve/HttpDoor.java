package io.auspex.app.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.auspex.app.failure.CommandFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The HTTP door: {@code GET} of a few pages for those who watch the server. It listens where the SQL door does and asks nobody who
 * they are, as watchers expect; so no page has anything of users in it but the names of models.
 */
final class HttpDoor implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(HttpDoor.class.getName());

    private final HttpServer server;
    private final ExecutorService threads;

    private HttpDoor(HttpServer server, ExecutorService threads) {
        this.server = server;
        this.threads = threads;
    }

    /** What a path answers. */
    record Page(int status, String contentType, byte[] body) {
        static Page json(int status, String json) {
            return new Page(status, "application/json", json.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** The pages there are. */
    interface Pages {
        /** @return absent where there is no page of this path */
        Optional<Page> get(String path) throws IOException;
    }

    /** @param port 0 for a free one */
    static HttpDoor open(InetAddress host, int port, Pages pages) {
        // A client that is slow on purpose must not keep one of the few threads.
        System.setProperty("sun.net.httpserver.maxReqTime", "10");
        System.setProperty("sun.net.httpserver.maxRspTime", "30");
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(host, port), 0);
            ExecutorService threads = Executors.newFixedThreadPool(2, task -> {
                Thread thread = new Thread(task, "http");
                thread.setDaemon(true);
                return thread;
            });
            server.setExecutor(threads);
            server.createContext("/", exchange -> answer(exchange, pages));
            server.start();
            return new HttpDoor(server, threads);
        } catch (IOException e) {
            throw new CommandFailure(
                    "cannot listen for HTTP on " + host.getHostAddress() + ":" + port + ": " + e.getMessage()
                            + " (another port: --http-port)",
                    e);
        }
    }

    private static void answer(HttpExchange exchange, Pages pages) throws IOException {
        try (exchange) {
            Optional<Page> page = page(exchange, pages);
            if (page.isEmpty()) {
                respond(exchange, Page.json(404, "{\"error\":\"not found\"}"));
            } else if (!exchange.getRequestMethod().equals("GET")) {
                exchange.getResponseHeaders().set("Allow", "GET");
                respond(exchange, Page.json(405, "{\"error\":\"method not allowed\"}"));
            } else {
                respond(exchange, page.get());
            }
        }
    }

    private static Optional<Page> page(HttpExchange exchange, Pages pages) throws IOException {
        try {
            return pages.get(exchange.getRequestURI().getPath());
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "A page could not be made", e);
            return Optional.of(Page.json(500, "{\"error\":\"internal error\"}"));
        }
    }

    private static void respond(HttpExchange exchange, Page page) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", page.contentType());
        exchange.sendResponseHeaders(page.status(), page.body().length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(page.body());
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
