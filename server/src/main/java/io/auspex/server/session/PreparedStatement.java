package io.auspex.server.session;

import io.auspex.language.statement.Statement;
import io.auspex.language.type.SqlType;
import io.auspex.warehouse.ResultColumn;
import java.util.List;

/** A statement that has been parsed and, where the engine runs it, analysed. Belongs to the session that made it. */
public interface PreparedStatement extends AutoCloseable {
    String text();

    Statement statement();

    /** Empty where it returns no rows. */
    List<ResultColumn> columns();

    List<SqlType> parameters();

    @Override
    void close();
}
