package io.auspex.app.demo;

import io.auspex.app.failure.CommandFailure;
import io.auspex.app.serve.Authentication;
import io.auspex.app.serve.LoadLimits;
import io.auspex.app.serve.LocalServer;
import io.auspex.app.serve.OpenMpLibrary;
import io.auspex.app.serve.SecurityOptions;
import io.auspex.app.serve.ServerOptions;
import io.auspex.app.serve.StopSignal;
import io.auspex.app.shell.Login;
import io.auspex.server.storage.FileTree;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code auspex demo}: the main job from data to prediction, on a server that is gone afterwards. */
@Command(
        name = "demo",
        description =
                "Train a model on the churn data that comes along, predict with it and measure it, on a server made for it.")
public final class DemoCommand implements Callable<Integer> {
    /** As shells have it for Ctrl-C. */
    private static final int INTERRUPTED = 130;

    @Option(names = "--help", usageHelp = true, description = "Show this text.")
    boolean help;

    @Option(names = "--keep", description = "Leave the server running until Ctrl-C, to play on.")
    private boolean keep;

    @Override
    public Integer call() throws IOException, InterruptedException {
        OpenMpLibrary.missing().ifPresent(hint -> {
            throw new CommandFailure(hint);
        });
        Path folder = Files.createTempDirectory("auspex-demo-");
        String password = UUID.randomUUID().toString();
        ServerOptions options = new ServerOptions(
                folder,
                InetAddress.getLoopbackAddress(),
                0,
                0,
                Authentication.PASSWORD,
                SecurityOptions.DEFAULT,
                LoadLimits.NONE,
                Optional.empty());
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        try (LocalServer server = LocalServer.start(options, Optional.of(password))) {
            StopSignal signal = StopSignal.onStop(keep ? 0 : INTERRUPTED, () -> {
                server.close();
                delete(folder);
                if (keep) {
                    StopSignal.sayStopped();
                }
            });
            String host = InetAddress.getLoopbackAddress().getHostAddress();
            Login login =
                    new Login(host, server.port(), LocalServer.SUPERUSER, LocalServer.DATABASE, Optional.of(password));
            try (Connection connection = login.connect()) {
                out.println("Auspex runs at postgresql://" + host + ":" + server.port() + "/" + LocalServer.DATABASE
                        + ", its data in " + folder + (keep ? "." : " until the demo ends."));
                out.println();
                new ChurnDemo(connection, out).run();
            } catch (SQLException e) {
                if (signal.isStopping()) {
                    return INTERRUPTED;
                }
                throw new CommandFailure("the demo failed: " + e.getMessage(), e);
            }
            if (keep) {
                printHowToGoOn(out, server.port(), folder);
                new CountDownLatch(1).await();
            }
            signal.disarm();
        } finally {
            delete(folder);
        }
        return 0;
    }

    private static void printHowToGoOn(PrintWriter out, int port, Path folder) {
        out.println();
        out.println("The server runs on until Ctrl-C, which deletes its data. From another terminal:");
        out.println("  ./auspex sql -p " + port + " --data " + folder);
    }

    private static void delete(Path folder) {
        try {
            FileTree.delete(folder);
        } catch (IOException e) {
            System.err.println("auspex: warning: " + folder + " could not be deleted: " + e.getMessage());
        }
    }
}
