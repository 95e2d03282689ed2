package io.auspex.server.storage;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Objects by bucket and key, in folders: {@code s3://bucket/key} is the file {@code root/bucket/key}. A name can never lead
 * out of its bucket's folder, neither by {@code ..} nor by a symbolic link: links are not followed at all.
 */
public final class ObjectStore {
    private static final Pattern LOCATION = Pattern.compile("s3://([^/]*)(?:/(.*))?", Pattern.DOTALL);
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

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
        Matcher parts = LOCATION.matcher(location);
        if (!parts.matches()) {
            throw new SqlException(SqlState.INVALID_PARAMETER_VALUE, "\"" + location + "\" is no object location")
                    .withHint("Write 's3://bucket/key'; that is the file s3/bucket/key of the server's data folder.");
        }
        String bucket = parts.group(1);
        String prefix = parts.group(2) == null ? "" : parts.group(2);
        if (!BUCKET.matcher(bucket).matches() || bucket.contains("..")) {
            throw new SqlException(SqlState.INVALID_PARAMETER_VALUE, "\"" + bucket + "\" is no valid name of a bucket")
                    .withHint("A bucket's name has 3 to 63 lower-case letters, digits, hyphens and points.");
        }
        List<StoredObject> found = new ArrayList<>();
        try {
            collect(bucket, folderOf(bucket, prefix), prefix, found);
        } catch (IOException e) {
            throw new SqlException(SqlState.IO_ERROR, "The objects under \"" + location + "\" cannot be listed")
                    .causedBy(e);
        }
        if (found.isEmpty()) {
            throw new SqlException(SqlState.UNDEFINED_FILE, "The specified S3 prefix '" + prefix + "' does not exist")
                    .withDetail("Bucket: " + bucket)
                    .withHint("Put the file at " + root + "/" + bucket + "/" + prefix + " on the server's machine.");
        }
        found.sort(Comparator.comparing(StoredObject::location));
        return found;
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
