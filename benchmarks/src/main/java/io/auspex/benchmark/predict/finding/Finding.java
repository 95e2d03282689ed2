package io.auspex.benchmark.predict.finding;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** Something that was measured. A measuring process says each as a line of JSON, which is also kept as it is. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Finding.Speed.class, name = "speed"),
    @JsonSubTypes.Type(value = Finding.Agreement.class, name = "agreement"),
    @JsonSubTypes.Type(value = Finding.Compilation.class, name = "compilation"),
    @JsonSubTypes.Type(value = Finding.QuerySpeed.class, name = "query"),
    @JsonSubTypes.Type(value = Finding.FirstPrediction.class, name = "first"),
    @JsonSubTypes.Type(value = Finding.OneRow.class, name = "row"),
    @JsonSubTypes.Type(value = Finding.Note.class, name = "note"),
    @JsonSubTypes.Type(value = Finding.Failure.class, name = "failure")
})
public sealed interface Finding {
    /** Where a table's batch is all rows at once. */
    int ALL = Integer.MAX_VALUE;

    /**
     * The model that something was measured of.
     *
     * @param name as on the command line
     * @param library that grew it
     * @param depthSix whether its trees are limited to six levels and by nothing else
     * @param outputs numbers a row
     */
    record Subject(String name, String library, int trees, boolean depthSix, int features, int outputs) {}

    /**
     * How fast an engine is.
     *
     * @param batch rows a call, or {@link #ALL}
     * @param threads 1: of processor time; more: of wall time
     * @param nanoseconds a row
     */
    record Speed(Subject subject, int batch, int threads, String engine, double nanoseconds) implements Finding {}

    /**
     * How near an engine's margins are to those of the library that grew the trees.
     *
     * @param difference the largest over some rows, by the size of the margin or 1 if that is larger
     * @param equal the share of rows where all bits are equal
     */
    record Agreement(Subject subject, String engine, double difference, double equal) implements Finding {}

    /**
     * What it takes to have a model compiled.
     *
     * @param firstMilliseconds of processor time, the first time in a process
     * @param milliseconds the median of some times
     * @param retainedBytes of memory that the compiled form keeps, beside the model itself
     * @param packedBytes of the artifact as it is stored
     * @param unpackedBytes of the two files in it
     */
    record Compilation(
            Subject subject,
            double firstMilliseconds,
            double milliseconds,
            long retainedBytes,
            long packedBytes,
            long unpackedBytes)
            implements Finding {}

    /**
     * A query over a table, by a server that may use some cores.
     *
     * @param query in a few words
     * @param predicts whether it calls a model
     * @param rowsPerSecond by the wall clock of the client
     * @param rowsPerCoreSecond by processor time, of server and client together
     */
    record QuerySpeed(
            String model,
            String query,
            boolean predicts,
            int cores,
            long rows,
            double rowsPerSecond,
            double rowsPerCoreSecond)
            implements Finding {}

    /** When a server gets its first statement. */
    enum Moment {
        /** As soon as it has said that it is ready and has taken the connection. */
        AT_ONCE,
        /** When it has called its models by itself. */
        WARM
    }

    /**
     * The first statement after a start of the server, which predicts.
     *
     * @param cores that the server may use
     * @param connecting milliseconds that the connection took, from the line that says that the server is ready
     * @param milliseconds of the statement, as the client sees it
     * @param again what the same statement took when it was repeated at once
     */
    record FirstPrediction(
            String model, int rows, Moment moment, int cores, double connecting, double milliseconds, double again)
            implements Finding {}

    /**
     * A prepared statement that takes one row's numbers and gives one number.
     *
     * @param statement in a few words
     * @param microseconds from call to answer, as the client sees it; the median
     * @param processorMicroseconds of the server
     */
    record OneRow(String statement, double microseconds, double processorMicroseconds) implements Finding {}

    /** A line that belongs under the tables. */
    record Note(String text) implements Finding {}

    /**
     * A measuring process did not come to its end.
     *
     * @param process a model's name, or sql
     */
    record Failure(String process, String reason) implements Finding {}
}
