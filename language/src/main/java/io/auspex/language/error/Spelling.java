package io.auspex.language.error;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Which name a misspelt one was meant to be: hints suggest only what is close. */
public final class Spelling {
    private Spelling() {}

    /** Whether at most a third of the longer name's characters differ, without regard to case. */
    public static boolean isClose(String a, String b) {
        int limit = Math.max(a.length(), b.length()) / 3 + 1;
        return editDistance(a.toLowerCase(Locale.ROOT), b.toLowerCase(Locale.ROOT), limit) < limit;
    }

    /** The closest of the candidates that are {@linkplain #isClose close}. */
    public static Optional<String> closest(String name, Collection<String> candidates) {
        String best = null;
        int bestDistance = Integer.MAX_VALUE;
        for (String candidate : candidates) {
            int distance =
                    editDistance(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT), Integer.MAX_VALUE);
            if (distance < bestDistance && isClose(name, candidate)) {
                bestDistance = distance;
                best = candidate;
            }
        }
        return Optional.ofNullable(best);
    }

    /** Optimal string alignment distance; a swap of neighbours counts as one edit. Gives {@code limit} where it is more. */
    public static int editDistance(String a, String b, int limit) {
        if (Math.abs(a.length() - b.length()) >= limit) {
            return limit;
        }
        int[][] distance = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    distance[i][j] = i + j;
                    continue;
                }
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int least =
                        Math.min(distance[i - 1][j - 1] + change, 1 + Math.min(distance[i - 1][j], distance[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    least = Math.min(least, 1 + distance[i - 2][j - 2]);
                }
                distance[i][j] = least;
            }
        }
        return Math.min(limit, distance[a.length()][b.length()]);
    }
}
