package io.auspex.server.object;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Objects behind Amazon's S3 API, wherever the operator says that they are. Every request goes out on a thread of its own, so
 * that a statement which waits for one can be cancelled; what is sent or received is never held in memory whole.
 */
final class RemoteObjectStore implements ObjectStore {
    /** A statement that names more is too wide: their names alone would fill the memory. */
    private static final int MOST_OBJECTS = 100_000;

    private final PatientCalls calls;
    private final S3Client client;
    private final S3Failures failures;

    /** @param operator whose credentials serve where the statement gives none */
    RemoteObjectStore(
            S3Endpoint endpoint,
            ObjectAccess access,
            Supplier<AwsCredentialsProvider> operator,
            Runnable checkInterrupted) {
        this.calls = new PatientCalls(checkInterrupted);
        this.failures = new S3Failures(access.credentials() instanceof ObjectCredentials.Keys);
        S3ClientBuilder builder = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(endpoint.patience())
                        .socketTimeout(endpoint.patience()))
                .region(Region.of(access.region().orElse(endpoint.region())))
                .credentialsProvider(provider(access.credentials(), operator))
                .forcePathStyle(endpoint.bucketInPath())
                // Not every store knows the checksums that Amazon's own has beside those of HTTP and of the signature.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(
                        S3Configuration.builder().chunkedEncodingEnabled(false).build());
        endpoint.url().ifPresent(builder::endpointOverride);
        this.client = builder.build();
    }

    private static AwsCredentialsProvider provider(
            ObjectCredentials credentials, Supplier<AwsCredentialsProvider> operator) {
        if (!(credentials instanceof ObjectCredentials.Keys keys)) {
            return operator.get();
        }
        return StaticCredentialsProvider.create(
                keys.sessionToken().isPresent()
                        ? AwsSessionCredentials.create(
                                keys.id(), keys.secret(), keys.sessionToken().get())
                        : AwsBasicCredentials.create(keys.id(), keys.secret()));
    }

    private <T> T call(ObjectPlace place, Callable<T> request) {
        try {
            return calls.call(request);
        } catch (Exception e) {
            throw explained(e, place);
        }
    }

    /** @return what to throw */
    private RuntimeException explained(Exception e, ObjectPlace place) {
        if (e instanceof SdkException failure) {
            return failures.of(failure, place);
        }
        if (e instanceof IOException) {
            return new SqlException(SqlState.IO_ERROR, "S3 breaks off at \"" + place + "\"")
                    .withHint("Run the statement again later.")
                    .causedBy(e);
        }
        return e instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e);
    }

    @Override
    public List<StoredObject> find(ObjectPlace prefix) {
        List<StoredObject> found = new ArrayList<>();
        ListObjectsV2Request request = listing(prefix).build();
        while (true) {
            ListObjectsV2Request page = request;
            ListObjectsV2Response answer = call(prefix, () -> client.listObjectsV2(page));
            for (S3Object object : answer.contents()) {
                // Such an object stands for a folder in the consoles of S3.
                if (!object.key().endsWith("/")) {
                    found.add(new StoredObject(new ObjectPlace(prefix.bucket(), object.key()), object.size()));
                }
            }
            if (found.size() > MOST_OBJECTS) {
                throw new SqlException(
                                SqlState.PROGRAM_LIMIT_EXCEEDED,
                                "More than " + MOST_OBJECTS + " objects have names that begin with \"" + prefix + "\"")
                        .withHint("Name a longer prefix.");
            }
            if (!Boolean.TRUE.equals(answer.isTruncated()) || answer.nextContinuationToken() == null) {
                found.sort(Comparator.comparing(StoredObject::location));
                return found;
            }
            request = listing(prefix)
                    .continuationToken(answer.nextContinuationToken())
                    .build();
        }
    }

    private static ListObjectsV2Request.Builder listing(ObjectPlace prefix) {
        return ListObjectsV2Request.builder().bucket(prefix.bucket()).prefix(prefix.key());
    }

    @Override
    public boolean isFree(ObjectPlace prefix) {
        return call(
                        prefix,
                        () -> client.listObjectsV2(listing(prefix).maxKeys(1).build()))
                .contents()
                .isEmpty();
    }

    @Override
    public Optional<StoredObject> lookUp(ObjectPlace place) {
        if (place.key().isEmpty()) {
            return Optional.empty();
        }
        return call(place, () -> {
            try {
                long bytes = client.headObject(
                                request -> request.bucket(place.bucket()).key(place.key()))
                        .contentLength();
                return Optional.of(new StoredObject(place, bytes));
            } catch (AwsServiceException e) {
                if (e.statusCode() == 404) {
                    return Optional.empty();
                }
                throw e;
            }
        });
    }

    @Override
    public InputStream open(StoredObject object) {
        ObjectPlace place = object.place();
        AtomicReference<String> version = new AtomicReference<>();
        return new RemoteInput(object.location(), offset -> {
            GetObjectRequest.Builder request =
                    GetObjectRequest.builder().bucket(place.bucket()).key(place.key());
            if (offset > 0) {
                request.range("bytes=" + offset + "-");
                request.ifMatch(version.get());
            }
            ResponseInputStream<GetObjectResponse> stream = call(place, () -> client.getObject(request.build()));
            version.set(stream.response().eTag());
            Long rest = stream.response().contentLength();
            return new Connection(stream, rest == null ? object.bytes() : offset + rest);
        });
    }

    /** Reads on the thread of the calls. */
    private final class Connection implements RemoteInput.Source {
        private final ResponseInputStream<GetObjectResponse> stream;
        private final long length;

        Connection(ResponseInputStream<GetObjectResponse> stream, long length) {
            this.stream = stream;
            this.length = length;
        }

        @Override
        public int read(byte[] target) throws IOException {
            try {
                return calls.call(() -> stream.read(target));
            } catch (IOException | SqlException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(e);
            }
        }

        @Override
        public void abandon() {
            calls.later(stream::abort);
        }

        @Override
        public long length() {
            return length;
        }
    }

    @Override
    public void fetch(StoredObject object, Path file) throws IOException {
        try (InputStream in = open(object)) {
            Files.copy(in, file);
        }
    }

    @Override
    public StoredObject put(ObjectPlace place, Path file) throws IOException {
        if (place.key().isEmpty() || place.key().endsWith("/")) {
            throw new SqlException(
                    SqlState.INVALID_PARAMETER_VALUE, "\"" + place.key() + "\" is no valid name of an object");
        }
        long bytes = Files.size(file);
        RemoteUpload upload = new RemoteUpload(client, place, file, bytes);
        boolean complete = false;
        try {
            while (!upload.isComplete()) {
                call(place, upload::step);
            }
            complete = true;
        } finally {
            if (!complete) {
                // Also after a cancel: parts that are left would be paid for.
                calls.later(upload::abandon);
            }
        }
        return new StoredObject(place, bytes);
    }

    @Override
    public void delete(StoredObject object) {
        ObjectPlace place = object.place();
        try {
            calls.callRegardless(() -> client.deleteObject(
                    request -> request.bucket(place.bucket()).key(place.key())));
        } catch (Exception e) {
            throw explained(e, place);
        }
    }

    @Override
    public String adviceFor(ObjectPlace missing) {
        return "The bucket lies in a remote store: look there for the names of its objects.";
    }

    @Override
    public void close() {
        calls.later(client::close);
        calls.close();
    }
}
