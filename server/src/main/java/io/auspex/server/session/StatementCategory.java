package io.auspex.server.session;

import io.auspex.language.statement.AccessStatement;
import io.auspex.language.statement.Statement;
import io.auspex.language.statement.Statement.EngineKind;
import java.util.Optional;

/** Which of Redshift's logs a statement goes to: stl_query, stl_ddltext or stl_utilitytext. */
public enum StatementCategory {
    QUERY,
    DDL,
    UTILITY;

    /** @param statement absent where the text could not be parsed */
    static StatementCategory of(Optional<Statement> statement) {
        if (statement.isEmpty()) {
            return UTILITY;
        }
        Statement found = statement.get();
        if (found instanceof Statement.EngineStatement engine) {
            return switch (engine.kind()) {
                case SELECT, INSERT, UPDATE, DELETE, MERGE, CREATE_TABLE_AS -> QUERY;
                case CREATE_TABLE,
                        CREATE_VIEW,
                        CREATE_SCHEMA,
                        CREATE_SEQUENCE,
                        DROP_TABLE,
                        DROP_VIEW,
                        DROP_SCHEMA,
                        DROP_SEQUENCE,
                        ALTER_TABLE -> DDL;
                case EXPLAIN, TRUNCATE, COMMENT -> UTILITY;
            };
        }
        if (isCopy(found)) {
            return QUERY;
        }
        return definesModel(found) ? DDL : UTILITY;
    }

    /** What {@code sys_query_history} calls the statement. */
    static String kind(Optional<Statement> statement) {
        if (statement.isEmpty()) {
            return "OTHER";
        }
        Statement found = statement.get();
        if (found instanceof Statement.EngineStatement engine) {
            EngineKind kind = engine.kind();
            return switch (kind) {
                case SELECT, INSERT, UPDATE, DELETE, MERGE -> kind.name();
                case CREATE_TABLE_AS -> "CTAS";
                case EXPLAIN, TRUNCATE, COMMENT -> "UTILITY";
                default -> "DDL";
            };
        }
        if (found instanceof Statement.Unload) {
            return "UNLOAD";
        }
        if (isCopy(found)) {
            return "COPY";
        }
        return definesModel(found) || found instanceof AccessStatement ? "DDL" : "UTILITY";
    }

    private static boolean isCopy(Statement statement) {
        return statement instanceof Statement.CopyFrom
                || statement instanceof Statement.CopyFromClient
                || statement instanceof Statement.CopyToClient
                || statement instanceof Statement.Unload;
    }

    private static boolean definesModel(Statement statement) {
        return statement instanceof Statement.CreateModel
                || statement instanceof Statement.ImportModel
                || statement instanceof Statement.DropModel;
    }
}
