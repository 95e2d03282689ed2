package io.auspex.pgwire.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Reads keys and certificates from PEM files (RFC 7468). */
final class PemReader {
    private static final Pattern SECTION =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
    private static final long LONGEST_FILE = 1 << 20;
    private static final String AS_PKCS8 = "openssl pkcs8 -topk8 -nodes -in key.pem -out key8.pem makes one of it";

    private PemReader() {}

    private record Section(String label, byte[] content) {}

    /** @throws IOException if the file holds none, or something that is no certificate */
    static List<X509Certificate> certificates(Path file) throws IOException, GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> certificates = new ArrayList<>();
        for (Section section : sections(file)) {
            if (section.label().equals("CERTIFICATE")) {
                certificates.add(
                        (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(section.content())));
            }
        }
        if (certificates.isEmpty()) {
            throw new IOException(file + " holds no certificate (BEGIN CERTIFICATE)");
        }
        return certificates;
    }

    /**
     * @param algorithm of the certificate's public key
     * @throws IOException if the file holds no key of PKCS#8, or an encrypted one for which there is no password
     */
    static PrivateKey key(Path file, Optional<String> password, String algorithm)
            throws IOException, GeneralSecurityException {
        for (Section section : sections(file)) {
            switch (section.label()) {
                case "PRIVATE KEY" -> {
                    return KeyFactory.getInstance(algorithm)
                            .generatePrivate(new PKCS8EncodedKeySpec(section.content()));
                }
                case "ENCRYPTED PRIVATE KEY" -> {
                    return KeyFactory.getInstance(algorithm)
                            .generatePrivate(decrypted(file, section.content(), password));
                }
                case "RSA PRIVATE KEY", "EC PRIVATE KEY", "DSA PRIVATE KEY" ->
                    throw new IOException("the key in " + file + " is not in PKCS#8; " + AS_PKCS8);
                default -> {
                    // Parameters of curves, or the certificate in the same file.
                }
            }
        }
        throw new IOException(file + " holds no key (BEGIN PRIVATE KEY)");
    }

    private static PKCS8EncodedKeySpec decrypted(Path file, byte[] content, Optional<String> password)
            throws IOException, GeneralSecurityException {
        if (password.isEmpty()) {
            throw new IOException("the key in " + file + " is encrypted, and AUSPEX_TLS_PASSWORD is not set");
        }
        EncryptedPrivateKeyInfo encrypted = new EncryptedPrivateKeyInfo(content);
        // The name of the whole scheme stands in the parameters where it is PBES2.
        String scheme =
                encrypted.getAlgName().equals("PBES2") || encrypted.getAlgName().startsWith("1.2.840.113549.1.5.13")
                        ? encrypted.getAlgParameters().toString()
                        : encrypted.getAlgName();
        Cipher cipher = Cipher.getInstance(scheme);
        cipher.init(
                Cipher.DECRYPT_MODE,
                SecretKeyFactory.getInstance(scheme)
                        .generateSecret(new PBEKeySpec(password.get().toCharArray())),
                encrypted.getAlgParameters());
        return encrypted.getKeySpec(cipher);
    }

    private static List<Section> sections(Path file) throws IOException {
        if (Files.size(file) > LONGEST_FILE) {
            throw new IOException(file + " is too long for a key or certificate");
        }
        List<Section> sections = new ArrayList<>();
        Matcher matcher = SECTION.matcher(new String(Files.readAllBytes(file), US_ASCII));
        while (matcher.find()) {
            sections.add(new Section(matcher.group(1), base64(file, matcher.group(2))));
        }
        return sections;
    }

    private static byte[] base64(Path file, String text) throws IOException {
        try {
            return Base64.getMimeDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " is no PEM file", e);
        }
    }
}
