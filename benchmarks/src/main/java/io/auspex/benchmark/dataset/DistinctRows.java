package io.auspex.benchmark.dataset;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Rows that predictions are timed with, no two alike: a system that scores equal rows once would gain by repeated ones what nobody gains by
 * it. First the rows of a set themselves, then rows that have one value from another row.
 */
public final class DistinctRows {
    /** Sets of few columns with few values do not have so many rows. */
    private static final int MOST_TRIES = 50;

    private DistinctRows() {}

    /**
     * As many rows as asked for, with the columns of the table; the target's is empty.
     *
     * @param first positions of the rows that come first
     * @return repeated from the first on where there cannot be so many
     */
    public static List<List<String>> of(Table table, int[] first, int count, long seed) {
        List<List<String>> found = new ArrayList<>();
        Set<List<String>> known = new HashSet<>();
        for (int row : first) {
            add(table, table.rows().get(row), count, known, found);
        }
        for (List<String> row : table.rows()) {
            add(table, row, count, known, found);
        }
        Random random = new Random(seed);
        List<List<String>> own = List.copyOf(found);
        for (int tries = 0; found.size() < count && tries < MOST_TRIES * count; tries++) {
            List<String> crossed = new ArrayList<>(own.get(random.nextInt(own.size())));
            int column = random.nextInt(crossed.size());
            crossed.set(column, own.get(random.nextInt(own.size())).get(column));
            add(table, crossed, count, known, found);
        }
        for (int row = 0; found.size() < count; row++) {
            found.add(found.get(row));
        }
        return found;
    }

    private static void add(
            Table table, List<String> row, int count, Set<List<String>> known, List<List<String>> found) {
        List<String> features = new ArrayList<>(row);
        features.set(table.target(), "");
        if (found.size() < count && known.add(features)) {
            found.add(features);
        }
    }
}
