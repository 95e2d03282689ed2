package io.auspex.server.storage;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Objects by bucket and key, in folders: {@code s3://bucket/key} is the file {@code root/bucket/key}. A name can never lead
 * out of its bucket's folder, neither by {@code ..} nor by a symbolic link: links are not followed at all.
 */
public final class ObjectStore {
    private static final Pattern LOCATION = Pattern.compile("s3://([^/]*)(?:/(.*))?", Pattern.DOTALL);
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    /** What names of training jobs are made of. */
    private static final Pattern JOB = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]{0,126}");

    private static final long LONGEST_TEXT = 16 << 20;

    /** Models that are looked through for a job, in each bucket. */
    private static final int MOST_FOLDERS = 10_000;

    private final Path root;

    public ObjectStore(Path root) throws IOException {
        this.root = Files.createDirectories(root).toRealPath();
    }

    /** One object: its whole name, as users know it, and its file. */
    public record StoredObject(String location, Path file) {}

    /**
     * The objects whose names begin with a prefix, in the order of their names.
     *
     * @throws SqlException UNDEFINED_FILE if there is none, INVALID_PARAMETER_VALUE if the location is no {@code s3://} one
     */
    public List<StoredObject> list(String location) {
        Place place = place(location);
        List<StoredObject> found = find(place);
        if (found.isEmpty()) {
            throw new SqlException(
                            SqlState.UNDEFINED_FILE, "The specified S3 prefix '" + place.key() + "' does not exist")
                    .withDetail("Bucket: " + place.bucket())
                    .withHint("Put the file at " + root + "/" + place.bucket() + "/" + place.key()
                            + " on the server's machine.");
        }
        return found;
    }

    /**
     * A place that a location names.
     *
     * @param key the name of an object in the bucket, or what such names begin with; may be empty
     */
    public record Place(String bucket, String key) {
        @Override
        public String toString() {
            return "s3://" + bucket + "/" + key;
        }
    }

    /** @throws SqlException INVALID_PARAMETER_VALUE if the location is no {@code s3://} one */
    public static Place place(String location) {
        Matcher parts = LOCATION.matcher(location);
        if (!parts.matches()) {
            throw new SqlException(SqlState.INVALID_PARAMETER_VALUE, "\"" + location + "\" is no object location")
                    .withHint("Write 's3://bucket/key'; that is the file s3/bucket/key of the server's data folder.");
        }
        requireBucket(parts.group(1));
        return new Place(parts.group(1), parts.group(2) == null ? "" : parts.group(2));
    }

    /** The objects whose names begin with the place's key, in the order of their names; perhaps none. */
    public List<StoredObject> find(Place place) {
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

    /**
     * The text of a short object, such as a manifest.
     *
     * @throws SqlException UNDEFINED_FILE if there is none, BAD_COPY_FILE_FORMAT if it is long or not UTF-8
     */
    public String read(String location) {
        StoredObject object = get(location);
        try {
            if (Files.size(object.file()) > LONGEST_TEXT) {
                throw new SqlException(
                        SqlState.BAD_COPY_FILE_FORMAT,
                        location + " is longer than " + (LONGEST_TEXT >> 20)
                                + " MB, which is too long for such a file");
            }
            return Files.readString(object.file());
        } catch (CharacterCodingException e) {
            throw new SqlException(SqlState.BAD_COPY_FILE_FORMAT, location + " is not UTF-8 text").causedBy(e);
        } catch (IOException e) {
            throw new SqlException(SqlState.IO_ERROR, location + " cannot be read").causedBy(e);
        }
    }

    /** Removes an object that {@link #find} or {@link #put} gave; a no-op if it is gone. */
    public void delete(StoredObject object) throws IOException {
        Files.deleteIfExists(object.file());
    }

    /**
     * The object of exactly this name.
     *
     * @throws SqlException UNDEFINED_FILE if there is none, INVALID_PARAMETER_VALUE if the location is no {@code s3://} one
     */
    public StoredObject get(String location) {
        for (StoredObject object : list(location)) {
            if (object.location().equals(location)) {
                return object;
            }
        }
        throw new SqlException(SqlState.UNDEFINED_FILE, "The object \"" + location + "\" does not exist")
                .withHint("There are objects whose names begin so; give the whole name of one.");
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
            for (Path model : folders(bucket.resolve("redshift-ml"))) {
                Path file = model.resolve(job).resolve("output").resolve("model.tar.gz");
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && isPlain(file)) {
                    String key = bucket.relativize(file).toString().replace('\\', '/');
                    return Optional.of(new StoredObject("s3://" + bucket.getFileName() + "/" + key, file));
                }
            }
        }
        return Optional.empty();
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

    /**
     * Makes an object of a file, or replaces it.
     *
     * @param bucket made where it is missing
     * @param key parts of it that are no plain names are refused
     * @throws SqlException INVALID_PARAMETER_VALUE if the name is not valid
     * @throws IOException if the file cannot be copied
     */
    public StoredObject put(String bucket, String key, Path file) throws IOException {
        requireBucket(bucket);
        Path target = target(bucket, key);
        boolean named = !key.isEmpty() && !key.endsWith("/") && !key.contains("//");
        if (!named || !target.equals(target.normalize()) || !target.startsWith(root.resolve(bucket))) {
            throw new SqlException(SqlState.INVALID_PARAMETER_VALUE, "\"" + key + "\" is no valid name of an object");
        }
        try {
            requireInside(target.getParent(), key);
            Path folder = Files.createDirectories(target.getParent());
            requireInside(folder, key);
            return write(bucket, key, file, target);
        } catch (FileSystemException e) {
            String reason = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
            throw new IOException("s3://" + bucket + "/" + key + " cannot be written: " + reason, e);
        }
    }

    private Path target(String bucket, String key) {
        try {
            return root.resolve(bucket).resolve(key);
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

    private static StoredObject write(String bucket, String key, Path file, Path target) throws IOException {
        Path folder = target.getParent();
        Path draft = Files.createTempFile(folder, ".", ".part");
        try {
            Files.copy(file, draft, StandardCopyOption.REPLACE_EXISTING);
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
        return new StoredObject("s3://" + bucket + "/" + key, target);
    }

    /** @throws SqlException INVALID_PARAMETER_VALUE if no bucket can have this name */
    public static void requireBucket(String bucket) {
        if (!BUCKET.matcher(bucket).matches() || bucket.contains("..")) {
            throw new SqlException(SqlState.INVALID_PARAMETER_VALUE, "\"" + bucket + "\" is no valid name of a bucket")
                    .withHint("A bucket's name has 3 to 63 lower-case letters, digits, hyphens and points.");
        }
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
                    found.add(new StoredObject("s3://" + bucket + "/" + key, file));
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
