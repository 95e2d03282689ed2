package io.auspex.server;

import static java.util.Objects.requireNonNull;

import io.auspex.server.admission.AdmissionSettings;
import io.auspex.server.audit.AuditSettings;
import io.auspex.server.object.S3Endpoint;
import io.auspex.server.training.WorkerSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Everything that can be set about a server.
 *
 * @param dataFolder where jobs, the object store and the password file live; the database file too, by convention
 * @param workers the processes that train
 * @param maxSessions sessions at the same time
 * @param admission statements that use the engine at the same time, and that may wait for it
 * @param audit what is kept of the log of connections and statements
 * @param password of the superuser; where absent, the one kept in the data folder, made up on the first start
 * @param s3 where some buckets lie that are no folders of the data folder
 */
public record ServerSettings(
        Path dataFolder,
        WorkerSettings workers,
        int maxSessions,
        AdmissionSettings admission,
        AuditSettings audit,
        Optional<String> password,
        Optional<S3Endpoint> s3) {
    /** As Amazon Redshift lets in (Redshift management guide, "Quotas and limits"). */
    private static final int MAX_SESSIONS = 500;

    public ServerSettings {
        requireNonNull(dataFolder, "dataFolder is null");
        requireNonNull(workers, "workers is null");
        requireNonNull(admission, "admission is null");
        requireNonNull(audit, "audit is null");
        requireNonNull(password, "password is null");
        requireNonNull(s3, "s3 is null");
        if (maxSessions < 1) {
            throw new IllegalArgumentException("A server lets at least one session in, not " + maxSessions);
        }
    }

    /** Settings that suit one machine. */
    public static ServerSettings of(Path dataFolder, List<String> workerCommand) {
        return new ServerSettings(
                dataFolder,
                WorkerSettings.of(workerCommand),
                MAX_SESSIONS,
                AdmissionSettings.ofCores(Runtime.getRuntime().availableProcessors()),
                AuditSettings.of(dataFolder.resolve("audit")),
                Optional.empty(),
                Optional.empty());
    }

    public ServerSettings withAdmission(AdmissionSettings newAdmission) {
        return new ServerSettings(dataFolder, workers, maxSessions, newAdmission, audit, password, s3);
    }

    public ServerSettings withPassword(String newPassword) {
        return new ServerSettings(dataFolder, workers, maxSessions, admission, audit, Optional.of(newPassword), s3);
    }

    /** Keeps the buckets that the endpoint names there. */
    public ServerSettings withS3(S3Endpoint endpoint) {
        return new ServerSettings(dataFolder, workers, maxSessions, admission, audit, password, Optional.of(endpoint));
    }

    public ServerSettings withAudit(AuditSettings newAudit) {
        return new ServerSettings(dataFolder, workers, maxSessions, admission, newAudit, password, s3);
    }
}
