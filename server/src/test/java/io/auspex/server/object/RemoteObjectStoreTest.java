package io.auspex.server.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a store does to statements when it misbehaves. */
class RemoteObjectStoreTest {
    private static final ObjectAccess KEYS =
            new ObjectAccess(new ObjectCredentials.Keys("key", "secret", Optional.empty()), Optional.empty());
    private static final Runnable NEVER = () -> {};

    @TempDir
    Path folder;

    private ObjectStore open(int port, Duration patience, Runnable checkInterrupted) throws IOException {
        S3Endpoint endpoint = new S3Endpoint(
                Optional.of(URI.create("http://127.0.0.1:" + port)),
                S3Endpoint.USUAL_REGION,
                List.of("*"),
                true,
                patience);
        return new ObjectStores(new LocalObjectStore(folder), Optional.of(endpoint)).open(KEYS, checkInterrupted);
    }

    private static ServerSocket silent() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @Test
    void aStatementThatWaitsForASilentStoreCanBeCancelled() throws IOException {
        try (ServerSocket door = silent()) {
            // Cancelled as soon as the store has been called.
            CompletableFuture<Void> called = CompletableFuture.runAsync(() -> {
                try {
                    door.accept();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            Runnable check = () -> {
                if (called.isDone()) {
                    throw new SqlException(SqlState.QUERY_CANCELED, "canceled");
                }
            };
            try (ObjectStore store = open(door.getLocalPort(), Duration.ofMinutes(10), check)) {
                assertThatThrownBy(() -> store.find(ObjectPlace.of("s3://lake/a")))
                        .hasMessage("canceled");
            }
        }
    }

    @Test
    void aSilentStoreIsNotWaitedForForEver() throws IOException {
        try (ServerSocket door = silent();
                ObjectStore store = open(door.getLocalPort(), Duration.ofMillis(100), NEVER)) {
            assertThatThrownBy(() -> store.find(ObjectPlace.of("s3://lake/a")))
                    .isInstanceOfSatisfying(
                            SqlException.class, e -> assertThat(e.state()).isEqualTo(SqlState.IO_ERROR))
                    .hasMessage("S3 does not answer in time for \"s3://lake/a\"");
        }
    }

    @Test
    void aStoreThatIsNotThereIsToldWithoutItsAddress() throws IOException {
        int port;
        try (ServerSocket door = silent()) {
            port = door.getLocalPort();
        }
        try (ObjectStore store = open(port, Duration.ofSeconds(5), NEVER)) {
            assertThatThrownBy(() -> store.find(ObjectPlace.of("s3://lake/a")))
                    .hasMessage("S3 cannot be reached for \"s3://lake/a\"");
        }
    }

    @Test
    void aConnectionThatBreaksOffIsTakenUpAgain() throws IOException {
        byte[] object = "the whole of the object".getBytes(StandardCharsets.UTF_8);
        AtomicInteger calls = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/lake/a", exchange -> answer(exchange, object, calls.getAndIncrement() == 0));
        server.start();
        try (ObjectStore store = open(server.getAddress().getPort(), Duration.ofSeconds(20), NEVER);
                InputStream in = store.open(new StoredObject(ObjectPlace.of("s3://lake/a"), object.length))) {
            assertThat(in.readAllBytes()).isEqualTo(object);
            assertThat(calls).hasValue(2);
        } finally {
            server.stop(0);
        }
    }

    /** The first time half of what was announced, then what the range asks for. */
    private static void answer(HttpExchange exchange, byte[] object, boolean half) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        int start = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
        exchange.getResponseHeaders().add("ETag", "\"1\"");
        exchange.sendResponseHeaders(range == null ? 200 : 206, object.length - start);
        exchange.getResponseBody().write(object, start, half ? object.length / 2 : object.length - start);
        exchange.getResponseBody().flush();
        exchange.close();
    }
}
