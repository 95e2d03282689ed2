package io.auspex.acceptance;

import io.auspex.language.statement.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What somebody without any right says, a line for each way: the SQLSTATE that it gets, or {@code ok} for what touches only the
 * own session, or shows nothing; then the statement. {@code {disk}} is a file outside the server's folder, {@code {inside}} one
 * in it.
 */
final class NoRightsStatements {
    private static final String WALK = """
            ok     -- nothing
            42501  CREATE MODEL vault.mine FROM vault.gold TARGET z FUNCTION vault.mine_f IAM_ROLE default SETTINGS (S3_BUCKET 'bucket')
            42501  CREATE MODEL mine FROM (SELECT x, y, z FROM vault.gold) TARGET z FUNCTION mine_f IAM_ROLE default SETTINGS (S3_BUCKET 'bucket')
            42501  CHECK MODEL mine FROM (SELECT x, y, z FROM vault.gold) TARGET z FUNCTION mine_f IAM_ROLE default SETTINGS (S3_BUCKET 'bucket')
            42501  CREATE MODEL mine FROM 's3://bucket/model.tar.gz' FUNCTION mine_f (int) RETURNS int IAM_ROLE default SETTINGS (S3_BUCKET 'bucket')
            42501  SHOW MODEL vault.oracle
            ok     SHOW MODEL ALL
            42501  DROP MODEL vault.oracle
            42501  STOP MODEL vault.oracle
            42501  COPY vault.gold FROM 's3://bucket/canary.csv' IAM_ROLE default CSV
            42501  COPY gold FROM 's3://bucket/canary.csv' IAM_ROLE default CSV
            42501  COPY vault.gold FROM STDIN
            42501  COPY vault.gold TO STDOUT
            42501  COPY (SELECT * FROM vault.gold) TO STDOUT
            42501  UNLOAD ('SELECT * FROM vault.gold') TO 's3://bucket/taken' IAM_ROLE default
            42501  UNLOAD ('SELECT 1') TO 's3://bucket/taken' IAM_ROLE default
            ok     BEGIN
            ok     COMMIT
            ok     ROLLBACK
            42501  DECLARE c CURSOR FOR SELECT * FROM vault.gold
            34000  FETCH ALL FROM c
            34000  CLOSE c
            42501  CANCEL {process}
            42501  SET SESSION AUTHORIZATION awsuser
            42501  SET SESSION AUTHORIZATION owner
            ok     SET application_name TO 'x'
            42704  SET enable_external_access TO true
            22023  SET is_superuser TO on
            ok     RESET ALL
            ok     SHOW ALL
            42704  SHOW secret_directory
            ok     SHOW DATABASES
            ok     SHOW SCHEMAS FROM DATABASE dev
            ok     SHOW TABLES FROM SCHEMA dev.vault
            ok     SHOW COLUMNS FROM TABLE dev.vault.gold
            ok     SHOW CONSTRAINTS PRIMARY KEYS FROM TABLE dev.vault.gold
            ok     SHOW CONSTRAINTS FOREIGN KEYS FROM TABLE dev.vault.gold
            ok     SHOW CONSTRAINTS FOREIGN KEYS EXPORTED FROM TABLE dev.vault.gold
            ok     SHOW FUNCTIONS FROM SCHEMA dev.vault
            ok     SHOW PROCEDURES FROM SCHEMA dev.vault
            ok     SHOW PARAMETERS OF FUNCTION dev.vault.foresee(integer, integer)
            ok     SHOW PARAMETERS OF PROCEDURE dev.vault.p(integer)
            ok     SHOW GRANTS ON TABLE dev.vault.gold
            ok     SHOW GRANTS ON SCHEMA dev.vault
            ok     SHOW GRANTS ON DATABASE dev
            ok     SHOW GRANTS ON FUNCTION dev.vault.foresee(integer, integer)
            ok     SHOW GRANTS FOR owner
            ok     SHOW GRANTS FOR ROLE keepers
            ok     SHOW COLUMN GRANTS ON TABLE dev.vault.gold
            42501  CREATE USER eve PASSWORD 'Passw0rd1' CREATEUSER
            42501  ALTER USER stranger CREATEUSER
            42501  ALTER USER owner PASSWORD 'Passw0rd2'
            42501  ALTER USER stranger SYSLOG ACCESS UNRESTRICTED
            42501  ALTER USER stranger VALID UNTIL 'infinity'
            42501  ALTER USER owner SET search_path TO evil
            42501  ALTER USER owner RENAME TO other
            42501  DROP USER owner
            42501  CREATE GROUP mine
            42501  ALTER GROUP circle ADD USER stranger
            42501  DROP GROUP circle
            42501  CREATE ROLE mine
            42501  DROP ROLE keepers FORCE
            42501  GRANT ROLE keepers TO stranger
            42501  GRANT SELECT ON vault.gold TO stranger
            42501  GRANT ALL ON ALL TABLES IN SCHEMA vault TO stranger
            42501  GRANT EXECUTE ON MODEL vault.oracle TO stranger
            42501  GRANT CREATE MODEL TO stranger
            42501  GRANT CREATE ON DATABASE dev TO stranger
            42501  GRANT ASSUMEROLE ON ALL TO stranger FOR ALL
            42501  REVOKE SELECT ON vault.gold FROM owner
            42501  ALTER DEFAULT PRIVILEGES FOR USER owner GRANT SELECT ON TABLES TO stranger
            42501  ALTER TABLE vault.gold OWNER TO stranger
            42501  ALTER SCHEMA vault OWNER TO stranger
            ok     DISCARD ALL
            ok     DEALLOCATE ALL
            ok     ANALYZE vault.gold
            ok     VACUUM
            42501  SELECT * FROM vault.gold
            42501  SELECT engraved FROM vault.gold
            42501  SELECT count(*) FROM vault.gold
            42501  SELECT * FROM vault.pane
            42501  SELECT 1 WHERE EXISTS (SELECT 1 FROM vault.gold)
            42501  WITH c AS (SELECT * FROM vault.gold) SELECT 1 FROM c
            42501  SELECT (SELECT max(engraved) FROM vault.gold)
            42501  SELECT vault.foresee(1, 2)
            42501  SELECT * FROM FORECAST(vault.oracle)
            42501  SELECT explain_model('vault.oracle')
            42501  SELECT data_report('vault.oracle')
            42501  SELECT * FROM ML.EVALUATE(MODEL vault.oracle, TABLE vault.gold)
            42501  SELECT * FROM ML.LEADERBOARD(MODEL vault.oracle)
            42501  SELECT * FROM ML.DATA_REPORT(MODEL vault.oracle)
            42501  SELECT * FROM ML.FEATURE_IMPORTANCE(MODEL vault.oracle)
            42501  SELECT * FROM auspex.users
            42501  SELECT * FROM auspex_dialect.pg_class
            42501  SELECT * FROM dev.auspex.users
            42501  SELECT pg_terminate_backend({process})
            42501  SELECT pg_cancel_backend({process})
            42501  SELECT nextval('vault.turnstile')
            42P01  SELECT * FROM vault.turnstile
            ok     SELECT * FROM pg_sequences
            ok     SELECT * FROM pg_sequence
            ok     SELECT userid, query, xid, pid FROM stl_query
            ok     SELECT userid, sequence, type FROM svl_statementtext
            ok     SELECT * FROM stl_connection_log
            ok     SELECT * FROM stl_load_errors
            ok     SELECT user_id, query_type, status FROM sys_query_history
            ok     SELECT * FROM stv_recents
            ok     SELECT * FROM pg_stat_activity
            ok     SELECT * FROM pg_class
            ok     SELECT * FROM pg_attribute
            ok     SELECT * FROM pg_attrdef
            ok     SELECT * FROM pg_description
            ok     SELECT * FROM pg_constraint
            ok     SELECT * FROM pg_index
            ok     SELECT * FROM pg_proc
            ok     SELECT * FROM pg_namespace
            ok     SELECT * FROM pg_views
            ok     SELECT * FROM pg_tables
            ok     SELECT * FROM pg_shadow
            ok     SELECT * FROM information_schema.tables
            ok     SELECT * FROM information_schema.columns
            ok     SELECT * FROM information_schema.views
            ok     SELECT * FROM svv_tables
            ok     SELECT * FROM svv_columns
            ok     SELECT * FROM svv_table_info
            ok     SELECT * FROM svv_all_columns
            ok     SELECT * FROM svv_redshift_functions
            ok     SELECT * FROM svv_relation_privileges
            ok     SELECT * FROM svv_ml_model_info
            ok     SELECT * FROM stv_ml_model_info
            ok     SELECT pg_get_viewdef(n) FROM generate_series(16384, 24000) AS s(n)
            42501  EXPLAIN SELECT * FROM vault.gold
            42501  INSERT INTO vault.gold VALUES (1, 2, 3, 'x')
            42501  INSERT INTO vault.gold SELECT * FROM vault.gold
            42501  UPDATE vault.gold SET engraved = 'x'
            42501  DELETE FROM vault.gold
            42501  MERGE INTO vault.gold USING (SELECT 1 AS b) AS s ON x = b WHEN MATCHED THEN UPDATE SET y = 3
            42501  TRUNCATE vault.gold
            42501  CREATE TABLE mine (a INT)
            42501  CREATE TABLE vault.mine (a INT)
            42501  CREATE TEMP TABLE mine (a INT)
            42501  CREATE TABLE auspex.mine (a INT)
            42501  CREATE TABLE mine AS SELECT * FROM vault.gold
            42501  CREATE TEMP TABLE mine AS SELECT * FROM vault.gold
            42501  SELECT * INTO #mine FROM vault.gold
            42501  CREATE VIEW mine AS SELECT * FROM vault.gold
            42501  CREATE VIEW mine AS SELECT * FROM vault.gold WITH NO SCHEMA BINDING
            42501  CREATE SCHEMA mine
            42501  CREATE SEQUENCE mine
            42501  DROP TABLE vault.gold
            42501  DROP VIEW vault.pane
            42501  DROP SCHEMA vault CASCADE
            42501  DROP SEQUENCE vault.turnstile
            42501  ALTER TABLE vault.gold ADD COLUMN extra INT
            42501  ALTER TABLE vault.gold RENAME TO taken
            42501  COMMENT ON TABLE vault.gold IS 'x'
            """;

    /** What no statement may be, whoever says it: all ways of the engine to files, settings and other databases. */
    private static final String REFUSED_TO_ALL = """
            SELECT * FROM '{disk}'
            SELECT * FROM "{disk}"
            SELECT * FROM '{inside}'
            SELECT * FROM '{disk}.parquet'
            FROM '{disk}'
            TABLE '{disk}'
            DESCRIBE '{disk}'
            SUMMARIZE '{disk}'
            SELECT * FROM read_text('{disk}')
            SELECT * FROM READ_TEXT('{disk}')
            SELECT * FROM "read_text"('{disk}')
            SELECT * FROM "Read_Text" /* */ ('{disk}')
            SELECT * FROM system.main.read_text('{disk}')
            SELECT * FROM system.main."read_blob"('{disk}')
            SELECT * FROM U&"read_te\\0078t"('{disk}')
            SELECT * FROM read_csv(['{disk}'])
            SELECT * FROM read_csv_auto('{inside}')
            SELECT * FROM glob('/*')
            SELECT * FROM sniff_csv('{disk}')
            SELECT content FROM read_text(getenv('HOME'))
            SELECT getenv('AUSPEX_PASSWORD')
            SELECT "getenv"('AUSPEX_PASSWORD')
            SELECT 'AUSPEX_PASSWORD'.getenv()
            SELECT system.main.getenv('AUSPEX_PASSWORD')
            SELECT "current_setting"('temp_directory')
            SELECT system.main.current_setting('temp_directory')
            SELECT 'temp_directory'."current_setting"()
            SELECT getvariable('auspex_user')
            SELECT * FROM query('SELECT 1')
            SELECT * FROM query_table('gold')
            SELECT * FROM json_execute_serialized_sql(json_serialize_sql('SELECT 1'))
            SELECT * FROM duckdb_settings()
            SELECT * FROM duckdb_secrets()
            SELECT * FROM duckdb_tables
            SELECT * FROM sqlite_master
            SELECT * FROM pragma_database_list
            SELECT * FROM pragma_table_info('vault.gold')
            SELECT __auspex_sessions('')
            SELECT __auspex_sees('awsuser', 'TABLE', 'vault', 'gold')
            SELECT __auspex_signal('awsuser', 'terminate', '1001')
            PRAGMA database_list
            PRAGMA enable_profiling
            CALL pragma_version()
            ATTACH '{disk}' AS other
            ATTACH ':memory:' AS other
            DETACH dev
            USE memory
            INSTALL httpfs
            LOAD '{disk}'
            EXPORT DATABASE '{inside}.d'
            IMPORT DATABASE '{inside}'
            CHECKPOINT
            FORCE CHECKPOINT
            COPY (SELECT 1) TO '{disk}.out'
            COPY vault.gold TO '{disk}.out'
            COPY vault.gold FROM '{disk}'
            CREATE SECRET s (TYPE s3, KEY_ID 'a', SECRET 'b')
            CREATE MACRO m() AS TABLE SELECT * FROM read_text('{disk}')
            CREATE FUNCTION m() AS 1
            CREATE TYPE t AS ENUM ('a')
            CREATE INDEX i ON vault.gold (x)
            CREATE TABLE t AS FROM '{disk}'
            CREATE TABLE public.t AS SELECT * FROM read_text('{disk}')
            CREATE VIEW public.t AS SELECT * FROM read_text('{disk}')
            INSERT INTO vault.gold SELECT 1, 2, 3, content FROM read_text('{disk}')
            SET VARIABLE auspex_user = 'awsuser'
            SET auspex_user TO 'awsuser'
            SET GLOBAL enable_external_access = true
            SET lock_configuration = false
            SET temp_directory = '/tmp'
            SET allowed_directories = ['/']
            SET memory_limit = '1GB'
            RESET lock_configuration
            PREPARE p AS SELECT 1
            EXECUTE p
            EXPLAIN ANALYZE SELECT * FROM read_text('{disk}')
            UNLOAD ('SELECT content FROM read_text(''{disk}'')') TO 's3://bucket/taken' IAM_ROLE default
            UNLOAD ('SELECT 1') TO 's3://bucket/../../taken' IAM_ROLE default
            UNLOAD ('SELECT 1') TO 's3://../taken' IAM_ROLE default
            UNLOAD ('SELECT 1') TO '{disk}.out' IAM_ROLE default
            COPY (SELECT content FROM read_text('{disk}')) TO STDOUT
            COPY vault.gold FROM 's3://bucket/../../password' IAM_ROLE default
            COPY vault.gold FROM 's3://bucket/link' IAM_ROLE default
            COPY vault.gold FROM '{disk}' IAM_ROLE default
            CREATE MODEL public.m FROM 's3://bucket/../../password' FUNCTION f (int) RETURNS int IAM_ROLE default
            CREATE MODEL public.m FROM (SELECT * FROM read_text('{disk}')) TARGET content FUNCTION f IAM_ROLE default SETTINGS (S3_BUCKET 'bucket')
            CREATE MODEL public.m FROM (SELECT 1 AS a, 2 AS b) TARGET b FUNCTION f IAM_ROLE default SETTINGS (S3_BUCKET '../x')
            DECLARE c CURSOR FOR SELECT * FROM read_text('{disk}')
            """;

    record Attempt(String outcome, String sql) {}

    private NoRightsStatements() {}

    static List<Attempt> walk() {
        return WALK.lines()
                .map(line -> new Attempt(line.substring(0, 7).strip(), line.substring(7)))
                .toList();
    }

    static List<String> refusedToAll() {
        return REFUSED_TO_ALL.lines().toList();
    }

    /** Every kind of statement that the language has, those of the engine and of SHOW one by one. */
    static Set<String> kinds() {
        Set<String> kinds = new TreeSet<>();
        List<Class<?>> open = new ArrayList<>(List.of(Statement.class));
        while (!open.isEmpty()) {
            Class<?> next = open.remove(open.size() - 1);
            if (next.isSealed()) {
                open.addAll(Arrays.asList(next.getPermittedSubclasses()));
            } else if (next == Statement.EngineStatement.class) {
                for (Statement.EngineKind kind : Statement.EngineKind.values()) {
                    kinds.add(kind.name());
                }
            } else if (next == Statement.ShowMetadata.class) {
                for (Statement.MetadataKind kind : Statement.MetadataKind.values()) {
                    kinds.add("SHOW " + kind);
                }
            } else {
                kinds.add(next.getSimpleName());
            }
        }
        return kinds;
    }

    static String kind(Statement statement) {
        if (statement instanceof Statement.EngineStatement engine) {
            return engine.kind().name();
        }
        if (statement instanceof Statement.ShowMetadata show) {
            return "SHOW " + show.kind();
        }
        return statement.getClass().getSimpleName();
    }
}
