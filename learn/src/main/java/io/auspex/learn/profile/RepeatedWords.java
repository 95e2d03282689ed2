package io.auspex.learn.profile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Tells names made of words, which say something about new rows too, from codes, which do not: {@code Braund, Mr. Owen Harris} has a
 * word that others have as well, a telephone number or a UUID has none.
 */
public final class RepeatedWords {
    private static final int LOOKED_AT = 5000;
    /** A word that stands in fewer values than this share, or than {@link #FEWEST}, tells little. */
    private static final double RARE = 0.01;

    private static final int FEWEST = 4;
    /** A word that stands in more values than this share tells nothing. */
    private static final double EVERYWHERE = 0.95;
    /** Values that have such a word, for the column to be worth taking apart. */
    private static final double LEAST_SHARE = 0.5;

    private RepeatedWords() {}

    /** Whether at least half of the values have a word of letters that several others have and not all. */
    public static boolean in(Collection<String> distinct) {
        List<Set<String>> words = new ArrayList<>();
        Map<String, Integer> counts = new HashMap<>();
        for (String value : new TreeSet<>(distinct)) {
            if (words.size() == LOOKED_AT) {
                break;
            }
            Set<String> found = words(value);
            words.add(found);
            found.forEach(word -> counts.merge(word, 1, Integer::sum));
        }
        double least = Math.max(FEWEST, RARE * words.size());
        double most = EVERYWHERE * words.size();
        int telling = 0;
        for (Set<String> found : words) {
            boolean tells = found.stream().mapToInt(counts::get).anyMatch(count -> count >= least && count <= most);
            telling += tells ? 1 : 0;
        }
        return !words.isEmpty() && telling >= LEAST_SHARE * words.size();
    }

    /** Runs of letters and digits that are letters only, at least two. */
    private static Set<String> words(String value) {
        Set<String> words = new HashSet<>();
        int start = 0;
        boolean letters = true;
        for (int at = 0; at <= value.length(); at++) {
            boolean inside = at < value.length() && Character.isLetterOrDigit(value.charAt(at));
            if (inside) {
                letters &= Character.isLetter(value.charAt(at));
                continue;
            }
            if (letters && at - start >= 2) {
                words.add(value.substring(start, at));
            }
            start = at + 1;
            letters = true;
        }
        return words;
    }
}
