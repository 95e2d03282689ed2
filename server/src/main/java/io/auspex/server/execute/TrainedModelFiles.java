package io.auspex.server.execute;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.Statement.ModelLocation;
import io.auspex.model.Model;
import io.auspex.model.Provenance;
import io.auspex.model.artifact.ArtifactException;
import io.auspex.model.artifact.ArtifactReader;
import io.auspex.model.artifact.ContentHash;
import io.auspex.model.importer.ImportedModel;
import io.auspex.model.importer.ModelAssembly;
import io.auspex.model.importer.ModelFileImporter;
import io.auspex.server.catalog.CatalogDatabase;
import io.auspex.server.catalog.ModelCatalog;
import io.auspex.server.catalog.ModelEntry;
import io.auspex.server.catalog.ModelState;
import io.auspex.server.prediction.ModelInstaller;
import io.auspex.server.storage.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the trained model that a statement names and reads it: our own artifacts and the files of other libraries, from the
 * object store, or by the name of a training job. Every file is hostile until it has been read.
 */
final class TrainedModelFiles {
    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;
    private static final long LARGEST_FILE = 512L << 20;

    private final CatalogDatabase database;
    private final ModelInstaller installer;
    private final ObjectStore store;
    private final ModelCatalog models = new ModelCatalog();

    TrainedModelFiles(CatalogDatabase database, ModelInstaller installer, ObjectStore store) {
        this.database = database;
        this.installer = installer;
        this.store = store;
    }

    /**
     * A model that was found.
     *
     * @param kind as SHOW MODEL names kinds of models: {@code xgboost}
     * @param objective in the words of the library that trained it
     */
    record Found(Model model, String kind, String objective) {}

    /** @throws SqlException if there is no such file or job, or it is no model */
    Found find(ModelLocation location) {
        if (location.isObject()) {
            return read(store.get(location.text()), location);
        }
        Optional<ModelEntry> trained = database.transact(transaction -> models.ofJob(transaction, location.text()));
        if (trained.isPresent()) {
            return ofJob(trained.get(), location);
        }
        return store.artifactOfJob(location.text())
                .map(artifact -> read(artifact, location))
                .orElseThrow(() -> new SqlException(
                                SqlState.UNDEFINED_OBJECT, "there is no training job \"" + location.text() + "\"")
                        .withHint(
                                "SHOW MODEL prints the job name of a model that was trained here. A file is named by its"
                                        + " location: FROM 's3://bucket/model.tar.gz'.")
                        .at(location.offset()));
    }

    private Found ofJob(ModelEntry entry, ModelLocation location) {
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

    private Found read(ObjectStore.StoredObject object, ModelLocation location) {
        byte[] file = bytes(object);
        try {
            return isPacked(file) ? own(file, location) : foreign(file, location);
        } catch (ArtifactException e) {
            throw unreadable(location, e);
        }
    }

    private static boolean isPacked(byte[] file) {
        return file.length > 1 && (file[0] & 0xff) == GZIP_FIRST && (file[1] & 0xff) == GZIP_SECOND;
    }

    private static byte[] bytes(ObjectStore.StoredObject object) {
        long most = Math.min(LARGEST_FILE, Runtime.getRuntime().maxMemory() / 8);
        try (InputStream in = Files.newInputStream(object.file())) {
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

    private static Found own(byte[] artifact, ModelLocation location) {
        Model model = ArtifactReader.read(artifact);
        Map<String, String> facts = new LinkedHashMap<>(model.provenance().facts());
        facts.put("imported_from", location.text());
        facts.put("imported_sha256", ContentHash.of(artifact));
        return new Found(
                new Model(
                        model.inputs(),
                        model.task(),
                        model.members(),
                        model.threshold(),
                        new Provenance(facts, model.provenance().candidates())),
                "auspex",
                facts.getOrDefault("objective", ""));
    }

    private static Found foreign(byte[] file, ModelLocation location) {
        ImportedModel imported = ModelFileImporter.read(file, location.text());
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("imported_from", location.text());
        facts.put("imported_sha256", ContentHash.of(file));
        facts.put("imported_format", imported.format().description());
        facts.put("objective", imported.objective());
        return new Found(
                ModelAssembly.of(imported, new Provenance(facts, List.of())),
                imported.format().description(),
                imported.objective());
    }

    private static SqlException unreadable(ModelLocation location, ArtifactException cause) {
        return new SqlException(
                        SqlState.INVALID_PARAMETER_VALUE,
                        "\"" + location.text() + "\" cannot be imported: " + cause.getMessage())
                .withHint("docs/import.md lists the kinds of files that can be imported.")
                .causedBy(cause);
    }
}
