package io.auspex.language.parse;

import io.auspex.language.error.SqlException;
import io.auspex.language.token.Token;
import java.util.Map;

/**
 * Statements that Redshift, PostgreSQL or the embedded engine know and Auspex does not offer. They are refused by name with
 * a way out, and never forwarded: several of them would let a user reach files, settings or other databases.
 */
final class RefusedStatements {
    /** First word of the statement, and what to do instead. */
    private static final Map<String, String> HINTS = Map.ofEntries(
            Map.entry("attach", "Auspex serves one database; load other data with COPY."),
            Map.entry("detach", "Auspex serves one database."),
            Map.entry("install", "Extensions of the engine are fixed when the server starts."),
            Map.entry("load", "Extensions of the engine are fixed when the server starts; to load data use COPY."),
            Map.entry("pragma", "Use SET and SHOW for session parameters."),
            Map.entry("export", "Copy the data folder of a stopped server to back it up."),
            Map.entry("import", "Load data with COPY table FROM 's3://bucket/key'."),
            Map.entry("checkpoint", "The server writes its checkpoints itself."),
            Map.entry("force", "The server writes its checkpoints itself."),
            Map.entry("call", "Stored procedures are not supported; send their statements one by one."),
            Map.entry("do", "Anonymous code blocks are not supported; send their statements one by one."),
            Map.entry("use", "Set the schema with SET search_path TO name."),
            Map.entry("describe", "SHOW COLUMNS FROM TABLE database.schema.table lists the columns of a table."),
            Map.entry("desc", "SHOW COLUMNS FROM TABLE database.schema.table lists the columns of a table."),
            Map.entry("summarize", "Write the aggregates you want in a SELECT."),
            Map.entry("from", "Start the query with SELECT."),
            Map.entry("table", "Write SELECT * FROM the table."),
            Map.entry("pivot", "Write SELECT * FROM table PIVOT (...)."),
            Map.entry("unpivot", "Write SELECT * FROM table UNPIVOT (...)."),
            Map.entry("prepare", "Prepare statements through your driver."),
            Map.entry("execute", "Execute prepared statements through your driver."),
            Map.entry("savepoint", "Transactions have no savepoints here; use a transaction of its own."),
            Map.entry("release", "Transactions have no savepoints here; use a transaction of its own."),
            Map.entry("move", "FETCH FORWARD count FROM cursor moves on and gives the rows."),
            Map.entry(
                    "lock",
                    "Conflicting transactions fail with SQLSTATE 40001 and can be repeated; no lock is needed."),
            Map.entry("notify", "Poll a table instead."),
            Map.entry("refresh", "Materialized views are not supported; use CREATE TABLE AS."),
            Map.entry("reindex", "There are no indexes to rebuild."),
            Map.entry("cluster", "Tables need no clustering here."),
            Map.entry("security", "Security labels are not supported."),
            Map.entry("reassign", "Give each table another owner with ALTER TABLE name OWNER TO user."));

    private RefusedStatements() {}

    static boolean contains(String word) {
        return HINTS.containsKey(word);
    }

    static SqlException refuse(String word, Token at) {
        return StatementParser.notSupported(Keywords.shown(word) + " is not supported", HINTS.get(word), at.start());
    }
}
