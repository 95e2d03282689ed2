package io.auspex.server.catalog;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import java.util.List;

/**
 * The server's own tables, as the steps that lead from an empty data folder to this version of the program. A folder of an
 * older version takes the steps that it lacks; what has been released is never changed, only followed by a further step.
 */
final class CatalogTables {
    private static final List<String> FIRST = List.of(
            "CREATE SCHEMA IF NOT EXISTS auspex",
            "CREATE TABLE auspex.version (version INTEGER NOT NULL)",
            """
            CREATE TABLE auspex.users (
                name VARCHAR NOT NULL, superuser BOOLEAN NOT NULL, verifier VARCHAR, created TIMESTAMP NOT NULL)""",
            """
            CREATE TABLE auspex.models (
                id VARCHAR NOT NULL, schema_name VARCHAR NOT NULL, model_name VARCHAR NOT NULL, owner VARCHAR NOT NULL,
                created TIMESTAMP NOT NULL, statement VARCHAR NOT NULL, source_kind VARCHAR NOT NULL,
                source_text VARCHAR NOT NULL, target VARCHAR NOT NULL, target_type VARCHAR NOT NULL,
                function_schema VARCHAR NOT NULL, function_name VARCHAR NOT NULL, parameters VARCHAR NOT NULL,
                auto BOOLEAN NOT NULL, requested_model_type VARCHAR, requested_problem_type VARCHAR,
                requested_objective VARCHAR, preprocessors VARCHAR, iam_role VARCHAR, settings VARCHAR NOT NULL,
                hyperparameters VARCHAR NOT NULL, job_name VARCHAR NOT NULL, row_count BIGINT NOT NULL,
                state VARCHAR NOT NULL, phase VARCHAR NOT NULL, failure_reason VARCHAR, failure_hint VARCHAR,
                finished TIMESTAMP, problem_type VARCHAR, objective VARCHAR, model_type VARCHAR, metric_name VARCHAR,
                metric_value DOUBLE, cost DOUBLE, trained_rows BIGINT, cut_off BOOLEAN, artifact VARCHAR)""",
            // A large artifact in one value would have to fit into memory several times over.
            """
            CREATE TABLE auspex.artifacts (
                hash VARCHAR NOT NULL, part INTEGER NOT NULL, bytes BLOB NOT NULL)""",
            "INSERT INTO auspex.version VALUES (1)");

    /** Models of every kind: some have no target, some no function. */
    private static final List<String> SECOND = List.of(
            "ALTER TABLE auspex.models ALTER COLUMN target DROP NOT NULL",
            "ALTER TABLE auspex.models ALTER COLUMN target_type DROP NOT NULL",
            "ALTER TABLE auspex.models ALTER COLUMN function_schema DROP NOT NULL",
            "ALTER TABLE auspex.models ALTER COLUMN function_name DROP NOT NULL",
            "ALTER TABLE auspex.models ADD COLUMN kind VARCHAR",
            "ALTER TABLE auspex.models ADD COLUMN returns VARCHAR",
            "ALTER TABLE auspex.models ADD COLUMN metrics VARCHAR",
            "ALTER TABLE auspex.models ADD COLUMN findings VARCHAR",
            "ALTER TABLE auspex.models ADD COLUMN explanation_state VARCHAR",
            "ALTER TABLE auspex.models ADD COLUMN explanation VARCHAR",
            """
            UPDATE auspex.models SET kind = CASE WHEN auto THEN 'AUTOPILOT' ELSE 'XGBOOST' END,
                metrics = CASE WHEN metric_name IS NOT NULL
                    THEN CAST(json_object(metric_name, metric_value) AS VARCHAR) END""",
            "ALTER TABLE auspex.models ADD COLUMN version BIGINT DEFAULT 1",
            "ALTER TABLE auspex.models ADD COLUMN replaces VARCHAR",
            "ALTER TABLE auspex.models ADD COLUMN engine_query VARCHAR",
            "ALTER TABLE auspex.models ADD COLUMN search_path VARCHAR DEFAULT '[]'",
            "ALTER TABLE auspex.models DROP COLUMN auto",
            "ALTER TABLE auspex.models DROP COLUMN metric_name",
            "ALTER TABLE auspex.models DROP COLUMN metric_value",
            // Users, groups, roles, who owns what, and who may do what. What has no owner here is the superuser's of
            // old.
            "ALTER TABLE auspex.users ADD COLUMN id BIGINT",
            "ALTER TABLE auspex.users ADD COLUMN create_database BOOLEAN",
            "ALTER TABLE auspex.users ADD COLUMN unrestricted_log BOOLEAN",
            "ALTER TABLE auspex.users ADD COLUMN valid_until TIMESTAMP",
            "ALTER TABLE auspex.users ADD COLUMN connection_limit INTEGER",
            "ALTER TABLE auspex.users ADD COLUMN settings VARCHAR",
            """
            UPDATE auspex.users SET id = 100 + (
                SELECT count(*) FROM auspex.users AS earlier
                WHERE (earlier.created, earlier.name) < (users.created, users.name))""",
            "CREATE TABLE auspex.groups (id BIGINT NOT NULL, name VARCHAR NOT NULL)",
            "CREATE TABLE auspex.group_members (group_name VARCHAR NOT NULL, user_name VARCHAR NOT NULL)",
            "CREATE TABLE auspex.roles (id BIGINT NOT NULL, name VARCHAR NOT NULL, owner VARCHAR NOT NULL)",
            """
            CREATE TABLE auspex.role_grants (
                role_name VARCHAR NOT NULL, grantee_kind VARCHAR NOT NULL, grantee_name VARCHAR NOT NULL,
                admin_option BOOLEAN NOT NULL)""",
            """
            CREATE TABLE auspex.owners (
                kind VARCHAR NOT NULL, schema_name VARCHAR NOT NULL, object_name VARCHAR NOT NULL,
                owner VARCHAR NOT NULL)""",
            """
            CREATE TABLE auspex.privileges (
                kind VARCHAR NOT NULL, schema_name VARCHAR NOT NULL, object_name VARCHAR NOT NULL,
                privilege VARCHAR NOT NULL, grantee_kind VARCHAR NOT NULL, grantee_name VARCHAR NOT NULL,
                grantor VARCHAR NOT NULL, grant_option BOOLEAN NOT NULL)""",
            """
            CREATE TABLE auspex.default_privileges (
                owner VARCHAR NOT NULL, schema_name VARCHAR NOT NULL, privilege VARCHAR NOT NULL,
                grantee_kind VARCHAR NOT NULL, grantee_name VARCHAR NOT NULL, grant_option BOOLEAN NOT NULL)""",
            // One row that every change of users and privileges touches, so that two at once cannot both be right.
            "CREATE TABLE auspex.access_version (version BIGINT NOT NULL)",
            "INSERT INTO auspex.access_version VALUES (1)",
            // As Redshift begins: the schema public, temporary tables and the roles of the cloud are open to everybody.
            """
            INSERT INTO auspex.privileges VALUES
                ('SCHEMA', 'public', '', 'USAGE', 'PUBLIC', 'public', 'awsuser', false),
                ('SCHEMA', 'public', '', 'CREATE', 'PUBLIC', 'public', 'awsuser', false),
                ('DATABASE', '', 'dev', 'TEMP', 'PUBLIC', 'public', 'awsuser', false),
                ('DATABASE', '', 'dev', 'USAGE', 'PUBLIC', 'public', 'awsuser', false),
                ('IAM_ROLE', '', 'all', 'COPY', 'PUBLIC', 'public', 'awsuser', false),
                ('IAM_ROLE', '', 'all', 'UNLOAD', 'PUBLIC', 'public', 'awsuser', false),
                ('IAM_ROLE', '', 'all', 'EXTERNAL_FUNCTION', 'PUBLIC', 'public', 'awsuser', false),
                ('IAM_ROLE', '', 'all', 'CREATE_MODEL', 'PUBLIC', 'public', 'awsuser', false)""",
            "UPDATE auspex.version SET version = 2");

    private static final List<String> THIRD = List.of(
            // What a search has tried.
            "ALTER TABLE auspex.models ADD COLUMN leaderboard VARCHAR",
            // What was found in the rows of each model of AUTO ON.
            "CREATE TABLE auspex.data_reports (model_id VARCHAR NOT NULL, report VARCHAR NOT NULL)",
            "UPDATE auspex.version SET version = 3");

    private static final List<String> FOURTH = List.of(
            // What loads could not read.
            """
            CREATE TABLE auspex.load_errors (
                id BIGINT NOT NULL, load BIGINT NOT NULL, user_name VARCHAR NOT NULL, session BIGINT NOT NULL,
                table_name VARCHAR NOT NULL, started TIMESTAMP NOT NULL, file_name VARCHAR NOT NULL, line_number BIGINT NOT NULL, column_name VARCHAR,
                column_type VARCHAR, column_length VARCHAR, value VARCHAR NOT NULL, code BIGINT NOT NULL,
                reason VARCHAR NOT NULL, value_position BIGINT NOT NULL, record VARCHAR NOT NULL)""", "UPDATE auspex.version SET version = 4");

    private static final List<String> FIFTH = List.of(
            "ALTER TABLE auspex.users ADD COLUMN session_timeout INTEGER",
            // What is answered to names that no user has is made of it.
            "CREATE TABLE auspex.login_secret (secret VARCHAR NOT NULL)",
            // What happened, for the views stl_connection_log, stl_query and their kin; moments in microseconds since
            // 1970.
            """
            CREATE TABLE auspex.log_connections (
                recorded BIGINT NOT NULL, event VARCHAR NOT NULL, user_id BIGINT, user_name VARCHAR NOT NULL,
                session BIGINT NOT NULL, remote_host VARCHAR NOT NULL, remote_port BIGINT NOT NULL,
                database_name VARCHAR NOT NULL, method VARCHAR NOT NULL, duration BIGINT NOT NULL, tls_version VARCHAR,
                tls_cipher VARCHAR, application_name VARCHAR NOT NULL, os_version VARCHAR NOT NULL,
                driver_version VARCHAR NOT NULL)""",
            """
            CREATE TABLE auspex.log_statements (
                id BIGINT NOT NULL, user_id BIGINT NOT NULL, user_name VARCHAR NOT NULL, session BIGINT NOT NULL,
                transaction_number BIGINT NOT NULL, category VARCHAR NOT NULL, kind VARCHAR NOT NULL, label VARCHAR NOT NULL,
                started BIGINT NOT NULL, ended BIGINT NOT NULL, outcome VARCHAR NOT NULL, error VARCHAR,
                row_count BIGINT NOT NULL, text VARCHAR NOT NULL)""",
            "UPDATE auspex.version SET version = 5");

    private static final List<String> SIXTH = List.of(
            // Which columns of tables the text columns of views are.
            """
            CREATE TABLE auspex.view_columns (
                schema_name VARCHAR NOT NULL, view_name VARCHAR NOT NULL, column_name VARCHAR NOT NULL,
                table_schema VARCHAR NOT NULL, table_name VARCHAR NOT NULL, table_column VARCHAR NOT NULL)""",
            // What loads have read.
            """
            CREATE TABLE auspex.load_files (
                id BIGINT NOT NULL, load BIGINT NOT NULL, user_name VARCHAR NOT NULL, session BIGINT NOT NULL,
                table_name VARCHAR NOT NULL, started TIMESTAMP NOT NULL, ended TIMESTAMP NOT NULL, source VARCHAR NOT NULL,
                format VARCHAR NOT NULL, file_name VARCHAR NOT NULL, bytes BIGINT NOT NULL, lines BIGINT NOT NULL,
                row_count BIGINT NOT NULL, errors BIGINT NOT NULL)""",
            // What has become of users; moments in microseconds since 1970.
            """
            CREATE TABLE auspex.log_users (
                recorded BIGINT NOT NULL, user_id BIGINT NOT NULL, old_name VARCHAR NOT NULL, new_name VARCHAR NOT NULL,
                action VARCHAR NOT NULL, create_database BOOLEAN NOT NULL, superuser BOOLEAN NOT NULL, valid_until TIMESTAMP,
                session BIGINT NOT NULL, statement BIGINT NOT NULL)""",
            // The queue that a statement waited in, and for how many microseconds.
            "ALTER TABLE auspex.log_statements ADD COLUMN service_class BIGINT",
            "ALTER TABLE auspex.log_statements ADD COLUMN queue_name VARCHAR",
            "ALTER TABLE auspex.log_statements ADD COLUMN slots BIGINT",
            "ALTER TABLE auspex.log_statements ADD COLUMN queued BIGINT",
            "UPDATE auspex.version SET version = 6");

    private static final List<String> SEVENTH = List.of(
            // Views that do not keep what they read from being dropped.
            "CREATE TABLE auspex.late_binding_views (schema_name VARCHAR NOT NULL, view_name VARCHAR NOT NULL)",
            "UPDATE auspex.version SET version = 7");

    private static final List<List<String>> STEPS = List.of(FIRST, SECOND, THIRD, FOURTH, FIFTH, SIXTH, SEVENTH);

    private CatalogTables() {}

    /** The version that {@link #bringForward} leads to. */
    static int newest() {
        return STEPS.size();
    }

    /** @throws SqlException FEATURE_NOT_SUPPORTED if a newer version of the program wrote the folder */
    static void bringForward(CatalogTransaction transaction) {
        int version = version(transaction);
        if (version > STEPS.size()) {
            throw new SqlException(
                            SqlState.FEATURE_NOT_SUPPORTED,
                            "The data folder has catalog version " + version + ", but this program knows version "
                                    + STEPS.size())
                    .withHint("Start the version of Auspex that wrote the folder, or a newer one.");
        }
        for (List<String> step : STEPS.subList(version, STEPS.size())) {
            step.forEach(transaction::execute);
        }
    }

    private static int version(CatalogTransaction transaction) {
        if (!transaction.exists("auspex", "version")) {
            return 0;
        }
        return transaction
                .query("SELECT max(version) FROM auspex.version", row -> (int) row.number(0))
                .get(0);
    }
}
