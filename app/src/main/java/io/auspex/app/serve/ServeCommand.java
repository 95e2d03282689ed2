package io.auspex.app.serve;

import io.auspex.app.log.LogFormat;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code auspex serve}: runs the server until it is told to stop. */
@Command(
        name = "serve",
        description = "Run the server until SIGTERM or Ctrl-C.",
        footer = {
            "",
            "On a first start the password of awsuser is made, printed once and kept in DIR/password;",
            "AUSPEX_PASSWORD sets it, at any start.",
            "",
            "Files for COPY go into DIR/s3: s3://BUCKET/KEY is the file DIR/s3/BUCKET/KEY, unless --s3-endpoint keeps the",
            "bucket elsewhere. The data sets of the tutorials are put into DIR/s3/" + ExampleData.BUCKET + ".",
            "",
            "Options may stand in a file, one a line: auspex serve @FILE."
        })
public final class ServeCommand implements Callable<Integer> {
    @Option(names = "--help", usageHelp = true, description = "Show this text.")
    boolean help;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${sys:user.home}/.auspex/data",
            description = "Folder that holds everything (${DEFAULT-VALUE}).")
    private Path dataFolder;

    @Option(
            names = "--port",
            defaultValue = "5439",
            paramLabel = "PORT",
            description = "Port for SQL clients; 0 for a free one (${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--http-port",
            defaultValue = "8439",
            paramLabel = "PORT",
            description = "Port for HTTP; 0 for a free one (${DEFAULT-VALUE}).")
    private int httpPort;

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            paramLabel = "HOST",
            description = "Address to listen on (${DEFAULT-VALUE}).")
    private String host;

    @Option(
            names = "--auth",
            defaultValue = "password",
            paramLabel = "password|trust",
            description =
                    "Whether clients must give a password; trust is for loopback addresses only (${DEFAULT-VALUE}).")
    private Authentication authentication;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            converter = ByteSize.Converter.class,
            description = "Memory of the engine, such as 4GB; more is spilled to disk (40 %% of the machine's).")
    private Optional<ByteSize> memory = Optional.empty();

    @Option(
            names = "--temp-limit",
            paramLabel = "SIZE",
            converter = ByteSize.Converter.class,
            description = "Room on disk for what is spilled (90 %% of what is free).")
    private Optional<ByteSize> temporary = Optional.empty();

    @Option(
            names = "--concurrency",
            paramLabel = "N",
            description = "Statements that use the engine at a time; others wait (twice the cores, at least 4).")
    private Optional<Integer> concurrency = Optional.empty();

    @Option(names = "--queue", paramLabel = "N", description = "Statements that may wait; one more is refused (1000).")
    private Optional<Integer> queue = Optional.empty();

    @Option(
            names = "--log-format",
            defaultValue = "text",
            paramLabel = "text|json",
            description = "Lines on standard error: text, or a JSON object a line (${DEFAULT-VALUE}).")
    private LogFormat logFormat;

    @Mixin
    private SecurityArguments security;

    @Mixin
    private final S3Options s3 = new S3Options();

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() throws InterruptedException {
        LogFormat.install(logFormat);
        InetAddress address = address();
        ServerOptions options = new ServerOptions(
                dataFolder,
                address,
                checkedPort(port),
                checkedPort(httpPort),
                authentication,
                checkedSecurity(address.isLoopbackAddress()),
                limits(),
                s3.endpoint());
        OpenMpLibrary.missing().ifPresent(hint -> System.err.println("auspex: warning: " + hint));
        LocalServer server = LocalServer.start(options, wantedPassword());
        StopSignal.onStop(0, () -> {
            server.close();
            StopSignal.sayStopped();
        });
        PrintStream out = System.out;
        server.newPassword()
                .ifPresent(password -> out.println("password of " + LocalServer.SUPERUSER + ": " + password
                        + "  (kept in " + server.passwordFile() + ")"));
        out.println("ready: postgresql://" + printed(options.address()) + ":" + server.port() + "/"
                + LocalServer.DATABASE + "  http://" + printed(options.address()) + ":" + server.httpPort());
        out.flush();
        // The signal ends the process.
        new CountDownLatch(1).await();
        return 0;
    }

    private InetAddress address() {
        InetAddress address;
        try {
            address = InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new ParameterException(command.commandLine(), "--host: there is no host " + host);
        }
        if (authentication == Authentication.TRUST && !address.isLoopbackAddress()) {
            throw new ParameterException(
                    command.commandLine(),
                    "--auth trust lets everybody in, so it needs a loopback address: --host " + host + " is none");
        }
        return address;
    }

    private LoadLimits limits() {
        if (concurrency.filter(given -> given < 1).isPresent()) {
            throw new ParameterException(command.commandLine(), "--concurrency must be 1 or more");
        }
        if (queue.filter(given -> given < 0).isPresent()) {
            throw new ParameterException(command.commandLine(), "--queue must be 0 or more");
        }
        return new LoadLimits(memory, temporary, concurrency, queue);
    }

    private SecurityOptions checkedSecurity(boolean loopback) {
        try {
            return security.options(loopback);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage());
        }
    }

    private int checkedPort(int given) {
        if (given < 0 || given > 65_535) {
            throw new ParameterException(command.commandLine(), given + " is no port: ports are 0 to 65535");
        }
        return given;
    }

    private static Optional<String> wantedPassword() {
        return Optional.ofNullable(System.getenv("AUSPEX_PASSWORD")).filter(password -> !password.isEmpty());
    }

    private static String printed(InetAddress address) {
        String text = address.getHostAddress();
        return text.indexOf(':') >= 0 ? "[" + text + "]" : text;
    }
}
