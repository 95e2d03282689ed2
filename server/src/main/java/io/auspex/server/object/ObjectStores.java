package io.auspex.server.object;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

/**
 * Where objects are: in folders of this machine, but for the buckets that the operator keeps in a remote store. Which of both
 * a statement talks to follows from the bucket's name alone.
 */
public final class ObjectStores implements AutoCloseable {
    private final LocalObjectStore local;
    private final Optional<S3Endpoint> endpoint;

    /** Made when it is first needed: it looks at environment, files and services of the machine. */
    private DefaultCredentialsProvider operator;

    public ObjectStores(LocalObjectStore local, Optional<S3Endpoint> endpoint) {
        this.local = local;
        this.endpoint = endpoint;
    }

    public LocalObjectStore local() {
        return local;
    }

    /**
     * For one statement, which closes it.
     *
     * @param checkInterrupted throws when the statement shall end
     */
    public ObjectStore open(ObjectAccess access, Runnable checkInterrupted) {
        return endpoint.isEmpty() ? local : new Routed(endpoint.get(), access, checkInterrupted);
    }

    /** For the server's own work, which nobody cancels. */
    public ObjectStore open() {
        return open(ObjectAccess.OPERATOR, () -> {});
    }

    private synchronized AwsCredentialsProvider operator() {
        if (operator == null) {
            operator = DefaultCredentialsProvider.builder().build();
        }
        return operator;
    }

    @Override
    public synchronized void close() {
        if (operator != null) {
            operator.close();
        }
    }

    /** Passes everything on to the store that holds the bucket. */
    private final class Routed implements ObjectStore {
        private final S3Endpoint there;
        private final ObjectAccess access;
        private final Runnable checkInterrupted;
        private RemoteObjectStore remote;

        Routed(S3Endpoint there, ObjectAccess access, Runnable checkInterrupted) {
            this.there = there;
            this.access = access;
            this.checkInterrupted = checkInterrupted;
        }

        private ObjectStore of(ObjectPlace place) {
            if (!there.holds(place.bucket())) {
                return local;
            }
            if (remote == null) {
                remote = new RemoteObjectStore(there, access, ObjectStores.this::operator, checkInterrupted);
            }
            return remote;
        }

        @Override
        public List<StoredObject> find(ObjectPlace prefix) {
            return of(prefix).find(prefix);
        }

        @Override
        public Optional<StoredObject> lookUp(ObjectPlace place) {
            return of(place).lookUp(place);
        }

        @Override
        public boolean isFree(ObjectPlace prefix) {
            return of(prefix).isFree(prefix);
        }

        @Override
        public InputStream open(StoredObject object) throws IOException {
            return of(object.place()).open(object);
        }

        @Override
        public void fetch(StoredObject object, Path file) throws IOException {
            of(object.place()).fetch(object, file);
        }

        @Override
        public StoredObject put(ObjectPlace place, Path file) throws IOException {
            return of(place).put(place, file);
        }

        @Override
        public void delete(StoredObject object) throws IOException {
            of(object.place()).delete(object);
        }

        @Override
        public String adviceFor(ObjectPlace missing) {
            return of(missing).adviceFor(missing);
        }

        @Override
        public void close() {
            if (remote != null) {
                remote.close();
            }
        }
    }
}
