package io.auspex.benchmark.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class DistinctRowsTest {
    private static final List<Column> COLUMNS = List.of(
            new Column("a", ColumnType.INTEGER), new Column("y", ColumnType.TEXT), new Column("b", ColumnType.TEXT));

    private static Table table(int rows) {
        List<List<String>> values = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            values.add(List.of(Integer.toString(row), row % 2 == 0 ? "yes" : "no", "b" + row));
        }
        return new Table(COLUMNS, values, 1);
    }

    @Test
    void takesRowsOfTheSetFirstAndThenCrossesThem() {
        List<List<String>> rows = DistinctRows.of(table(20), new int[] {7, 3}, 300, 1);
        assertThat(rows).hasSize(300);
        assertThat(new HashSet<>(rows)).hasSize(300);
        assertThat(rows.subList(0, 3))
                .containsExactly(List.of("7", "", "b7"), List.of("3", "", "b3"), List.of("0", "", "b0"));
        assertThat(rows.subList(0, 20)).allMatch(row -> row.get(2).equals("b" + row.get(0)));
        assertThat(rows.subList(20, 300)).allMatch(row -> !row.get(2).equals("b" + row.get(0)));
        assertThat(DistinctRows.of(table(20), new int[] {7, 3}, 300, 1)).isEqualTo(rows);
    }

    @Test
    void repeatsWhereThereAreNoMore() {
        List<List<String>> rows = DistinctRows.of(table(3), new int[] {0}, 20, 1);
        assertThat(rows).hasSize(20);
        assertThat(new HashSet<>(rows)).hasSize(9);
    }
}
