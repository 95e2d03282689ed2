package io.auspex.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * S3Proxy, a real S3 server, as a process of its own: it checks signatures and keeps each bucket as a folder. Maven puts its
 * program into {@code target/s3proxy}.
 */
final class S3Server implements AutoCloseable {
    static final String KEY = "AUSPEXTESTKEY";
    static final String SECRET = "a-secret/with+signs";

    private final Process process;
    private final Path folder;
    private final int port;

    private S3Server(Process process, Path folder, int port) {
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    /** @param folder for its buckets and its log */
    static S3Server start(Path folder) {
        try {
            int port = freePort();
            Path buckets = Files.createDirectories(folder.resolve("buckets"));
            Path settings = folder.resolve("s3proxy.conf");
            Files.writeString(
                    settings,
                    String.join(
                            "\n",
                            List.of(
                                    "s3proxy.endpoint=http://127.0.0.1:" + port,
                                    "s3proxy.authorization=aws-v2-or-v4",
                                    "s3proxy.identity=" + KEY,
                                    "s3proxy.credential=" + SECRET,
                                    "jclouds.provider=filesystem",
                                    "jclouds.filesystem.basedir=" + buckets,
                                    "jclouds.identity=none",
                                    "jclouds.credential=none",
                                    "")),
                    StandardCharsets.UTF_8);
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-XX:TieredStopAtLevel=1",
                            "-jar",
                            Path.of("target", "s3proxy", "s3proxy.jar").toString(),
                            "--properties",
                            settings.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("s3proxy.log").toFile())
                    .start();
            S3Server server = new S3Server(process, folder, port);
            server.awaitOpen();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitOpen() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (System.nanoTime() < deadline && process.isAlive()) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException e) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
            }
        }
        close();
        throw new IllegalStateException("S3Proxy does not start: " + Files.readString(folder.resolve("s3proxy.log")));
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** The folder that is a bucket; made where it is missing. */
    Path bucket(String name) {
        try {
            return Files.createDirectories(folder.resolve("buckets").resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
