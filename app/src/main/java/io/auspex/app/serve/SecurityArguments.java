package io.auspex.app.serve;

import io.auspex.pgwire.tls.TlsSource;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The arguments of {@code auspex serve} that are about TLS and the audit log. */
final class SecurityArguments {
    private static final String PASSWORD_VARIABLE = "AUSPEX_TLS_PASSWORD";

    @Option(
            names = "--tls",
            defaultValue = "auto",
            paramLabel = "auto|require|allow|off",
            description =
                    "Whether clients must encrypt; auto: unless only this machine can connect (${DEFAULT-VALUE}).")
    private TlsMode tls;

    @Option(
            names = "--tls-certificate",
            paramLabel = "FILE",
            description = "The server's certificate: PEM with --tls-key, or PKCS#12. Without it one is made and kept in"
                    + " DIR/tls. AUSPEX_TLS_PASSWORD opens encrypted keys.")
    private Path certificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "The key of a PEM certificate, in PKCS#8.")
    private Path key;

    @Option(
            names = "--audit-days",
            defaultValue = "" + SecurityOptions.AUDIT_DAYS,
            paramLabel = "DAYS",
            description = "How long the audit log is kept (${DEFAULT-VALUE}).")
    private int auditDays;

    @Option(
            names = "--audit-megabytes",
            defaultValue = "" + SecurityOptions.AUDIT_MEGABYTES,
            paramLabel = "MB",
            description = "How much the files of the audit log may take (${DEFAULT-VALUE}).")
    private int auditMegabytes;

    /** @throws IllegalArgumentException if they contradict each other */
    SecurityOptions options(boolean loopback) {
        if (key != null && certificate == null) {
            throw new IllegalArgumentException("--tls-key needs --tls-certificate");
        }
        if (tls == TlsMode.OFF && certificate != null) {
            throw new IllegalArgumentException("--tls off contradicts --tls-certificate");
        }
        if (tls == TlsMode.OFF && !loopback) {
            throw new IllegalArgumentException(
                    "--tls off needs a loopback address: passwords and data would cross the network in the clear");
        }
        if (auditDays < 1 || auditDays > 36_500 || auditMegabytes < 1 || auditMegabytes > 1 << 20) {
            throw new IllegalArgumentException(
                    "--audit-days and --audit-megabytes are at least 1, and at most a century" + " and a terabyte");
        }
        return new SecurityOptions(tls, source(), auditDays, auditMegabytes);
    }

    private Optional<TlsSource> source() {
        if (certificate == null) {
            return Optional.empty();
        }
        Optional<String> password = Optional.ofNullable(System.getenv(PASSWORD_VARIABLE));
        return Optional.of(
                key == null
                        ? new TlsSource.KeyStoreFile(certificate, password)
                        : new TlsSource.PemFiles(certificate, key, password));
    }
}
