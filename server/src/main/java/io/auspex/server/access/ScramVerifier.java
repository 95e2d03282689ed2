package io.auspex.server.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the server keeps of a password: enough to check it and to run SCRAM-SHA-256 (RFC 5802, RFC 7677), not enough to
 * log in with. The text form is PostgreSQL's: {@code SCRAM-SHA-256$iterations:salt$StoredKey:ServerKey}, base64 inside.
 */
public record ScramVerifier(int iterations, byte[] salt, byte[] storedKey, byte[] serverKey) {
    /** PostgreSQL's default is 4,096; clients pay for the rounds at every login, so this stays well below a second. */
    public static final int DEFAULT_ITERATIONS = 32_768;

    private static final int MINIMUM_ITERATIONS = 4_096;
    private static final int SALT_BYTES = 16;
    private static final int KEY_BYTES = 32;
    private static final Pattern TEXT_FORM =
            Pattern.compile("SCRAM-SHA-256\\$(\\d{1,9}):([A-Za-z0-9+/=]+)\\$([A-Za-z0-9+/=]+):([A-Za-z0-9+/=]+)");
    private static final SecureRandom RANDOM = new SecureRandom();

    public ScramVerifier {
        if (iterations < MINIMUM_ITERATIONS) {
            throw new IllegalArgumentException("A SCRAM verifier needs at least " + MINIMUM_ITERATIONS + " iterations");
        }
        if (salt.length == 0 || storedKey.length != KEY_BYTES || serverKey.length != KEY_BYTES) {
            throw new IllegalArgumentException("A SCRAM verifier needs a salt and keys of " + KEY_BYTES + " bytes");
        }
        salt = salt.clone();
        storedKey = storedKey.clone();
        serverKey = serverKey.clone();
    }

    /** A verifier with a fresh random salt. */
    public static ScramVerifier of(String password) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return derive(password, salt, DEFAULT_ITERATIONS);
    }

    /**
     * A verifier that no password matches, for names that do not exist: the exchange looks the same, and the same name
     * gets the same salt each time, so that nobody learns which users there are.
     *
     * @param secret known to this server only
     */
    public static ScramVerifier fake(String user, byte[] secret) {
        byte[] salt = Arrays.copyOf(hmac(secret, ("salt:" + user).getBytes(UTF_8)), SALT_BYTES);
        byte[] storedKey = hmac(secret, ("stored:" + user).getBytes(UTF_8));
        byte[] serverKey = hmac(secret, ("server:" + user).getBytes(UTF_8));
        return new ScramVerifier(DEFAULT_ITERATIONS, salt, storedKey, serverKey);
    }

    /** @throws IllegalArgumentException if the text is not a verifier */
    public static ScramVerifier parse(String text) {
        Matcher matcher = TEXT_FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("Not a SCRAM-SHA-256 verifier");
        }
        Base64.Decoder base64 = Base64.getDecoder();
        return new ScramVerifier(
                Integer.parseInt(matcher.group(1)),
                base64.decode(matcher.group(2)),
                base64.decode(matcher.group(3)),
                base64.decode(matcher.group(4)));
    }

    /** Whether the password is the one this was made of; takes the same time whichever byte differs. */
    public boolean matches(String password) {
        return MessageDigest.isEqual(derive(password, salt, iterations).storedKey, storedKey);
    }

    /**
     * Whether a proof comes from somebody who knows the password: ClientKey is the proof XOR HMAC(StoredKey, AuthMessage),
     * and its hash must be StoredKey (RFC 5802, section 3).
     *
     * @param authMessage what both sides have said so far
     */
    public boolean isProved(byte[] proof, byte[] authMessage) {
        byte[] clientKey = hmac(storedKey, authMessage);
        if (proof.length != clientKey.length) {
            return false;
        }
        for (int i = 0; i < clientKey.length; i++) {
            clientKey[i] ^= proof[i];
        }
        return MessageDigest.isEqual(sha256(clientKey), storedKey);
    }

    /** Proves to a client that the server knows the verifier: HMAC(ServerKey, AuthMessage). */
    public byte[] serverSignature(byte[] authMessage) {
        return hmac(serverKey, authMessage);
    }

    @Override
    public byte[] salt() {
        return salt.clone();
    }

    @Override
    public byte[] storedKey() {
        return storedKey.clone();
    }

    @Override
    public byte[] serverKey() {
        return serverKey.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ScramVerifier that
                && iterations == that.iterations
                && MessageDigest.isEqual(salt, that.salt)
                && MessageDigest.isEqual(storedKey, that.storedKey)
                && MessageDigest.isEqual(serverKey, that.serverKey);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(salt);
    }

    /** The text form that is stored. */
    @Override
    public String toString() {
        Base64.Encoder base64 = Base64.getEncoder();
        return "SCRAM-SHA-256$" + iterations + ":" + base64.encodeToString(salt) + "$"
                + base64.encodeToString(storedKey) + ":" + base64.encodeToString(serverKey);
    }

    private static ScramVerifier derive(String password, byte[] salt, int iterations) {
        try {
            // RFC 4013 prepares passwords by normal form KC; PostgreSQL's clients do the same.
            char[] normalized =
                    Normalizer.normalize(password, Normalizer.Form.NFKC).toCharArray();
            byte[] salted = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(new PBEKeySpec(normalized, salt, iterations, KEY_BYTES * 8))
                    .getEncoded();
            byte[] clientKey = hmac(salted, "Client Key".getBytes(UTF_8));
            return new ScramVerifier(iterations, salt, sha256(clientKey), hmac(salted, "Server Key".getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime lacks PBKDF2WithHmacSHA256", e);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime lacks SHA-256", e);
        }
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime lacks HmacSHA256", e);
        }
    }
}
