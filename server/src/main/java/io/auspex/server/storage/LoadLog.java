package io.auspex.server.storage;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.server.catalog.CatalogDatabase;
import io.auspex.server.catalog.CatalogTransaction;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The errors of loads, which stay when the load itself is undone: users see their own as {@code stl_load_errors}. Only the
 * newest ones are kept.
 */
public final class LoadErrorLog {
    private static final System.Logger LOG = System.getLogger(LoadErrorLog.class.getName());

    private static final int KEPT = 10_000;
    private static final int MOST_OF_A_LOAD = 1_000;
    private static final int LONGEST_VALUE = 1_024;
    private static final int LONGEST_REASON = 100;

    private final CatalogDatabase database;

    public LoadErrorLog(CatalogDatabase database) {
        this.database = database;
    }

    /** For the errors of one load, to be written at its end. */
    public Entries entries(String user, int session, String table) {
        return new Entries(user, session, table);
    }

    /** The errors of one load. One thread. */
    public final class Entries {
        private final String user;
        private final int session;
        private final String table;
        private final LocalDateTime started = LocalDateTime.now(ZoneOffset.UTC);
        private final List<LoadError> errors = new ArrayList<>();

        private Entries(String user, int session, String table) {
            this.user = user;
            this.session = session;
            this.table = table;
        }

        public void add(LoadError error) {
            if (errors.size() < MOST_OF_A_LOAD) {
                errors.add(error);
            }
        }

        /** Makes them visible, in a transaction of their own. A log that cannot be written is no reason to fail. */
        public void write() {
            if (errors.isEmpty()) {
                return;
            }
            try {
                database.change(transaction -> {
                    long load = transaction
                            .query("SELECT coalesce(max(load), 0) + 1 FROM auspex.load_errors", row -> row.number(0))
                            .get(0);
                    errors.forEach(error -> insert(transaction, load, error));
                    transaction.execute("DELETE FROM auspex.load_errors WHERE id <= (SELECT max(id) - " + KEPT
                            + " FROM auspex.load_errors)");
                });
            } catch (SqlException e) {
                LOG.log(System.Logger.Level.WARNING, "The errors of a load could not be logged", e);
            }
        }

        private void insert(CatalogTransaction transaction, long load, LoadError error) {
            Optional<CopyColumn> column = error.column();
            transaction.execute(
                    """
                    INSERT INTO auspex.load_errors
                    SELECT coalesce(max(id), 0) + 1, CAST($13 AS BIGINT), CAST($1 AS VARCHAR), CAST($2 AS BIGINT), CAST($3 AS VARCHAR),
                        CAST($4 AS TIMESTAMP), CAST($5 AS VARCHAR), CAST($6 AS BIGINT), CAST($7 AS VARCHAR),
                        CAST($8 AS VARCHAR), CAST($9 AS VARCHAR), CAST($10 AS VARCHAR), CAST($11 AS BIGINT),
                        CAST($12 AS VARCHAR), CAST($14 AS BIGINT), CAST($15 AS VARCHAR)
                    FROM auspex.load_errors""",
                    user,
                    (long) session,
                    table,
                    started,
                    error.file(),
                    error.line(),
                    column.map(CopyColumn::name).orElse(null),
                    column.map(found -> found.type().kind().displayName()).orElse(null),
                    column.filter(found -> found.type().precision() > 0)
                            .map(found -> Integer.toString(found.type().precision()))
                            .orElse(null),
                    shortened(error.value(), LONGEST_VALUE),
                    (long) code(error.state()),
                    shortened(error.problem(), LONGEST_REASON),
                    load,
                    (long) error.position(),
                    shortened(error.record(), LONGEST_VALUE));
        }
    }

    private static String shortened(String text, int longest) {
        String clean = text.replace('\0', '?');
        return clean.length() <= longest ? clean : clean.substring(0, longest);
    }

    /** Redshift's numbers, from its "Load error reference". */
    private static int code(SqlState state) {
        return switch (state) {
            case STRING_TOO_LONG -> 1204;
            case INVALID_DATETIME_FORMAT -> 1206;
            case NOT_NULL_VIOLATION -> 1213;
            case BAD_COPY_FILE_FORMAT -> 1202;
            case CHARACTER_NOT_IN_REPERTOIRE -> 1220;
            default -> 1207;
        };
    }
}
