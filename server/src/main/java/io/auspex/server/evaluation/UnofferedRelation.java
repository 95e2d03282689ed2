package io.auspex.server.evaluation;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.token.Token;
import java.util.Locale;
import java.util.Optional;

/**
 * What BigQuery ML has as relations and Redshift, and so Auspex, as functions. Whoever writes {@code ML.PREDICT(MODEL m, ...)}
 * is told the other way rather than of a syntax error.
 */
enum UnofferedRelation {
    PREDICT(
            "Call the model's function: SELECT function(column, ...) FROM table. SHOW MODEL gives its name and arguments."),
    EXPLAIN_PREDICT("Call the model's function_explain(column, ...), which gives the contribution of each column."),
    GLOBAL_EXPLAIN("SELECT * FROM ML.FEATURE_IMPORTANCE(MODEL model) ranks the columns."),
    FORECAST(
            "CREATE TABLE name AS SELECT FORECAST(model) reads a forecast; how far it goes is HORIZON in CREATE MODEL."),
    TRAINING_INFO("SHOW MODEL tells how the training went."),
    FEATURE_INFO("SHOW MODEL tells the features and their types.");

    private final String instead;

    UnofferedRelation(String instead) {
        this.instead = instead;
    }

    static Optional<UnofferedRelation> of(Token token) {
        for (UnofferedRelation relation : values()) {
            if (token.isWord(relation.name().toLowerCase(Locale.ROOT))) {
                return Optional.of(relation);
            }
        }
        return Optional.empty();
    }

    /** @param position of the call in the statement */
    SqlException error(int position) {
        return new SqlException(SqlState.FEATURE_NOT_SUPPORTED, "ML." + name() + " is not supported")
                .withHint(instead)
                .at(position);
    }
}
