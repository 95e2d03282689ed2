package io.auspex.benchmark.predict.sql;

import io.auspex.benchmark.contender.AuspexStatements;
import io.auspex.benchmark.failure.BenchmarkFailure;
import io.auspex.benchmark.process.AuspexServer;
import io.auspex.benchmark.process.RunFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** Starts the server again and again over one data folder, on as many cores as a measurement asks for. */
final class SqlServer {
    static final String BUCKET = AuspexStatements.BUCKET;

    private final Path launcher;
    private final Path folder;
    private int starts;

    SqlServer(Path launcher, Path folder) {
        this.launcher = launcher;
        this.folder = folder;
    }

    /** What is done with a server that has just become ready, before anybody has connected. */
    interface Start {
        void with(AuspexServer server) throws SQLException, IOException, RunFailure;
    }

    /** What is done while it runs. */
    interface Work {
        void with(AuspexServer server, Connection connection) throws SQLException, IOException, RunFailure;
    }

    void run(int cores, Work work) {
        start(cores, server -> {
            try (Connection connection = server.connect()) {
                work.with(server, connection);
            }
        });
    }

    void start(int cores, Start work) {
        Path log = folder.resolve("server-" + ++starts + ".log");
        try (AuspexServer server = AuspexServer.start(launcher, folder.resolve("data"), cores, log)) {
            work.with(server);
        } catch (SQLException | IOException | RunFailure e) {
            throw new BenchmarkFailure(e.getMessage() + " (the server's log is " + log + ")", e);
        }
    }
}
