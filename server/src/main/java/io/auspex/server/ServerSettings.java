package io.auspex.server;

import static java.util.Objects.requireNonNull;

import io.auspex.server.admission.AdmissionSettings;
import io.auspex.server.audit.AuditSettings;
import io.auspex.server.object.S3Endpoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Everything that can be set about a server.
 *
 * @param dataFolder where jobs, the object store and the password file live; the database file too, by convention
 * @param workerCommand the program that trains: Java, its flags and {@code -cp path}, up to but without the main class
 * @param workerMemoryMegabytes of a worker process: half of it Java heap, the rest for native libraries
 * @param workerThreads cores that one worker uses
 * @param concurrentJobs training jobs that run at the same time
 * @param queuedJobs training jobs that may wait; one more is refused
 * @param jobGrace how long past its MAX_RUNTIME a worker may take before it is killed
 * @param maxSessions sessions at the same time
 * @param admission statements that use the engine at the same time, and that may wait for it
 * @param audit what is kept of the log of connections and statements
 * @param password of the superuser; where absent, the one kept in the data folder, made up on the first start
 * @param s3 where some buckets lie that are no folders of the data folder
 */
public record ServerSettings(
        Path dataFolder,
        List<String> workerCommand,
        int workerMemoryMegabytes,
        int workerThreads,
        int concurrentJobs,
        int queuedJobs,
        Duration jobGrace,
        int maxSessions,
        AdmissionSettings admission,
        AuditSettings audit,
        Optional<String> password,
        Optional<S3Endpoint> s3) {

    public ServerSettings {
        requireNonNull(dataFolder, "dataFolder is null");
        workerCommand = List.copyOf(workerCommand);
        requireNonNull(jobGrace, "jobGrace is null");
        requireNonNull(admission, "admission is null");
        requireNonNull(audit, "audit is null");
        requireNonNull(password, "password is null");
        requireNonNull(s3, "s3 is null");
        if (workerCommand.isEmpty()) {
            throw new IllegalArgumentException("The worker command is empty");
        }
        if (workerMemoryMegabytes < 64
                || workerThreads < 1
                || concurrentJobs < 1
                || queuedJobs < 1
                || maxSessions < 1) {
            throw new IllegalArgumentException("A limit of the server is too small: " + workerMemoryMegabytes
                    + " MB worker memory, " + workerThreads + " worker threads, " + concurrentJobs
                    + " concurrent jobs, "
                    + queuedJobs + " queued jobs, " + maxSessions + " sessions");
        }
    }

    /** Settings that suit one machine. */
    public static ServerSettings of(Path dataFolder, List<String> workerCommand) {
        int megabytes =
                (int) Math.min(16_384, Math.max(512, Runtime.getRuntime().maxMemory() >> 20));
        return new ServerSettings(
                dataFolder,
                workerCommand,
                megabytes,
                Runtime.getRuntime().availableProcessors(),
                1,
                100,
                Duration.ofSeconds(60),
                500,
                AdmissionSettings.ofCores(Runtime.getRuntime().availableProcessors()),
                AuditSettings.of(dataFolder.resolve("audit")),
                Optional.empty(),
                Optional.empty());
    }

    public ServerSettings withAdmission(AdmissionSettings newAdmission) {
        return new ServerSettings(
                dataFolder,
                workerCommand,
                workerMemoryMegabytes,
                workerThreads,
                concurrentJobs,
                queuedJobs,
                jobGrace,
                maxSessions,
                newAdmission,
                audit,
                password,
                s3);
    }

    public ServerSettings withPassword(String newPassword) {
        return new ServerSettings(
                dataFolder,
                workerCommand,
                workerMemoryMegabytes,
                workerThreads,
                concurrentJobs,
                queuedJobs,
                jobGrace,
                maxSessions,
                admission,
                audit,
                Optional.of(newPassword),
                s3);
    }

    /** Keeps the buckets that the endpoint names there. */
    public ServerSettings withS3(S3Endpoint endpoint) {
        return new ServerSettings(
                dataFolder,
                workerCommand,
                workerMemoryMegabytes,
                workerThreads,
                concurrentJobs,
                queuedJobs,
                jobGrace,
                maxSessions,
                admission,
                audit,
                password,
                Optional.of(endpoint));
    }

    public ServerSettings withAudit(AuditSettings newAudit) {
        return new ServerSettings(
                dataFolder,
                workerCommand,
                workerMemoryMegabytes,
                workerThreads,
                concurrentJobs,
                queuedJobs,
                jobGrace,
                maxSessions,
                admission,
                newAudit,
                password,
                s3);
    }
}
