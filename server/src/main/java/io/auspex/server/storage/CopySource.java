package io.auspex.server.storage;

import io.auspex.server.object.StoredObject;
import java.io.InputStream;
import java.util.List;
import java.util.function.Supplier;

/** One thing that COPY reads. */
public sealed interface CopySource {
    /** As errors name it. */
    String location();

    /** An object of the store. */
    record Stored(StoredObject object) implements CopySource {
        @Override
        public String location() {
            return object.location();
        }
    }

    /**
     * What the client sends.
     *
     * @param bytes asks the client for them; called once
     */
    record Client(Supplier<InputStream> bytes) implements CopySource {
        @Override
        public String location() {
            return "STDIN";
        }
    }

    static List<CopySource> of(List<StoredObject> objects) {
        return objects.stream().<CopySource>map(Stored::new).toList();
    }
}
