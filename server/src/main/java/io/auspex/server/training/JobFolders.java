package io.auspex.server.training;

import io.auspex.learn.job.JobFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
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
        deleteTree(root.resolve(id + PARTIAL));
        deleteTree(root.resolve(id));
    }

    /** Removes what no model needs: left by a crash, or by a model that is done. */
    public void retainOnly(Set<String> ids) throws IOException {
        List<Path> found;
        try (Stream<Path> entries = Files.list(root)) {
            found = entries.toList();
        }
        for (Path entry : found) {
            if (!ids.contains(entry.getFileName().toString())) {
                deleteTree(entry);
            }
        }
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void deleteTree(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException error) throws IOException {
                if (error instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw error;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException error) throws IOException {
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
