package io.auspex.app.serve;

import static java.util.Objects.requireNonNull;

import io.auspex.pgwire.tls.TlsSource;
import java.util.Optional;

/**
 * How connections are protected, and what is kept of who did what.
 *
 * @param certificate of the operator's own; absent for one that the server makes
 * @param auditDays for which the audit log is kept
 * @param auditMegabytes that its files may take
 */
public record SecurityOptions(TlsMode tls, Optional<TlsSource> certificate, int auditDays, int auditMegabytes) {
    public static final int AUDIT_DAYS = 7;
    public static final int AUDIT_MEGABYTES = 256;

    public static final SecurityOptions DEFAULT =
            new SecurityOptions(TlsMode.AUTO, Optional.empty(), AUDIT_DAYS, AUDIT_MEGABYTES);

    public SecurityOptions {
        requireNonNull(tls, "tls is null");
        requireNonNull(certificate, "certificate is null");
    }
}
