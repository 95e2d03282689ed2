package io.auspex.pgwire.tls;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Optional;

/** Where the server's key and certificate come from. */
public sealed interface TlsSource {
    /** Made on the first start and kept in a folder; an operator may put another PKCS#12 store in its place. */
    record Made(Path folder) implements TlsSource {
        public Made {
            requireNonNull(folder, "folder is null");
        }
    }

    /** A PKCS#12 file. */
    record KeyStoreFile(Path file, Optional<String> password) implements TlsSource {
        public KeyStoreFile {
            requireNonNull(file, "file is null");
        }

        @Override
        public String toString() {
            return file.toString();
        }
    }

    /**
     * Two PEM files, as certificate authorities hand them out.
     *
     * @param certificates the server's own first, then those that lead to its authority
     * @param key in PKCS#8
     * @param password of an encrypted key
     */
    record PemFiles(Path certificates, Path key, Optional<String> password) implements TlsSource {
        public PemFiles {
            requireNonNull(certificates, "certificates is null");
            requireNonNull(key, "key is null");
        }

        @Override
        public String toString() {
            return certificates + " with " + key;
        }
    }
}
