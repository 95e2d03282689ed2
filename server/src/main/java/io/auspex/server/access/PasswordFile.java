package io.auspex.server.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.Set;

/**
 * The superuser's password in a file that only the server's owner reads: made up on the first start, so that there never is
 * a server with a well-known one.
 */
public final class PasswordFile {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");
    /** Without characters that look alike. */
    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static final int LENGTH = 20;

    private final Path file;

    public PasswordFile(Path dataFolder) {
        this.file = dataFolder.resolve("password");
    }

    public Path path() {
        return file;
    }

    /** What the file holds, if there is one. */
    public Optional<String> read() throws IOException {
        return Files.exists(file)
                ? Optional.of(Files.readString(file, StandardCharsets.UTF_8).strip())
                : Optional.empty();
    }

    /**
     * Makes sure that the superuser exists and has a password.
     *
     * @param chosen by the operator: it becomes the password, and the file follows; where absent, a user without a password
     *     gets the one in the file, or a new one that is written there
     */
    public void apply(Accounts accounts, String superuser, Optional<String> chosen) throws IOException {
        accounts.createSuperuser(superuser);
        if (chosen.isPresent()) {
            // Checking one takes as long as setting it, on purpose, so another one than the last is not checked first.
            boolean isLast = read().filter(chosen.get()::equals).isPresent();
            if (!isLast || !accounts.checkPassword(superuser, chosen.get())) {
                accounts.setPassword(superuser, chosen.get());
            }
            write(chosen.get());
        } else if (accounts.verifier(superuser).isEmpty()) {
            String password = read().orElseGet(PasswordFile::random);
            write(password);
            accounts.setPassword(superuser, password);
        }
    }

    private static String random() {
        SecureRandom random = new SecureRandom();
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return password.toString();
    }

    /** In one step, and never readable by others in between. */
    private void write(String password) throws IOException {
        if (read().filter(password::equals).isPresent()) {
            return;
        }
        Path draft = Files.createTempFile(file.toAbsolutePath().getParent(), "password", ".draft");
        try {
            if (Files.getFileStore(draft).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(draft, OWNER_ONLY);
            }
            Files.writeString(draft, password + "\n", StandardCharsets.UTF_8);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
