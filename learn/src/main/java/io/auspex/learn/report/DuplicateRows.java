package io.auspex.learn.report;

import static io.auspex.learn.report.Wording.percent;
import static io.auspex.learn.report.Wording.quoted;

import io.auspex.learn.frame.Frame;
import io.auspex.learn.profile.ColumnProfile;
import io.auspex.learn.profile.ColumnRole;
import io.auspex.learn.profile.DataProfile;
import io.auspex.learn.profile.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Rows that are there more than once, and rows that contradict each other. A copy that lies in the training part and in the
 * validation part makes a model look better than it is; what differs in nothing but the target nobody can tell apart.
 *
 * <p>Looks at all rows, by a hash of 64 bits: of 10 million different rows two have the same one with a probability of 3 in a million.
 */
final class DuplicateRows {
    private static final double LEAST_SHARE = 0.01;
    private static final double MANY = 0.1;

    private DuplicateRows() {}

    static List<Finding> find(Frame features, DataProfile profile, Optional<Target> target) {
        List<Finding> findings = new ArrayList<>();
        long[] rows = new long[features.rows()];
        for (ColumnProfile column : profile.columns()) {
            // A number for the row hides that the rest of it is a copy.
            if (column.role() != ColumnRole.CONSTANT && column.role() != ColumnRole.IDENTIFIER) {
                mix(rows, features, column.column());
            }
        }
        long[] whole = rows.clone();
        target.ifPresent(known -> mix(whole, known.values()));
        double copies = (double) (rows.length - distinct(whole)) / Math.max(1, rows.length);
        if (copies >= LEAST_SHARE) {
            findings.add(Finding.ofRows(
                    FindingKind.DUPLICATE_ROWS,
                    copies >= MANY ? Severity.WARNING : Severity.INFO,
                    copies,
                    percent(copies) + " of the rows are copies of another row; a model is judged too well by rows that"
                            + " it has learnt from. SELECT DISTINCT removes them, if they are no rows in their own"
                            + " right."));
        }
        target.flatMap(known -> contradicting(rows, whole, known)).ifPresent(findings::add);
        return findings;
    }

    private static Optional<Finding> contradicting(long[] rows, long[] whole, Target target) {
        double share = (double) contradicting(rows, whole) / Math.max(1, rows.length);
        if (share < LEAST_SHARE) {
            return Optional.empty();
        }
        return Optional.of(Finding.ofRows(
                FindingKind.CONTRADICTING_ROWS,
                share >= MANY ? Severity.WARNING : Severity.INFO,
                share,
                percent(share) + " of the rows have the same features as a row with another "
                        + quoted(target.field().name()) + "; no model can tell them apart."));
    }

    /** Rows in groups of equal features that have more than one target. */
    private static int contradicting(long[] rows, long[] whole) {
        long[] sortedRows = rows.clone();
        Arrays.sort(sortedRows);
        // Of each group, whether a second target was seen: sorted by features, the first row's whole hash is
        // remembered.
        int groups = 0;
        int[] group = new int[rows.length];
        long[] keys = new long[rows.length];
        for (int i = 0; i < sortedRows.length; i++) {
            if (i == 0 || sortedRows[i] != sortedRows[i - 1]) {
                keys[groups++] = sortedRows[i];
            }
        }
        long[] seen = new long[groups];
        int[] size = new int[groups];
        boolean[] mixed = new boolean[groups];
        for (int row = 0; row < rows.length; row++) {
            group[row] = Arrays.binarySearch(keys, 0, groups, rows[row]);
            if (size[group[row]]++ == 0) {
                seen[group[row]] = whole[row];
            } else {
                mixed[group[row]] |= seen[group[row]] != whole[row];
            }
        }
        int contradicting = 0;
        for (int each = 0; each < groups; each++) {
            contradicting += mixed[each] ? size[each] : 0;
        }
        return contradicting;
    }

    private static int distinct(long[] hashes) {
        long[] sorted = hashes.clone();
        Arrays.sort(sorted);
        int distinct = 0;
        for (int i = 0; i < sorted.length; i++) {
            distinct += i == 0 || sorted[i] != sorted[i - 1] ? 1 : 0;
        }
        return distinct;
    }

    private static void mix(long[] rows, Frame frame, int column) {
        if (frame.fields().get(column).type().isText()) {
            String[] texts = frame.texts(column);
            for (int row = 0; row < rows.length; row++) {
                rows[row] = mixed(rows[row], hash(texts[row]));
            }
        } else {
            mix(rows, frame.numbers(column));
        }
    }

    private static void mix(long[] rows, double[] numbers) {
        for (int row = 0; row < rows.length; row++) {
            rows[row] = mixed(rows[row], Double.doubleToLongBits(numbers[row] + 0.0));
        }
    }

    /** FNV-1a over the characters (Fowler, Noll and Vo, http://www.isthe.com/chongo/tech/comp/fnv/). */
    private static long hash(String text) {
        if (text == null) {
            return 0;
        }
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    /** The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). */
    private static long mixed(long hash, long value) {
        long mixed = hash * 31 + value + 0x9e3779b97f4a7c15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
