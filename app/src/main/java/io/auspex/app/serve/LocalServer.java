package io.auspex.app.serve;

import com.sun.management.OperatingSystemMXBean;
import io.auspex.app.failure.CommandFailure;
import io.auspex.language.error.SqlException;
import io.auspex.model.kernel.KernelChoice;
import io.auspex.model.kernel.KernelSearch;
import io.auspex.pgwire.PgServer;
import io.auspex.pgwire.PgSettings;
import io.auspex.pgwire.startup.AuthenticationMethod;
import io.auspex.pgwire.tls.TlsSource;
import io.auspex.server.AuspexServer;
import io.auspex.server.ServerSettings;
import io.auspex.server.access.PasswordFile;
import io.auspex.server.admission.AdmissionSettings;
import io.auspex.server.session.SessionContext;
import io.auspex.warehouse.Warehouse;
import io.auspex.warehouse.duckdb.DuckDbSettings;
import io.auspex.warehouse.duckdb.DuckDbWarehouse;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** A whole server in this process: its parts, in the order in which they are put together. */
public final class LocalServer implements AutoCloseable {
    public static final String SUPERUSER = AuspexServer.SUPERUSER;
    public static final String DATABASE = SessionContext.DATABASE;

    /** What has been opened; closed from the newest to the oldest. */
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    private final DataFolder folder;
    private final Optional<String> newPassword;
    private final PgServer sqlDoor;
    private final HttpDoor httpDoor;

    private LocalServer(ServerOptions options, Optional<String> wantedPassword) throws IOException {
        try {
            folder = opened(DataFolder.open(options.dataFolder()));
            if (folder.isNew()) {
                ExampleData.writeTo(folder.bucket(ExampleData.BUCKET));
            }
            Warehouse warehouse = opened(
                    DuckDbWarehouse.open(folder.databaseFile(), engineSettings(options.limits(), folder.path())));
            PasswordFile passwordFile = new PasswordFile(folder.path());
            boolean passwordExists =
                    wantedPassword.isPresent() || passwordFile.read().isPresent();
            KernelChoice kernels = KernelChoice.scalar();
            AuspexServer server = opened(
                    AuspexServer.start(serverSettings(options, folder.path(), wantedPassword), warehouse, kernels));
            newPassword = passwordExists ? Optional.empty() : passwordFile.read();
            sqlDoor = opened(new PgServer(server, sqlSettings(options, folder.path())));
            sqlDoor.prepare();
            // After all else that keeps the JIT compiler busy, since it waits for it.
            server.warmUpShortly();
            listen(sqlDoor, options);
            httpDoor = opened(HttpDoor.open(options.address(), options.httpPort(), new ServerPages(server)));
            // When nobody waits for the server any more. The trial takes longer than the models, and would compete with
            // them.
            server.warmUp(() -> KernelSearch.inBackground(kernels, server::isBusy, server::warmUpAgain));
        } catch (IOException | RuntimeException e) {
            closeAfter(e);
            throw e;
        }
    }

    /**
     * Opens the data folder and both doors.
     *
     * @param wantedPassword of the superuser; where absent, what it was, or a new one on the first start
     * @throws CommandFailure saying what stands in the way
     */
    public static LocalServer start(ServerOptions options, Optional<String> wantedPassword) {
        try {
            return new LocalServer(options, wantedPassword);
        } catch (IOException e) {
            throw new CommandFailure("the server cannot start: " + e.getMessage(), e);
        } catch (SqlException e) {
            String hint = e.hint().map(text -> " (" + text + ")").orElse("");
            throw new CommandFailure("the server cannot start: " + e.getMessage() + hint, e);
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        open.push(part);
        return part;
    }

    /** The engine gets 40 % of the machine, which leaves room for this JVM, a training process and everybody else. */
    private static DuckDbSettings engineSettings(LoadLimits limits, Path folder) {
        long machine =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
        long megabytes = Math.max(256, (machine >> 20) * 4 / 10);
        return new DuckDbSettings(
                limits.memory().orElse(new ByteSize(megabytes)).toString(),
                Runtime.getRuntime().availableProcessors(),
                folder.resolve("tmp").resolve("engine"),
                limits.temporary().map(ByteSize::toString));
    }

    private static ServerSettings serverSettings(ServerOptions options, Path folder, Optional<String> wantedPassword) {
        ServerSettings local = ServerSettings.of(folder, WorkerCommand.ofThisProcess());
        ServerSettings made = options.s3().map(local::withS3).orElse(local);
        SecurityOptions security = options.security();
        LoadLimits limits = options.limits();
        ServerSettings settings = made.withAudit(made.audit()
                        .keeping(Duration.ofDays(security.auditDays()), (long) security.auditMegabytes() << 20))
                .withAdmission(AdmissionSettings.of(
                        limits.concurrency().orElse(made.admission().slots()),
                        limits.queue().orElse(made.admission().waiting())));
        return wantedPassword.map(settings::withPassword).orElse(settings);
    }

    private static PgSettings sqlSettings(ServerOptions options, Path folder) {
        PgSettings settings =
                withTls(PgSettings.of(options.address().getHostAddress(), options.port(), folder), options.security());
        return options.authentication() == Authentication.TRUST
                ? settings.withAuthentication(AuthenticationMethod.TRUST)
                : settings;
    }

    private static PgSettings withTls(PgSettings settings, SecurityOptions security) {
        Optional<TlsSource> source = security.certificate().or(settings::tls);
        return switch (security.tls()) {
            case AUTO -> settings.withTls(source, settings.requireTls());
            case REQUIRE -> settings.withTls(source, true);
            case ALLOW -> settings.withTls(source, false);
            case OFF -> settings.withTls(Optional.empty(), false);
        };
    }

    private static void listen(PgServer door, ServerOptions options) throws IOException {
        try {
            door.start();
        } catch (BindException e) {
            throw new CommandFailure(
                    "cannot listen on " + options.address().getHostAddress() + ":" + options.port() + ": "
                            + e.getMessage() + " (another port: --port)",
                    e);
        }
    }

    /** The superuser's password, where this start made it. */
    public Optional<String> newPassword() {
        return newPassword;
    }

    public Path passwordFile() {
        return new PasswordFile(folder.path()).path();
    }

    /** Of the SQL door. */
    public int port() {
        return sqlDoor.port();
    }

    /** Of the HTTP door. */
    public int httpPort() {
        return httpDoor.port();
    }

    /** Safe to call from a signal's thread, too, and again. */
    @Override
    public synchronized void close() {
        RuntimeException first = null;
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception e) {
                // The parts below it are closed all the same.
                if (first == null) {
                    first = new IllegalStateException("Could not close: " + e.getMessage(), e);
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private void closeAfter(Exception failure) {
        try {
            close();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }
}
