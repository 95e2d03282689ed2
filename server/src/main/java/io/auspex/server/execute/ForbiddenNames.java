package io.auspex.server.execute;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.QualifiedName;
import io.auspex.language.token.Token;
import io.auspex.server.catalog.ModelDefinition;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What no statement of a user's may name: the server's own schemas, and the engine's functions that read files, run SQL
 * given as text, or show settings, secrets and other sessions. Decided on the words alone and without knowing what they
 * stand for: a column of such a name is refused too, which is the safe way to be wrong.
 */
final class ForbiddenNames {
    private static final Set<String> SCHEMAS = Set.of("auspex", "auspex_dialect", "auspex_information_schema");

    /** Refused wherever they stand: the engine has functions and views of these names. */
    private static final List<String> PREFIXES =
            List.of("duckdb_", "sqlite_", "pragma_", ModelDefinition.ENGINE_FUNCTION_PREFIX, "__auspex_");

    /** Refused where they are called; a column may well be named read_count. */
    private static final List<String> FUNCTION_PREFIXES = List.of("read_", "parquet_");

    /** Refused where they are called. */
    private static final Set<String> FUNCTIONS = Set.of(
            "query",
            "query_table",
            "json_execute_serialized_sql",
            "from_substrait",
            "from_substrait_json",
            "get_substrait",
            "getenv",
            "getvariable",
            "glob",
            "sniff_csv",
            "sql_auto_complete",
            "checkpoint",
            "force_checkpoint",
            "which_secret",
            "write_log",
            "enable_logging",
            "disable_logging",
            "set_log_storage",
            "parse_duckdb_log_message",
            "arrow_scan",
            "arrow_scan_dumb",
            "pandas_scan",
            "python_map_function",
            "seq_scan",
            "index_scan",
            "test_all_types",
            "test_vector_types",
            "storage_info",
            "load_aws_credentials",
            "shell_add_schema");

    private ForbiddenNames() {}

    /** @throws SqlException INSUFFICIENT_PRIVILEGE at the first such name */
    static void refuse(List<Token> tokens) {
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (!token.isName()) {
                continue;
            }
            // The engine ignores case in quoted names too.
            String name = token.text().toLowerCase(Locale.ROOT);
            boolean called = i + 1 < tokens.size() && tokens.get(i + 1).isSymbol('(');
            if (SCHEMAS.contains(name)) {
                throw refusal("permission denied for schema " + name).at(token.start());
            }
            // The session's own parameters are asked for by its plain name; any other way leads to the engine's
            // settings.
            boolean settings = called
                    && name.equals("current_setting")
                    && (token.kind() != Token.Kind.WORD || isQualifiedElsewhere(tokens, i));
            if (settings || PREFIXES.stream().anyMatch(name::startsWith) || (called && isForbiddenFunction(name))) {
                throw refusal("permission denied for function " + name).at(token.start());
            }
        }
    }

    private static boolean isQualifiedElsewhere(List<Token> tokens, int i) {
        return Token.at(tokens, i - 1).isSymbol('.') && !Token.at(tokens, i - 2).isWord("pg_catalog");
    }

    private static boolean isForbiddenFunction(String name) {
        return FUNCTIONS.contains(name)
                || name.contains("duckdb")
                || FUNCTION_PREFIXES.stream().anyMatch(name::startsWith);
    }

    /** @throws SqlException INSUFFICIENT_PRIVILEGE if the name is one in the server's own schemas */
    static void refuse(QualifiedName name) {
        String schema = name.schema().orElse("").toLowerCase(Locale.ROOT);
        if (SCHEMAS.contains(schema)) {
            throw refusal("permission denied for schema " + schema);
        }
    }

    private static SqlException refusal(String message) {
        return new SqlException(SqlState.INSUFFICIENT_PRIVILEGE, message)
                .withHint("It belongs to the server itself; SHOW statements give what is for users.");
    }
}
