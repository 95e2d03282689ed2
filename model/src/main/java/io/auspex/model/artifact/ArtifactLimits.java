package io.auspex.model.artifact;

/**
 * How large an artifact may be. Where the Java heap is small, less is taken: what is read occupies several times its size
 * while it is checked.
 */
public final class ArtifactLimits {
    private static final long MEBIBYTE = 1 << 20;

    private ArtifactLimits() {}

    /** Bytes of {@code model.tar.gz}. */
    static int packedBytes() {
        return (int) shareOfHeap(8, 512 * MEBIBYTE);
    }

    /** Bytes of {@code manifest.json}; as objects they take up to some fifty times as much. */
    static int manifestBytes() {
        return (int) shareOfHeap(128, 64 * MEBIBYTE);
    }

    /** Bytes of {@code arrays.bin}. */
    static int arrayBytes() {
        return (int) shareOfHeap(8, 512 * MEBIBYTE);
    }

    /** Bytes of all files in an archive that another program packed. */
    public static int unpackedBytes() {
        return (int) shareOfHeap(8, 512 * MEBIBYTE);
    }

    private static long shareOfHeap(int parts, long most) {
        return Math.max(MEBIBYTE, Math.min(most, Runtime.getRuntime().maxMemory() / parts));
    }

    /** @throws ArtifactException if {@code arrays.bin} would be larger than any reader takes */
    static void requireArrayBytes(long length) {
        if (length > 512 * MEBIBYTE) {
            throw new ArtifactException("The model is too large: its arrays take more than 512 MiB");
        }
    }
}
