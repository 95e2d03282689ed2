package io.auspex.server.execute;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.Statement.ModelLocation;
import io.auspex.model.artifact.ArtifactException;
import io.auspex.model.artifact.ArtifactReader;
import io.auspex.model.artifact.ArtifactStart;
import io.auspex.model.artifact.ContentHash;
import io.auspex.model.importer.ModelArchive;
import io.auspex.model.importer.ModelFileImporter;
import io.auspex.server.access.AccessControl;
import io.auspex.server.catalog.CatalogDatabase;
import io.auspex.server.catalog.ModelCatalog;
import io.auspex.server.catalog.ModelEntry;
import io.auspex.server.catalog.ModelState;
import io.auspex.server.object.ObjectAccess;
import io.auspex.server.object.ObjectStore;
import io.auspex.server.object.ObjectStores;
import io.auspex.server.object.StoredObject;
import io.auspex.server.prediction.ModelInstaller;
import io.auspex.server.session.SessionContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the trained model that a statement names and reads it: our own artifacts and the files of other libraries, from the
 * object store, or by the name of a training job. Every file is hostile until it has been read.
 */
final class TrainedModelFiles {
    private static final long LARGEST_FILE = 512L << 20;

    private final CatalogDatabase database;
    private final ModelInstaller installer;
    private final ObjectStores stores;
    private final AccessControl access;
    private final ModelCatalog models = new ModelCatalog();

    TrainedModelFiles(CatalogDatabase database, ModelInstaller installer, ObjectStores stores, AccessControl access) {
        this.database = database;
        this.installer = installer;
        this.stores = stores;
        this.access = access;
    }

    /**
     * Objects are open to who may assume the role that the statement names; the model of a job to who may call it.
     *
     * @throws SqlException if there is no such file or job, or it is no model, or INSUFFICIENT_PRIVILEGE
     */
    FoundModel find(SessionContext session, ModelLocation location) {
        if (location.isObject()) {
            try (ObjectStore store = stores.open(ObjectAccess.OPERATOR, session::checkInterrupted)) {
                return read(store, store.get(location.text()), location);
            }
        }
        Optional<ModelEntry> trained = database.transact(transaction -> models.ofJob(transaction, location.text()));
        if (trained.isPresent()) {
            access.requireExecute(session, trained.get().definition());
            return ofJob(trained.get(), location);
        }
        return stores.local()
                .artifactOfJob(location.text())
                .map(artifact -> read(stores.local(), artifact, location))
                .orElseThrow(() -> new SqlException(
                                SqlState.UNDEFINED_OBJECT, "there is no training job \"" + location.text() + "\"")
                        .withHint(
                                "SHOW MODEL prints the job name of a model that was trained here. A file is named by its"
                                        + " location: FROM 's3://bucket/model.tar.gz'.")
                        .at(location.offset()));
    }

    private FoundModel ofJob(ModelEntry entry, ModelLocation location) {
        if (!entry.is(ModelState.READY)) {
            throw new SqlException(
                            SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
                            "training job \"" + location.text() + "\" has no model: model \""
                                    + entry.definition().name() + "\" is "
                                    + entry.status().state())
                    .withHint("SHOW MODEL " + entry.definition().name() + " says more.")
                    .at(location.offset());
        }
        try {
            return own(installer.artifact(entry), location);
        } catch (ArtifactException e) {
            throw unreadable(location, e);
        }
    }

    private FoundModel read(ObjectStore store, StoredObject object, ModelLocation location) {
        byte[] file = bytes(store, object);
        try {
            if (!ModelArchive.looksLike(file)) {
                return foreign(file, location.text(), location);
            }
            if (ArtifactStart.looksLikeOne(file)) {
                return own(file, location);
            }
            ModelArchive archive = ModelArchive.read(file);
            return foreign(archive.model(), archive.name(), location);
        } catch (ArtifactException e) {
            throw unreadable(location, e);
        }
    }

    private static byte[] bytes(ObjectStore store, StoredObject object) {
        long most = Math.min(LARGEST_FILE, Runtime.getRuntime().maxMemory() / 8);
        try (InputStream in = store.open(object)) {
            byte[] file = in.readNBytes((int) most);
            if (file.length == most && in.read() >= 0) {
                throw new SqlException(
                                SqlState.PROGRAM_LIMIT_EXCEEDED,
                                "\"" + object.location() + "\" has more than " + (most >> 20) + " MB, the limit here")
                        .withHint("Import a model with fewer or smaller trees, or give the server more memory.");
            }
            return file;
        } catch (IOException e) {
            throw new SqlException(SqlState.IO_ERROR, "\"" + object.location() + "\" cannot be read").causedBy(e);
        }
    }

    private static FoundModel own(byte[] artifact, ModelLocation location) {
        return new FoundModel.Own(ArtifactReader.read(artifact), origin(artifact, location));
    }

    private static FoundModel foreign(byte[] file, String name, ModelLocation location) {
        return new FoundModel.Foreign(ModelFileImporter.read(file, name), origin(file, location));
    }

    private static Map<String, String> origin(byte[] file, ModelLocation location) {
        return Map.of("imported_from", location.text(), "imported_sha256", ContentHash.of(file));
    }

    private static SqlException unreadable(ModelLocation location, ArtifactException cause) {
        return new SqlException(
                        SqlState.INVALID_PARAMETER_VALUE,
                        "\"" + location.text() + "\" cannot be imported: " + cause.getMessage())
                .withHint("docs/model-files.md lists the kinds of files that can be imported.")
                .causedBy(cause);
    }
}
