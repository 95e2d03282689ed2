package io.auspex.app.serve;

import io.auspex.server.object.S3Endpoint;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which buckets lie in an S3-compatible store, and where that is. Only the command line says so, never a statement. */
final class S3Options {
    private static final String AMAZON = "aws";

    @Option(
            names = "--s3-endpoint",
            paramLabel = "URL|aws",
            description =
                    "Keep buckets in this S3-compatible store, or in Amazon's; keys come with a statement, or from"
                            + " AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY of the server for IAM_ROLE.")
    private String endpoint;

    @Option(
            names = "--s3-buckets",
            paramLabel = "NAME",
            split = ",",
            defaultValue = "*",
            description = "Buckets that lie there; lake-* stands for all that begin so (all).")
    private List<String> buckets;

    @Option(
            names = "--s3-region",
            paramLabel = "REGION",
            defaultValue = S3Endpoint.USUAL_REGION,
            description = "Region of the store (${DEFAULT-VALUE}).")
    private String region;

    @Option(
            names = "--s3-bucket-hosts",
            description = "Name the bucket in the host's name and not in the path; always so with Amazon's store.")
    private boolean bucketInHost;

    @Option(
            names = "--s3-timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long the store may be silent (${DEFAULT-VALUE}).")
    private int seconds;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Absent where all buckets are folders of the data folder. */
    Optional<S3Endpoint> endpoint() {
        if (endpoint == null) {
            return Optional.empty();
        }
        boolean amazon = endpoint.equals(AMAZON);
        try {
            return Optional.of(new S3Endpoint(
                    amazon ? Optional.empty() : Optional.of(new URI(endpoint)),
                    region,
                    buckets,
                    !amazon && !bucketInHost,
                    Duration.ofSeconds(seconds)));
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "--s3-endpoint: " + e.getMessage());
        }
    }
}
