package io.auspex.server.storage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.server.object.ObjectPlace;
import io.auspex.server.object.ObjectStore;
import io.auspex.server.object.StoredObject;
import java.util.ArrayList;
import java.util.List;

/** The list of objects that COPY ... MANIFEST loads: {@code {"entries": [{"url": "s3://b/k", "mandatory": true}]}}. */
public final class CopyManifest {
    private static final int MOST_ENTRIES = 100_000;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private CopyManifest() {}

    /**
     * The objects of a manifest, in its order. One that is missing is an error where it is mandatory, and is passed over
     * otherwise.
     *
     * @throws SqlException BAD_COPY_FILE_FORMAT if it is no manifest, UNDEFINED_FILE if a mandatory object, or all of them,
     *     or the manifest itself is missing
     */
    public static List<StoredObject> objects(ObjectStore store, String location) {
        JsonNode entries = entries(location, store.read(location));
        List<StoredObject> objects = new ArrayList<>();
        for (JsonNode entry : entries) {
            JsonNode url = entry.path("url");
            if (!url.isTextual()) {
                throw broken(location, "has an entry without \"url\"");
            }
            find(store, url.textValue(), entry.path("mandatory").asBoolean(false), objects);
        }
        if (objects.isEmpty()) {
            throw new SqlException(
                    SqlState.UNDEFINED_FILE, "None of the objects that the manifest " + location + " lists exists");
        }
        return objects;
    }

    private static void find(ObjectStore store, String url, boolean mandatory, List<StoredObject> objects) {
        store.lookUp(ObjectPlace.of(url)).ifPresentOrElse(objects::add, () -> {
            if (mandatory) {
                throw new SqlException(
                        SqlState.UNDEFINED_FILE,
                        "The object " + url + ", which the manifest calls mandatory, does not exist");
            }
        });
    }

    private static JsonNode entries(String location, String json) {
        JsonNode entries;
        try {
            entries = MAPPER.readTree(json).path("entries");
        } catch (JsonProcessingException e) {
            throw broken(location, "is not JSON: " + e.getOriginalMessage()).causedBy(e);
        }
        if (!entries.isArray() || entries.size() > MOST_ENTRIES) {
            throw broken(location, "has no array \"entries\" of at most " + MOST_ENTRIES);
        }
        return entries;
    }

    private static SqlException broken(String location, String problem) {
        return new SqlException(SqlState.BAD_COPY_FILE_FORMAT, "The manifest " + location + " " + problem)
                .withHint("Write {\"entries\": [{\"url\": \"s3://bucket/key\", \"mandatory\": true}]}.");
    }
}
