package io.auspex.pgwire.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Collections;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Who the server is to its TLS clients: a key and a certificate, kept in a folder as {@code server.p12} (mode 0600), with
 * {@code cert.pem} beside it for clients to trust. Made on the first start; an operator may put another PKCS#12 store in
 * its place.
 *
 * @param context makes the server's side of TLS connections
 * @param certificate what clients see
 * @param certificateFile the same as PEM, for {@code sslrootcert}
 */
public record TlsIdentity(SSLContext context, X509Certificate certificate, Path certificateFile) {
    /** PKCS#12 wants a password; what protects the file is its mode. */
    private static final char[] STORE_PASSWORD = "auspex".toCharArray();

    private static final String KEY_ALIAS = "server";

    /** @throws IOException if the folder cannot be used, or holds a key store that cannot be read */
    public static TlsIdentity open(Path folder) throws IOException {
        Path storeFile = folder.resolve("server.p12");
        try {
            if (Files.notExists(storeFile)) {
                Files.createDirectories(folder);
                create(storeFile);
            }
            KeyStore store = KeyStore.getInstance("PKCS12");
            try (InputStream in = Files.newInputStream(storeFile)) {
                store.load(in, STORE_PASSWORD);
            }
            X509Certificate certificate = certificate(store, storeFile);
            certificate.checkValidity();
            Path certificateFile = folder.resolve("cert.pem");
            writeAtomically(certificateFile, pem(certificate).getBytes(US_ASCII), false);
            return new TlsIdentity(context(store), certificate, certificateFile);
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "The TLS key store " + storeFile + " cannot be used (" + e.getMessage()
                            + "); remove it to have a new one made",
                    e);
        }
    }

    private static void create(Path storeFile) throws GeneralSecurityException, IOException {
        SelfSignedCertificate made = SelfSignedCertificate.forThisMachine();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(KEY_ALIAS, made.key(), STORE_PASSWORD, new Certificate[] {made.certificate()});
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        store.store(bytes, STORE_PASSWORD);
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

    private static SSLContext context(KeyStore store) throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, STORE_PASSWORD);
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
