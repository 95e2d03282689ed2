package io.auspex.app.serve;

import io.auspex.app.failure.CommandFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The folder that holds all that a server keeps, locked for as long as it is open: two servers on one folder would destroy
 * each other's work. The lock is the operating system's, so it goes with the process however that ends.
 */
final class DataFolder implements AutoCloseable {
    private final Path path;
    private final boolean isNew;
    private final FileChannel channel;

    private DataFolder(Path path, boolean isNew, FileChannel channel) {
        this.path = path;
        this.isNew = isNew;
        this.channel = channel;
    }

    /**
     * Makes the folder where there is none, readable by its owner only, and locks it.
     *
     * @throws CommandFailure where another server has it, or it cannot be made or written
     */
    static DataFolder open(Path given) {
        Path path = given.toAbsolutePath().normalize();
        try {
            createPrivately(path);
            Path lockFile = path.resolve("lock");
            FileChannel channel = FileChannel.open(
                    lockFile, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (!lock(channel)) {
                String holder = Files.readString(lockFile).strip();
                channel.close();
                throw new CommandFailure("another server" + (holder.isEmpty() ? "" : " (process " + holder + ")")
                        + " is running on the data folder " + path);
            }
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
            return new DataFolder(path, Files.notExists(databaseFile(path)), channel);
        } catch (IOException e) {
            throw new CommandFailure("the data folder " + path + " cannot be used: " + reason(e), e);
        }
    }

    private static void createPrivately(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return;
        }
        Files.createDirectories(path.getParent());
        try {
            Files.createDirectory(path, permissions(path, "rwx------"));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(path)) {
                throw new IOException("it is not a folder", e);
            }
        }
    }

    private static boolean lock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            // This very process has it.
            return false;
        }
    }

    /** Names of exception classes say what messages of file exceptions leave out. */
    private static String reason(IOException e) {
        String message = e.getMessage() == null ? "" : e.getMessage();
        return e.getClass() == IOException.class ? message : e.getClass().getSimpleName() + " " + message;
    }

    Path path() {
        return path;
    }

    /** Whether no server has worked here before. */
    boolean isNew() {
        return isNew;
    }

    Path databaseFile() {
        return databaseFile(path);
    }

    private static Path databaseFile(Path path) {
        return path.resolve(LocalServer.DATABASE + ".duckdb");
    }

    /** Where the local object store keeps {@code s3://bucket/...}. */
    Path bucket(String bucket) {
        return path.resolve("s3").resolve(bucket);
    }

    private static FileAttribute<?>[] permissions(Path near, String text) {
        boolean posix = near.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text))}
                : new FileAttribute<?>[0];
    }

    /** Unlocks. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new CommandFailure("the data folder " + path + " could not be unlocked: " + reason(e), e);
        }
    }
}
