package io.auspex.pgwire.conversation;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * What one connection may hold.
 *
 * @param messageBytes longest message of a client that has logged in
 * @param statements prepared statements
 * @param portals open portals
 * @param spoolMemoryBytes rows of suspended portals, encoded, that wait in memory; more go to a file
 * @param spoolFileBytes and this much there
 * @param spoolFolder where such files are made
 */
public record ConversationLimits(
        int messageBytes, int statements, int portals, int spoolMemoryBytes, long spoolFileBytes, Path spoolFolder) {
    public ConversationLimits {
        requireNonNull(spoolFolder, "spoolFolder is null");
        if (messageBytes < 1 || statements < 1 || portals < 1 || spoolMemoryBytes < 0 || spoolFileBytes < 0) {
            throw new IllegalArgumentException("A limit of the wire protocol is too small");
        }
    }

    public static ConversationLimits of(Path spoolFolder) {
        return new ConversationLimits(64 << 20, 5_000, 1_000, 4 << 20, 16L << 30, spoolFolder);
    }
}
