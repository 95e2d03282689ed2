package io.auspex.server.storage;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.server.catalog.CatalogDatabase;
import io.auspex.server.catalog.CatalogTransaction;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What loads have read and what they could not, which stays when the load itself is undone: users see their own as
 * {@code stl_load_commits} and {@code stl_load_errors}. Only the newest entries are kept.
 */
public final class LoadLog {
    private static final System.Logger LOG = System.getLogger(LoadLog.class.getName());

    private static final int KEPT = 10_000;
    private static final int MOST_OF_A_LOAD = 1_000;
    private static final int LONGEST_VALUE = 1_024;
    private static final int LONGEST_REASON = 100;

    private final CatalogDatabase database;

    public LoadLog(CatalogDatabase database) {
        this.database = database;
    }

    /**
     * For one load, to be written at its end.
     *
     * @param load the number of its statement
     */
    public Entries entries(long load, String user, int session, String table) {
        return new Entries(load, user, session, table);
    }

    /** The entries of one load. One thread. */
    public final class Entries {
        private final long load;
        private final String user;
        private final int session;
        private final String table;
        private final LocalDateTime started = LocalDateTime.now(ZoneOffset.UTC);
        private final List<LoadError> errors = new ArrayList<>();
        private List<LoadedFile> files = List.of();
        private String source = "";
        private String format = "";

        private Entries(long load, String user, int session, String table) {
            this.load = load;
            this.user = user;
            this.session = session;
            this.table = table;
        }

        public void add(LoadError error) {
            if (errors.size() < MOST_OF_A_LOAD) {
                errors.add(error);
            }
        }

        /**
         * The load has gone well.
         *
         * @param newSource what the statement names
         * @param newFormat of the files, as users read it
         */
        public void loaded(String newSource, String newFormat, List<LoadedFile> newFiles) {
            source = newSource;
            format = newFormat;
            files = newFiles.size() > KEPT ? newFiles.subList(newFiles.size() - KEPT, newFiles.size()) : newFiles;
        }

        /** Exchanges what is known of records that could not be loaded for the lines of their files. */
        public void quote(CopyRows rows) {
            Map<String, Set<Long>> wanted = new HashMap<>();
            errors.forEach(error -> wanted.computeIfAbsent(error.file(), file -> new HashSet<>())
                    .add(error.line()));
            wanted.forEach((file, numbers) -> {
                Map<Long, String> lines = rows.lines(file, numbers, LONGEST_VALUE);
                errors.replaceAll(error -> error.file().equals(file) && lines.containsKey(error.line())
                        ? error.quoting(lines.get(error.line()))
                        : error);
            });
        }

        /** Makes them visible, in a transaction of their own. A log that cannot be written is no reason to fail. */
        public void write() {
            if (errors.isEmpty() && files.isEmpty()) {
                return;
            }
            try {
                database.change(transaction -> {
                    errors.forEach(error -> insert(transaction, error));
                    keepNewest(transaction, "load_errors", errors.isEmpty());
                    if (!files.isEmpty()) {
                        insertFiles(transaction);
                    }
                    keepNewest(transaction, "load_files", files.isEmpty());
                });
            } catch (SqlException e) {
                LOG.log(System.Logger.Level.WARNING, "What a load has read could not be logged", e);
            }
        }

        /** @param table one of this class's own */
        private static void keepNewest(CatalogTransaction transaction, String table, boolean unchanged) {
            if (!unchanged) {
                transaction.execute("DELETE FROM auspex." + table + " WHERE id <= (SELECT max(id) - " + KEPT
                        + " FROM auspex." + table + ")");
            }
        }

        /** All in one statement: they may be thousands. */
        private void insertFiles(CatalogTransaction transaction) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            for (LoadedFile file : files) {
                long wrong = errors.stream()
                        .filter(error -> error.file().equals(file.location()))
                        .count();
                list.addObject()
                        .put("name", file.location())
                        .put("bytes", file.bytes())
                        .put("lines", file.lines())
                        .put("rows", file.rows())
                        .put("errors", wrong);
            }
            transaction.execute(
                    """
                    INSERT INTO auspex.load_files
                    SELECT (SELECT coalesce(max(id), 0) FROM auspex.load_files) + row_number() OVER (), CAST($1 AS BIGINT),
                        CAST($2 AS VARCHAR), CAST($3 AS BIGINT), CAST($4 AS VARCHAR), CAST($5 AS TIMESTAMP), CAST($6 AS TIMESTAMP),
                        CAST($7 AS VARCHAR), CAST($8 AS VARCHAR), f.name, f.bytes, f.lines, f."rows", f.errors
                    FROM (SELECT unnest(from_json(CAST($9 AS VARCHAR),
                        '[{"name":"VARCHAR","bytes":"BIGINT","lines":"BIGINT","rows":"BIGINT","errors":"BIGINT"}]')) AS f)""",
                    load,
                    user,
                    (long) session,
                    table,
                    started,
                    LocalDateTime.now(ZoneOffset.UTC),
                    source,
                    format,
                    list.toString());
        }

        private void insert(CatalogTransaction transaction, LoadError error) {
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
