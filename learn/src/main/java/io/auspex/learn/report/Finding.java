package io.auspex.learn.report;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Something that whoever trains on the data should know.
 *
 * @param column that it is about; absent where it is about the rows
 * @param value the number behind it, such as a share or an area under a curve; the sentence says which
 * @param sentence for the user, ending in a full stop
 */
public record Finding(
        FindingKind kind, Severity severity, Optional<String> column, OptionalDouble value, String sentence) {
    public Finding {
        requireNonNull(kind, "kind is null");
        requireNonNull(severity, "severity is null");
        requireNonNull(column, "column is null");
        requireNonNull(value, "value is null");
        requireNonNull(sentence, "sentence is null");
    }

    static Finding of(FindingKind kind, Severity severity, String column, double value, String sentence) {
        return new Finding(kind, severity, Optional.of(column), OptionalDouble.of(value), sentence);
    }

    static Finding ofColumn(FindingKind kind, Severity severity, String column, String sentence) {
        return new Finding(kind, severity, Optional.of(column), OptionalDouble.empty(), sentence);
    }

    static Finding ofRows(FindingKind kind, Severity severity, double value, String sentence) {
        return new Finding(kind, severity, Optional.empty(), OptionalDouble.of(value), sentence);
    }
}
