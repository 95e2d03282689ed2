package io.auspex.language.statement;

import io.auspex.language.type.SqlType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a user can say. Statements of our own carry their parsed clauses; everything else is an {@link EngineStatement},
 * whose meaning the warehouse decides and of which we know only the kind.
 */
public sealed interface Statement {
    /** Nothing but blanks and comments. */
    record Empty() implements Statement {}

    /** CREATE MODEL of the trained forms, every clause as written and nothing yet checked against the data. */
    record CreateModel(
            QualifiedName name,
            boolean orReplace,
            TrainingSource source,
            Optional<Target> target,
            Optional<QualifiedName> function,
            Optional<String> iamRole,
            Optional<Boolean> auto,
            Optional<String> modelType,
            Optional<String> problemType,
            Optional<String> objective,
            Optional<String> preprocessors,
            Optional<Map<String, String>> hyperparameters,
            Map<String, String> settings)
            implements Statement {
        public CreateModel {
            hyperparameters = hyperparameters.map(Map::copyOf);
            settings = Map.copyOf(settings);
        }

        /** Whether the best model is to be searched for: AUTO ON, which is the default. */
        public boolean isAuto() {
            return auto.orElse(true);
        }
    }

    /** CHECK MODEL: what CREATE MODEL would find and do, without doing it. */
    record CheckModel(CreateModel model) implements Statement {}

    /**
     * The column to predict.
     *
     * @param offset 0-based place of the name in the whole statement, for errors to point at
     */
    record Target(String name, int offset) {}

    /** Where a model's rows come from. */
    sealed interface TrainingSource {
        /** @param offset 0-based place of the name in the whole statement, for errors to point at */
        record Table(QualifiedName name, int offset) implements TrainingSource {}

        /**
         * A SELECT between the parentheses, verbatim.
         *
         * @param offset 0-based place of {@code text} in the whole statement, so that errors point at the right character
         */
        record Query(String text, int offset) implements TrainingSource {}
    }

    /**
     * CREATE MODEL of a model that is trained already, with the types that its function takes and gives.
     *
     * @param settings names in upper case
     */
    record ImportModel(
            QualifiedName name,
            boolean orReplace,
            ModelLocation source,
            QualifiedName function,
            List<ArgumentType> arguments,
            ArgumentType returns,
            Optional<String> iamRole,
            Map<String, String> settings)
            implements Statement {
        public ImportModel {
            arguments = List.copyOf(arguments);
            settings = Map.copyOf(settings);
        }
    }

    /**
     * Where a trained model lies: {@code s3://bucket/key}, or the name of the job that trained it.
     *
     * @param offset 0-based place of the text in the whole statement, for errors to point at
     */
    record ModelLocation(String text, int offset) {
        public boolean isObject() {
            return text.regionMatches(true, 0, "s3://", 0, "s3://".length());
        }
    }

    /** @param offset 0-based place of the type in the whole statement, for errors to point at */
    record ArgumentType(SqlType type, int offset) {}

    record ShowModel(QualifiedName name) implements Statement {}

    record ShowAllModels() implements Statement {}

    record DropModel(QualifiedName name, boolean ifExists) implements Statement {}

    /** STOP MODEL: its search ends, and the best found so far becomes the model. */
    record StopModel(QualifiedName name) implements Statement {}

    /**
     * COPY table [(columns)] FROM 'location' options.
     *
     * @param options option names in upper case without their values' quotes; an option without a value maps to ""
     */
    record CopyFrom(QualifiedName table, List<String> columns, String location, Map<String, String> options)
            implements Statement {
        public CopyFrom {
            columns = List.copyOf(columns);
            options = Map.copyOf(options);
        }
    }

    /**
     * COPY table [(columns)] FROM STDIN options: PostgreSQL's form, whose rows the client sends.
     *
     * @param options as {@link CopyToClient} has them
     */
    record CopyFromClient(QualifiedName table, List<String> columns, Map<String, String> options) implements Statement {
        public CopyFromClient {
            columns = List.copyOf(columns);
            options = Map.copyOf(options);
        }
    }

    /**
     * COPY table [(columns)] TO STDOUT options, or COPY (query) TO STDOUT options: the client gets the rows.
     *
     * @param query what gives the rows; made up here where the statement names a table
     * @param offset 0-based place of the query, or of the table's name, in the whole statement
     * @param ofTable whether the query was made up, so that errors in it point at the table's name
     * @param options names in upper case; FORMAT is TEXT or CSV, switches are ON or OFF
     */
    record CopyToClient(String query, int offset, boolean ofTable, Map<String, String> options) implements Statement {
        public CopyToClient {
            options = Map.copyOf(options);
        }
    }

    /**
     * UNLOAD ('query') TO 'location' options.
     *
     * @param partition columns by whose values the rows are spread over folders; empty for none
     * @param keepPartition whether those columns are written to the files too: INCLUDE
     * @param options as {@link CopyFrom} has them
     */
    record Unload(
            String query, String location, List<String> partition, boolean keepPartition, Map<String, String> options)
            implements Statement {
        public Unload {
            partition = List.copyOf(partition);
            options = Map.copyOf(options);
        }
    }

    record Begin(boolean readOnly) implements Statement {}

    record Commit() implements Statement {}

    record Rollback() implements Statement {}

    /**
     * DECLARE name CURSOR FOR query.
     *
     * @param query verbatim
     * @param offset 0-based place of {@code query} in the whole statement, so that errors point at the right character
     */
    record DeclareCursor(String name, String query, int offset) implements Statement {}

    /** FETCH: the next rows of a cursor. {@link Long#MAX_VALUE} means all that are left. */
    record FetchCursor(String name, long most) implements Statement {}

    /** CLOSE name, or CLOSE ALL where absent. */
    record CloseCursor(Optional<String> name) implements Statement {}

    /** CANCEL process: what another session is running ends, with this message if there is one. */
    record CancelProcess(int processId, Optional<String> message) implements Statement {}

    /** SET SESSION AUTHORIZATION: whose rights count from now on; absent means those of who logged in. */
    record SetSessionUser(Optional<String> user) implements Statement {}

    /** SET name TO value; an absent value means DEFAULT. */
    record SetParameter(String name, Optional<String> value) implements Statement {}

    /** RESET name, or RESET ALL where absent. */
    record ResetParameter(Optional<String> name) implements Statement {}

    /** SHOW name, or SHOW ALL where absent. */
    record ShowParameter(Optional<String> name) implements Statement {}

    /** The SHOW family of metadata statements; arguments may be names, strings or {@code $n} parameters. */
    record ShowMetadata(MetadataKind kind, List<NameArgument> path, Optional<NameArgument> like) implements Statement {
        public ShowMetadata {
            path = List.copyOf(path);
        }
    }

    enum MetadataKind {
        DATABASES,
        SCHEMAS,
        TABLES,
        COLUMNS,
        PRIMARY_KEYS,
        FOREIGN_KEYS,
        EXPORTED_FOREIGN_KEYS,
        FUNCTIONS,
        PROCEDURES,
        FUNCTION_PARAMETERS,
        PROCEDURE_PARAMETERS,
        GRANTS,
        SCHEMA_GRANTS,
        DATABASE_GRANTS,
        FUNCTION_GRANTS,
        USER_GRANTS,
        ROLE_GRANTS,
        COLUMN_GRANTS
    }

    /** A name given literally, or as the 1-based number of a statement parameter. */
    sealed interface NameArgument {
        record Literal(String value) implements NameArgument {}

        record Parameter(int number) implements NameArgument {}
    }

    /** Users, groups, roles and what they may do. */
    sealed interface Access extends Statement permits AccessStatement {}

    /** DISCARD ALL: the session is as it was when it began; the wire layer forgets its prepared statements. */
    record DiscardAll() implements Statement {}

    /** DEALLOCATE name, or DEALLOCATE ALL where absent: the wire layer owns the names. */
    record Deallocate(Optional<String> name) implements Statement {}

    /** Accepted for compatibility and without effect here: ANALYZE, VACUUM, LISTEN, UNLISTEN. */
    record NoOperation(String commandTag) implements Statement {}

    /** A statement that the warehouse executes after the dialect has been rewritten. */
    record EngineStatement(EngineKind kind, String text) implements Statement {}

    /** The allow-list: a kind that is not here never reaches the warehouse. */
    enum EngineKind {
        SELECT("SELECT"),
        EXPLAIN("EXPLAIN"),
        INSERT("INSERT"),
        UPDATE("UPDATE"),
        DELETE("DELETE"),
        MERGE("MERGE"),
        TRUNCATE("TRUNCATE TABLE"),
        CREATE_TABLE("CREATE TABLE"),
        CREATE_TABLE_AS("SELECT"),
        CREATE_VIEW("CREATE VIEW"),
        CREATE_SCHEMA("CREATE SCHEMA"),
        CREATE_SEQUENCE("CREATE SEQUENCE"),
        DROP_TABLE("DROP TABLE"),
        DROP_VIEW("DROP VIEW"),
        DROP_SCHEMA("DROP SCHEMA"),
        DROP_SEQUENCE("DROP SEQUENCE"),
        ALTER_TABLE("ALTER TABLE"),
        COMMENT("COMMENT");

        private final String commandTag;

        EngineKind(String commandTag) {
            this.commandTag = commandTag;
        }

        /** First words of CommandComplete; INSERT, UPDATE, DELETE, MERGE and SELECT append row counts to it. */
        public String commandTag() {
            return commandTag;
        }

        /** Whether it makes or changes an object; the others read or write rows. */
        public boolean isDefinition() {
            return switch (this) {
                case SELECT, EXPLAIN, INSERT, UPDATE, DELETE, MERGE -> false;
                case TRUNCATE,
                        CREATE_TABLE,
                        CREATE_TABLE_AS,
                        CREATE_VIEW,
                        CREATE_SCHEMA,
                        CREATE_SEQUENCE,
                        DROP_TABLE,
                        DROP_VIEW,
                        DROP_SCHEMA,
                        DROP_SEQUENCE,
                        ALTER_TABLE,
                        COMMENT -> true;
            };
        }

        public boolean returnsRows() {
            return this == SELECT || this == EXPLAIN;
        }
    }
}
