package io.auspex.server.object;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Objects in folders of the server's machine: {@code s3://bucket/key} is the file {@code root/bucket/key}. A name can never
 * lead out of its bucket's folder, neither by {@code ..} nor by a symbolic link: links are not followed at all. Any number of
 * threads.
 */
public final class LocalObjectStore implements ObjectStore {
    /** What names of training jobs are made of. */
    private static final Pattern JOB = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,126}");

    /** Models that are looked through for a job, in each bucket. */
    private static final int MOST_FOLDERS = 10_000;

    private final Path root;

    public LocalObjectStore(Path root) throws IOException {
        this.root = Files.createDirectories(root).toRealPath();
    }

    @Override
    public List<StoredObject> find(ObjectPlace place) {
        List<StoredObject> found = new ArrayList<>();
        try {
            collect(place.bucket(), folderOf(place.bucket(), place.key()), place.key(), found);
        } catch (IOException | InvalidPathException e) {
            throw new SqlException(SqlState.IO_ERROR, "The objects under \"" + place + "\" cannot be listed")
                    .causedBy(e);
        }
        found.sort(Comparator.comparing(StoredObject::location));
        return found;
    }

    @Override
    public Optional<StoredObject> lookUp(ObjectPlace place) {
        return find(place).stream()
                .filter(object -> object.place().equals(place))
                .findFirst();
    }

    @Override
    public boolean isFree(ObjectPlace prefix) {
        return find(prefix).isEmpty();
    }

    @Override
    public InputStream open(StoredObject object) throws IOException {
        return Files.newInputStream(file(object), LinkOption.NOFOLLOW_LINKS);
    }

    /** As another name of the same file where the disk has such. */
    @Override
    public void fetch(StoredObject object, Path file) throws IOException {
        Path original = file(object);
        try {
            Files.createLink(file, original);
        } catch (IOException | UnsupportedOperationException e) {
            Files.copy(original, file, LinkOption.NOFOLLOW_LINKS);
        }
    }

    @Override
    public void delete(StoredObject object) throws IOException {
        Files.deleteIfExists(file(object));
    }

    @Override
    public String adviceFor(ObjectPlace missing) {
        return "Put the file at " + root + "/" + missing.bucket() + "/" + missing.key() + " on the server's machine.";
    }

    @Override
    public void close() {
        // It holds nothing open.
    }

    /** Its file, which is where its name says: it was found, and not through a link. */
    private Path file(StoredObject object) throws IOException {
        ObjectPlace place = object.place();
        Path file = target(place);
        requireInside(file.getParent(), place.key());
        return file;
    }

    /**
     * The artifact that a training job left with S3_GARBAGE_COLLECT OFF: {@code redshift-ml/<model>/<job>/output/model.tar.gz}
     * in the first bucket that has it, in the order of the names.
     */
    public Optional<StoredObject> artifactOfJob(String job) {
        if (!JOB.matcher(job).matches()) {
            return Optional.empty();
        }
        for (Path bucket : folders(root)) {
            if (!ObjectPlace.isBucket(bucket.getFileName().toString())) {
                continue;
            }
            for (Path model : folders(bucket.resolve("redshift-ml"))) {
                Path file = model.resolve(job).resolve("output").resolve("model.tar.gz");
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && isPlain(file)) {
                    String key = bucket.relativize(file).toString().replace('\\', '/');
                    ObjectPlace place = new ObjectPlace(bucket.getFileName().toString(), key);
                    return Optional.of(new StoredObject(place, length(file)));
                }
            }
        }
        return Optional.empty();
    }

    private static long length(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new SqlException(SqlState.IO_ERROR, "The objects of training jobs cannot be listed").causedBy(e);
        }
    }

    private static boolean isPlain(Path file) {
        try {
            return file.toRealPath().equals(file);
        } catch (IOException e) {
            return false;
        }
    }

    /** The folders in a folder, by name; links are none. */
    private static List<Path> folders(Path parent) {
        if (!Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .limit(MOST_FOLDERS)
                    .toList();
        } catch (IOException e) {
            throw new SqlException(SqlState.IO_ERROR, "The objects of training jobs cannot be listed").causedBy(e);
        }
    }

    @Override
    public StoredObject put(ObjectPlace place, Path file) throws IOException {
        String key = place.key();
        Path target = target(place);
        boolean named = !key.isEmpty() && !key.endsWith("/") && !key.contains("//");
        if (!named || !target.equals(target.normalize()) || !target.startsWith(root.resolve(place.bucket()))) {
            throw new SqlException(SqlState.INVALID_PARAMETER_VALUE, "\"" + key + "\" is no valid name of an object");
        }
        try {
            requireInside(target.getParent(), key);
            Path folder = Files.createDirectories(target.getParent());
            requireInside(folder, key);
            return write(place, file, target);
        } catch (FileSystemException e) {
            String reason = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
            throw new IOException(place + " cannot be written: " + reason, e);
        }
    }

    private Path target(ObjectPlace place) {
        String key = place.key();
        try {
            return root.resolve(place.bucket()).resolve(key);
        } catch (InvalidPathException e) {
            throw new SqlException(SqlState.INVALID_PARAMETER_VALUE, "\"" + key + "\" is no valid name of an object")
                    .causedBy(e);
        }
    }

    /** Before a folder is made, too: nothing is made behind a link that leads elsewhere. */
    private static void requireInside(Path folder, String key) throws IOException {
        Path there = folder;
        while (!Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
            there = there.getParent();
        }
        if (!there.toRealPath().equals(there)) {
            throw new SqlException(SqlState.INSUFFICIENT_PRIVILEGE, "\"" + key + "\" leads out of its bucket");
        }
    }

    private static StoredObject write(ObjectPlace place, Path file, Path target) throws IOException {
        Path folder = target.getParent();
        Path draft = Files.createTempFile(folder, ".", ".part");
        try {
            Files.copy(file, draft, StandardCopyOption.REPLACE_EXISTING);
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
        return new StoredObject(place, Files.size(target));
    }

    /** The deepest folder that holds everything with the prefix. */
    private Path folderOf(String bucket, String prefix) {
        Path folder = root.resolve(bucket);
        int slash = prefix.lastIndexOf('/');
        if (slash < 0) {
            return folder;
        }
        try {
            Path resolved = folder.resolve(stripLeadingSlashes(prefix.substring(0, slash)));
            boolean plain = resolved.equals(resolved.normalize()) && resolved.startsWith(folder);
            return plain ? resolved : null;
        } catch (InvalidPathException e) {
            return null;
        }
    }

    private static String stripLeadingSlashes(String path) {
        int start = 0;
        while (start < path.length() && path.charAt(start) == '/') {
            start++;
        }
        return path.substring(start);
    }

    private void collect(String bucket, Path folder, String prefix, List<StoredObject> found) throws IOException {
        if (folder == null || !Files.isDirectory(folder) || !folder.toRealPath().equals(folder)) {
            return;
        }
        Path bucketFolder = root.resolve(bucket);
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String key = bucketFolder.relativize(file).toString().replace('\\', '/');
                if (attributes.isRegularFile() && key.startsWith(prefix)) {
                    found.add(new StoredObject(new ObjectPlace(bucket, key), attributes.size()));
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
