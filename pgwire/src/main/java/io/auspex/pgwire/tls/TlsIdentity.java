package io.auspex.pgwire.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Who the server is to its TLS clients: a key and a certificate. One that is made is kept in a folder as {@code server.p12}
 * (mode 0600), with {@code cert.pem} beside it for clients to trust.
 *
 * @param context makes the server's side of TLS connections
 * @param certificate what clients see
 * @param certificateFile the same as PEM, for {@code sslrootcert}; absent where it came in a PKCS#12 file of the operator's
 */
public record TlsIdentity(SSLContext context, X509Certificate certificate, Optional<Path> certificateFile) {
    private static final System.Logger LOG = System.getLogger(TlsIdentity.class.getName());

    /** PKCS#12 wants a password; what protects the file is its mode. */
    private static final String STORE_PASSWORD = "auspex";

    private static final String KEY_ALIAS = "server";

    /** @throws IOException saying which file cannot be used, and why */
    public static TlsIdentity open(TlsSource source) throws IOException {
        if (source instanceof TlsSource.Made made) {
            return open(made.folder());
        }
        try {
            if (source instanceof TlsSource.KeyStoreFile store) {
                warnIfReadable(store.file());
                char[] password = store.password().orElse("").toCharArray();
                return of(load(store.file(), password), password, store.file(), Optional.empty());
            }
            TlsSource.PemFiles pem = (TlsSource.PemFiles) source;
            warnIfReadable(pem.key());
            return of(storeOf(pem), STORE_PASSWORD.toCharArray(), pem.certificates(), Optional.of(pem.certificates()));
        } catch (NoSuchFileException e) {
            throw new IOException("The TLS file " + e.getFile() + " does not exist", e);
        } catch (IOException | GeneralSecurityException e) {
            throw new IOException("The TLS certificate " + source + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static KeyStore storeOf(TlsSource.PemFiles pem) throws IOException, GeneralSecurityException {
        List<X509Certificate> chain = PemReader.certificates(pem.certificates());
        PublicKey publicKey = chain.get(0).getPublicKey();
        PrivateKey key = PemReader.key(pem.key(), pem.password(), publicKey.getAlgorithm());
        requirePair(key, publicKey, pem);
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(KEY_ALIAS, key, STORE_PASSWORD.toCharArray(), chain.toArray(new Certificate[0]));
        return store;
    }

    private static void requirePair(PrivateKey key, PublicKey publicKey, TlsSource.PemFiles pem)
            throws IOException, GeneralSecurityException {
        String algorithm =
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> key.getAlgorithm();
                };
        byte[] text = KEY_ALIAS.getBytes(US_ASCII);
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(text);
        byte[] signed = signature.sign();
        signature.initVerify(publicKey);
        signature.update(text);
        if (!signature.verify(signed)) {
            throw new IOException("the key " + pem.key() + " is not the one of the certificate");
        }
    }

    private static void warnIfReadable(Path file) throws IOException {
        if (Files.getFileStore(file).supportsFileAttributeView("posix")
                && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)) {
            LOG.log(System.Logger.Level.WARNING, "The TLS key " + file + " can be read by everybody on this machine");
        }
    }

    /** @throws IOException if the folder cannot be used, or holds a key store that cannot be read */
    private static TlsIdentity open(Path folder) throws IOException {
        Path storeFile = folder.resolve("server.p12");
        try {
            if (Files.notExists(storeFile)) {
                Files.createDirectories(folder);
                create(storeFile);
            }
            char[] password = STORE_PASSWORD.toCharArray();
            Path certificateFile = folder.resolve("cert.pem");
            TlsIdentity identity = of(load(storeFile, password), password, storeFile, Optional.of(certificateFile));
            writeAtomically(certificateFile, pem(identity.certificate()).getBytes(US_ASCII), false);
            return identity;
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "The TLS key store " + storeFile + " cannot be used (" + e.getMessage()
                            + "); remove it to have a new one made",
                    e);
        }
    }

    private static KeyStore load(Path file, char[] password) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password);
        }
        return store;
    }

    private static TlsIdentity of(KeyStore store, char[] password, Path file, Optional<Path> certificateFile)
            throws IOException, GeneralSecurityException {
        X509Certificate certificate = certificate(store, file);
        certificate.checkValidity();
        return new TlsIdentity(context(store, password), certificate, certificateFile);
    }

    private static void create(Path storeFile) throws GeneralSecurityException, IOException {
        SelfSignedCertificate made = SelfSignedCertificate.forThisMachine();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(KEY_ALIAS, made.key(), STORE_PASSWORD.toCharArray(), new Certificate[] {made.certificate()});
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        store.store(bytes, STORE_PASSWORD.toCharArray());
        writeAtomically(storeFile, bytes.toByteArray(), true);
    }

    private static X509Certificate certificate(KeyStore store, Path storeFile)
            throws GeneralSecurityException, IOException {
        for (String alias : Collections.list(store.aliases())) {
            if (store.isKeyEntry(alias) && store.getCertificate(alias) instanceof X509Certificate certificate) {
                return certificate;
            }
        }
        throw new IOException("The TLS key store " + storeFile + " holds no key with a certificate");
    }

    private static SSLContext context(KeyStore store, char[] password) throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, new SecureRandom());
        return context;
    }

    private static String pem(X509Certificate certificate) throws GeneralSecurityException {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    /** A crash in between leaves no half file, and a secret is never readable by others, not even for a moment. */
    private static void writeAtomically(Path file, byte[] content, boolean secret) throws IOException {
        boolean posix = Files.getFileStore(file.getParent()).supportsFileAttributeView("posix");
        FileAttribute<?>[] attributes = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(secret ? "rw-------" : "rw-r--r--"))
                }
                : new FileAttribute<?>[0];
        Path temporary = Files.createTempFile(file.getParent(), "new", ".part", attributes);
        try {
            Files.write(temporary, content);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}
