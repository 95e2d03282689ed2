package io.auspex.model.artifact;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names content by what is in it: artifacts in the catalog, the arrays of a manifest, the data that a model learnt from. */
public final class ContentHash {
    private ContentHash() {}

    /** SHA-256 (FIPS 180-4), as 64 lower-case hexadecimal digits. */
    public static String of(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
