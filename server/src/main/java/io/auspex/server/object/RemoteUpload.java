package io.auspex.server.object;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * A file on its way to become an object: at once where it is short, in parts where it is long. The object is there when the
 * last step is done. Sizes are those of the page "Amazon S3 multipart upload limits".
 */
final class RemoteUpload {
    private static final System.Logger LOG = System.getLogger(RemoteUpload.class.getName());

    private static final long SMALLEST_PART = 16L << 20;
    private static final int MOST_PARTS = 9_000;

    private final S3Client client;
    private final ObjectPlace place;
    private final Path file;
    private final long bytes;
    private final long partBytes;
    private final List<CompletedPart> parts = new ArrayList<>();
    private long sent;
    private String id;
    private boolean complete;

    RemoteUpload(S3Client client, ObjectPlace place, Path file, long bytes) {
        this.client = client;
        this.place = place;
        this.file = file;
        this.bytes = bytes;
        this.partBytes = Math.max(SMALLEST_PART, bytes / MOST_PARTS + 1);
    }

    boolean isComplete() {
        return complete;
    }

    /** Makes the next request. */
    Void step() {
        if (bytes <= partBytes) {
            client.putObject(request -> request.bucket(place.bucket()).key(place.key()), RequestBody.fromFile(file));
            complete = true;
        } else if (id == null) {
            id = client.createMultipartUpload(
                            request -> request.bucket(place.bucket()).key(place.key()))
                    .uploadId();
        } else if (sent < bytes) {
            part();
        } else {
            client.completeMultipartUpload(request -> request.bucket(place.bucket())
                    .key(place.key())
                    .uploadId(id)
                    .multipartUpload(all -> all.parts(parts)));
            complete = true;
        }
        return null;
    }

    private void part() {
        long start = sent;
        long length = Math.min(partBytes, bytes - start);
        int number = parts.size() + 1;
        String tag = client.uploadPart(
                        request -> request.bucket(place.bucket())
                                .key(place.key())
                                .uploadId(id)
                                .partNumber(number)
                                .contentLength(length),
                        RequestBody.fromContentProvider(() -> slice(start, length), length, "application/octet-stream"))
                .eTag();
        parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
        sent += length;
    }

    private InputStream slice(long start, long length) {
        try {
            return new FileSlice(file, start, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes what has been sent of an object that will not be. */
    void abandon() {
        if (id == null || complete) {
            return;
        }
        try {
            client.abortMultipartUpload(
                    request -> request.bucket(place.bucket()).key(place.key()).uploadId(id));
        } catch (SdkException e) {
            LOG.log(System.Logger.Level.WARNING, "Parts of an upload that was given up are left in the store", e);
        }
    }
}
