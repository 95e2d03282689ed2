package io.auspex.server.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.server.object.ObjectPlace;
import io.auspex.server.object.ObjectStore;
import io.auspex.server.object.StoredObject;
import io.auspex.server.storage.UnloadFormat.Manifest;
import io.auspex.server.storage.UnloadParts.Part;
import io.auspex.warehouse.ResultColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where UNLOAD puts its files: all of them or none. */
public final class UnloadTarget {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final ObjectStore store;
    private final ObjectPlace prefix;
    private final UnloadFormat format;

    /** @param partitioned whether names are folders, so that the prefix has to be one */
    public UnloadTarget(ObjectStore store, String location, UnloadFormat format, boolean partitioned) {
        this.store = store;
        this.format = format;
        ObjectPlace place = ObjectPlace.of(location);
        boolean folder = place.key().isEmpty() || place.key().endsWith("/");
        this.prefix = partitioned && !folder ? place.plus("/") : place;
    }

    /** @throws SqlException DUPLICATE_OBJECT if something is there already and the options do not say what to do with it */
    public void requireFree() {
        if (!format.allowOverwrite() && !format.cleanPath() && !store.isFree(prefix)) {
            throw new SqlException(
                            SqlState.DUPLICATE_OBJECT, "Specified unload destination on S3 is not empty: " + prefix)
                    .withHint("Take another prefix, or say ALLOWOVERWRITE or CLEANPATH.");
        }
    }

    /**
     * Makes objects of the files.
     *
     * @param columns that they hold
     * @throws IOException if one cannot be written; those before it are gone again
     */
    public void publish(List<Part> parts, List<ResultColumn> columns, Path temporaryFolder) throws IOException {
        if (format.cleanPath()) {
            for (StoredObject old : store.find(prefix)) {
                store.delete(old);
            }
        }
        List<StoredObject> made = new ArrayList<>();
        boolean complete = false;
        try {
            for (Part part : parts) {
                made.add(store.put(prefix.plus(part.name()), part.file()));
            }
            if (format.manifest() != Manifest.NONE) {
                made.add(putManifest(parts, columns, temporaryFolder));
            }
            complete = true;
        } finally {
            if (!complete) {
                for (StoredObject object : made) {
                    store.delete(object);
                }
            }
        }
    }

    private StoredObject putManifest(List<Part> parts, List<ResultColumn> columns, Path temporaryFolder)
            throws IOException {
        Path file = Files.createTempFile(temporaryFolder, "manifest-", ".json");
        try {
            Files.writeString(file, manifest(parts, columns));
            return store.put(prefix.plus("manifest"), file);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private String manifest(List<Part> parts, List<ResultColumn> columns) throws IOException {
        boolean verbose = format.manifest() == Manifest.VERBOSE;
        ObjectNode manifest = MAPPER.createObjectNode();
        ArrayNode entries = manifest.putArray("entries");
        long bytes = 0;
        long rows = 0;
        for (Part part : parts) {
            ObjectNode entry = entries.addObject().put("url", prefix + part.name());
            long length = Files.size(part.file());
            if (verbose || format.layout() == UnloadFormat.Layout.PARQUET) {
                ObjectNode meta = entry.putObject("meta").put("content_length", length);
                if (verbose) {
                    meta.put("record_count", part.rows());
                }
            }
            bytes += length;
            rows += part.rows();
        }
        if (verbose) {
            ArrayNode elements = manifest.putObject("schema").putArray("elements");
            for (ResultColumn column : columns) {
                elements.addObject()
                        .put("name", column.name())
                        .putObject("type")
                        .put("base", column.type().kind().displayName());
            }
            manifest.putObject("meta").put("content_length", bytes).put("record_count", rows);
        }
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(manifest) + "\n";
        } catch (JsonProcessingException e) {
            throw new IOException("The manifest cannot be written", e);
        }
    }
}
