package io.auspex.server.execute;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.token.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** The report of a model's data as queries in parentheses, in the users' dialect. */
final class DataReportSql {
    /**
     * A column of such a relation.
     *
     * @param field of the JSON; minimum, median and maximum may be text there, of moments
     */
    private record Column(String name, String field, String type) {}

    private static final List<Column> FINDINGS = List.of(
            new Column("severity", "severity", "VARCHAR"),
            new Column("kind", "kind", "VARCHAR"),
            new Column("column_name", "column", "VARCHAR"),
            new Column("value", "value", "DOUBLE PRECISION"),
            new Column("finding", "finding", "VARCHAR"));

    private static final List<Column> COLUMNS = List.of(
            new Column("column_name", "column", "VARCHAR"),
            new Column("type", "type", "VARCHAR"),
            new Column("role", "role", "VARCHAR"),
            new Column("used", "used", "BOOLEAN"),
            new Column("missing", "missing", "BIGINT"),
            new Column("missing_share", "missing_share", "DOUBLE PRECISION"),
            new Column("distinct_values", "distinct", "BIGINT"),
            new Column("minimum", "minimum", "VARCHAR"),
            new Column("median", "median", "VARCHAR"),
            new Column("maximum", "maximum", "VARCHAR"),
            new Column("mean", "mean", "DOUBLE PRECISION"),
            new Column("deviation", "deviation", "DOUBLE PRECISION"),
            new Column("skew", "skew", "DOUBLE PRECISION"),
            new Column("most_frequent", "frequent", "VARCHAR"),
            new Column("score", "score", "DOUBLE PRECISION"),
            new Column("score_measure", "score_measure", "VARCHAR"),
            new Column("findings", "findings", "VARCHAR"));

    private static final double LARGEST_WHOLE = 1e15;

    private DataReportSql() {}

    /** A row for each finding. */
    static String findings(String report) {
        return query(FINDINGS, rows(parse(report).path("findings"), FINDINGS));
    }

    /** A row for each column, with what was found of it. */
    static String columns(String report) {
        JsonNode json = parse(report);
        List<List<String>> rows = rows(json.path("columns"), COLUMNS);
        for (int i = 0; i < rows.size(); i++) {
            String column = json.path("columns").get(i).path("column").asText();
            String findings = StreamSupport.stream(json.path("findings").spliterator(), false)
                    .filter(finding -> finding.path("column").asText().equals(column))
                    .map(finding -> finding.path("finding").asText())
                    .collect(Collectors.joining(" "));
            rows.get(i).set(COLUMNS.size() - 1, findings.isEmpty() ? "NULL" : SqlText.quoteLiteral(findings));
        }
        return query(COLUMNS, rows);
    }

    private static JsonNode parse(String report) {
        try {
            return new ObjectMapper().readTree(report);
        } catch (JsonProcessingException e) {
            throw new SqlException(SqlState.DATA_CORRUPTED, "the report of the model's data cannot be read")
                    .causedBy(e);
        }
    }

    private static List<List<String>> rows(JsonNode entries, List<Column> columns) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode entry : entries) {
            List<String> row = new ArrayList<>();
            columns.forEach(column -> row.add(literal(entry.path(column.field()))));
            rows.add(row);
        }
        return rows;
    }

    private static String literal(JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return "NULL";
        }
        return SqlText.quoteLiteral(value.isArray() ? frequent(value) : text(value));
    }

    /** Whole numbers without a fraction: a year is 1984, not 1984.0. */
    private static String text(JsonNode value) {
        double number = value.asDouble();
        boolean whole = value.isDouble() && number == Math.rint(number) && Math.abs(number) < LARGEST_WHOLE;
        return whole ? Long.toString((long) number) : value.asText();
    }

    /** {@code yes (4640), no (36548)} */
    private static String frequent(JsonNode levels) {
        return StreamSupport.stream(levels.spliterator(), false)
                .map(level ->
                        level.path("value").asText() + " (" + level.path("rows").asText() + ")")
                .collect(Collectors.joining(", "));
    }

    private static String query(List<Column> columns, List<List<String>> rows) {
        String select = IntStream.range(0, columns.size())
                .mapToObj(i -> "CAST(c" + i + " AS " + columns.get(i).type() + ") AS "
                        + SqlText.quoteIdentifier(columns.get(i).name()))
                .collect(Collectors.joining(", "));
        String names = IntStream.range(0, columns.size()).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
        // A relation without rows cannot be written as values; the first column is never NULL elsewhere.
        String values = rows.isEmpty()
                ? columns.stream().map(column -> "NULL").collect(Collectors.joining(", ", "(", ")"))
                : rows.stream().map(row -> "(" + String.join(", ", row) + ")").collect(Collectors.joining(", "));
        return "(SELECT " + select + " FROM (VALUES " + values + ") AS auspex_report (" + names
                + ") WHERE c0 IS NOT NULL)";
    }
}
