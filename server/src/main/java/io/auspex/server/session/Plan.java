package io.auspex.server.session;

import io.auspex.language.type.SqlType;
import io.auspex.warehouse.ResultColumn;
import java.util.List;

/** A statement ready to run, any number of times, in the session it was made for. */
@FunctionalInterface
public interface Plan extends AutoCloseable {
    /** Empty where it returns no rows. */
    default List<ResultColumn> columns() {
        return List.of();
    }

    default List<SqlType> parameters() {
        return List.of();
    }

    /** @param parameters one value a parameter, as {@link io.auspex.warehouse.PreparedQuery#execute} takes them */
    Result execute(List<Object> parameters);

    @Override
    default void close() {}
}
