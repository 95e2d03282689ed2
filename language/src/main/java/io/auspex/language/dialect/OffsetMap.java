package io.auspex.language.dialect;

import java.util.Arrays;

/**
 * Where each piece of a rewritten statement came from. A piece is a stretch of output that either equals the user's text
 * character by character, or stands as a whole for one place in it.
 */
public final class OffsetMap {
    private int pieces;
    private int[] outputStart = new int[64];
    private int[] sourceStart = new int[64];
    private int[] sourceLength = new int[64];

    OffsetMap() {}

    void add(int output, int source, int length) {
        if (pieces == outputStart.length) {
            outputStart = Arrays.copyOf(outputStart, pieces * 2);
            sourceStart = Arrays.copyOf(sourceStart, pieces * 2);
            sourceLength = Arrays.copyOf(sourceLength, pieces * 2);
        }
        outputStart[pieces] = output;
        sourceStart[pieces] = source;
        sourceLength[pieces] = length;
        pieces++;
    }

    /** The offset in the user's text that best matches one in the rewritten text; both 0-based, in UTF-16 units. */
    public int original(int output) {
        if (pieces == 0) {
            return 0;
        }
        int found = Arrays.binarySearch(outputStart, 0, pieces, Math.max(output, 0));
        int piece = found >= 0 ? found : Math.max(-found - 2, 0);
        int inside = Math.max(output - outputStart[piece], 0);
        return sourceStart[piece] + Math.min(inside, Math.max(sourceLength[piece] - 1, 0));
    }
}
