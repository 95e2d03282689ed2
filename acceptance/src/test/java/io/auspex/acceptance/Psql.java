package io.auspex.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** psql, unaligned with {@code |} between the columns. Without psql on the machine the calling test is skipped. */
final class Psql {
    private Psql() {}

    /**
     * Runs one command and gives the lines it prints.
     *
     * @param options of psql: {@code -t} for the rows alone
     */
    static List<String> run(ServerProcess server, String command, String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of("-c", command));
        return start(server, all);
    }

    /** Runs several commands in one session, up to the first that fails, and gives all that they print. */
    static String script(ServerProcess server, List<String> commands) {
        List<String> arguments = new ArrayList<>();
        commands.forEach(command -> arguments.addAll(List.of("-c", command)));
        return String.join("\n", start(server, arguments));
    }

    /** Runs the statements of a file, up to the first that fails, and gives the lines they print. */
    static List<String> file(ServerProcess server, Path file) {
        return start(server, List.of("-f", file.toString()));
    }

    private static List<String> start(ServerProcess server, List<String> arguments) {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(folder -> new File(folder, "psql").canExecute()),
                "psql is not installed; apt-get install postgresql-client");
        List<String> all = new ArrayList<>(List.of("psql", "-X", "-A", "-F", "|", "-v", "ON_ERROR_STOP=1"));
        all.addAll(List.of("-h", "127.0.0.1", "-p", String.valueOf(server.port()), "-U", "awsuser", "-d", "dev"));
        all.addAll(arguments);
        Program.Outcome outcome = Program.run(all, Map.of("PGPASSWORD", ServerProcess.PASSWORD));
        assertThat(outcome.exitCode()).as("%s: %s", arguments, outcome).isZero();
        return outcome.output().lines().toList();
    }
}
