package io.auspex.server.training;

import io.auspex.learn.job.JobFolder;
import io.auspex.server.catalog.ModelDefinition;
import io.auspex.server.object.ObjectPlace;
import io.auspex.server.object.ObjectStore;
import io.auspex.server.object.ObjectStores;
import java.io.IOException;
import java.nio.file.Files;

/**
 * What S3_GARBAGE_COLLECT OFF leaves in the user's bucket, so that the model can be imported again after it has been dropped
 * or replaced: {@code redshift-ml/<model>/<job>/output/model.tar.gz}, and the rows it was trained on as
 * {@code redshift-ml/<model>/<job>/train/train.csv}.
 */
public final class KeptJobs {
    private final ObjectStores stores;

    public KeptJobs(ObjectStores stores) {
        this.stores = stores;
    }

    /** @throws IOException if the objects cannot be written */
    void keep(ModelDefinition definition, JobFolder folder) throws IOException {
        String folderOfJob = "redshift-ml/" + plain(definition) + "/" + definition.jobName();
        String bucket = definition.settings().get("S3_BUCKET");
        try (ObjectStore store = stores.open()) {
            store.put(new ObjectPlace(bucket, folderOfJob + "/output/model.tar.gz"), folder.modelFile());
            if (Files.exists(folder.keptRowsFile())) {
                store.put(new ObjectPlace(bucket, folderOfJob + "/train/train.csv"), folder.keptRowsFile());
            }
        }
    }

    /** The model's name, or its id where the name is none that every file system takes. */
    private static String plain(ModelDefinition definition) {
        String name = definition.name().name();
        return name.matches("[A-Za-z0-9_][A-Za-z0-9_-]{0,126}") ? name : definition.id();
    }
}
