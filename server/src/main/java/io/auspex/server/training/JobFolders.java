package io.auspex.server.training;

import io.auspex.learn.job.JobFolder;
import io.auspex.server.storage.FileTree;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The job folders of a server, one below {@code DIR/jobs} for each model that is training. A folder is filled under a name
 * that ends in {@code .partial} and renamed when everything in it has reached the disk, so that a folder with a model's id
 * is always whole.
 */
public final class JobFolders {
    private static final String PARTIAL = ".partial";

    private final Path root;

    public JobFolders(Path root) throws IOException {
        this.root = Files.createDirectories(root);
    }

    /** An empty folder to fill; end with {@link #complete} or {@link #delete}. */
    public JobFolder begin(String id) throws IOException {
        return new JobFolder(Files.createDirectory(root.resolve(id + PARTIAL)));
    }

    public JobFolder complete(String id) throws IOException {
        Path partial = root.resolve(id + PARTIAL);
        try (Stream<Path> files = Files.walk(partial)) {
            for (Path file : files.toList()) {
                force(file);
            }
        }
        Files.move(partial, root.resolve(id), StandardCopyOption.ATOMIC_MOVE);
        force(root);
        return get(id);
    }

    public JobFolder get(String id) {
        return new JobFolder(root.resolve(id));
    }

    public boolean exists(String id) {
        return Files.isDirectory(root.resolve(id));
    }

    /** Removes a folder whether or not it is complete. */
    public void delete(String id) throws IOException {
        FileTree.delete(root.resolve(id + PARTIAL));
        FileTree.delete(root.resolve(id));
    }

    /** Removes what no model needs: left by a crash, or by a model that is done. */
    public void retainOnly(Set<String> ids) throws IOException {
        List<Path> found;
        try (Stream<Path> entries = Files.list(root)) {
            found = entries.toList();
        }
        for (Path entry : found) {
            if (!ids.contains(entry.getFileName().toString())) {
                FileTree.delete(entry);
            }
        }
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
