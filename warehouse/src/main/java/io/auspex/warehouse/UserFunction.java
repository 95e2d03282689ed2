package io.auspex.warehouse;

import io.auspex.language.error.SqlState;
import io.auspex.language.statement.QualifiedName;
import io.auspex.language.type.SqlType;
import io.auspex.model.data.Field;
import java.util.List;

/** A function in a user's schema, as a user calls it; transactional and persistent like a table. */
public record UserFunction(QualifiedName name, List<Field> parameters, Definition definition) {
    public UserFunction {
        parameters = List.copyOf(parameters);
    }

    public sealed interface Definition {
        /** Calls a {@link ModelFunction} of that name with the parameters, and casts its result. */
        record Call(String modelFunction, SqlType returns) implements Definition {}

        /**
         * Calls a {@link ModelFunction} that returns class numbers and looks the labels up in SQL.
         *
         * @param labels label of class 0, 1, ...; text that casts to {@code returns}
         */
        record Labels(String modelFunction, List<String> labels, SqlType returns) implements Definition {
            public Labels {
                labels = List.copyOf(labels);
            }
        }

        /**
         * Calls a {@link ModelFunction} that returns the JSON text {@code {"probabilities":[0.9,0.1],"labels":["a","b"]}}, and
         * gives it the types that it always has, so that its parts compare and order as numbers and text.
         */
        record Probabilities(String modelFunction) implements Definition {}

        /**
         * Calls a {@link ModelFunction} that returns the JSON text {@code {"labels":["a","b"],"predicted":1,"p":[0.1,0.9]}}:
         * all labels, the position of the predicted one from 0, and the probability of each in that order.
         */
        record Scores(String modelFunction) implements Definition {}

        /** Calls a {@link ModelFunction} that returns the JSON text {@code {"lower":1.5,"upper":2.5}}, and gives it these types. */
        record Interval(String modelFunction) implements Definition {}

        /** Raises this error when it is evaluated for a row: the model is training or has failed. */
        record Refuse(SqlState state, String message, String hint, SqlType returns) implements Definition {}
    }
}
