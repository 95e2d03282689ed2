package io.auspex.server.access;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.Privilege;
import io.auspex.language.statement.QualifiedName;
import io.auspex.language.token.CreatedQuery;
import io.auspex.language.token.Lexer;
import io.auspex.language.token.SqlText;
import io.auspex.language.type.SqlType;
import io.auspex.server.catalog.ModelDefinition;
import io.auspex.server.session.SessionContext;
import io.auspex.warehouse.Catalog;
import io.auspex.warehouse.Footprint;
import io.auspex.warehouse.WarehouseSession;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Decides whether a user may run one statement of the engine's. The engine says which tables and functions lie below it; a
 * table is allowed
 *
 * <ul>
 *   <li>to who has the privilege on it, or
 *   <li>where its name is nowhere in the text, so that it is read through a view only: if the user has SELECT on a view in
 *       the text that reads it, and the view's owner may run the view's query.
 * </ul>
 *
 * <p>A view's query runs with the rights of the view's owner, one with late binding too. Where such a query names a table
 * without its schema, and the session's search path leads it to another schema than the view's, whoever asks needs the
 * privilege too: otherwise the search path could be used to borrow the owner's rights.
 */
final class StatementCheck {
    private static final String MODEL_FUNCTION_PREFIX = ModelDefinition.ENGINE_FUNCTION_PREFIX;

    /** The engine's function of a model, with the model's id. No user can name one: they reach them by the model's own names. */
    private static final Pattern MODEL_FUNCTION = Pattern.compile(MODEL_FUNCTION_PREFIX + "[0-9a-f]{32}_.*");

    private static final int MODEL_ID_LENGTH = 32;

    /** Where the server keeps its tables; only the catalog's views name it, and they show what everybody may see. */
    private static final String SYSTEM_SCHEMA = "auspex";

    private static final int DEEPEST_VIEW = 40;

    private final Asker asker;
    private final AccessRules rules;
    private final Map<String, ModelDefinition> models;
    private final Set<String> schemas;
    private final List<Catalog.View> views;
    private final Map<QualifiedName, Footprint> belowViews = new HashMap<>();

    StatementCheck(Asker asker, AccessRules rules, Definitions definitions) {
        this.asker = asker;
        this.rules = rules;
        this.models = definitions.models();
        this.schemas = definitions.schemas();
        this.views = definitions.views();
    }

    /**
     * Who asks, and how names are looked up then.
     *
     * @param warehouse where what is in open transactions of the user's is seen
     */
    record Asker(String user, WarehouseSession warehouse, List<String> searchPath) {
        Asker {
            searchPath = List.copyOf(searchPath);
        }
    }

    /** A table or function that a statement leads to, and whether its text leaves any doubt that it does so itself. */
    private record Reader(List<String> users, Mentions mentions, Optional<String> viewSchema, int depth) {}

    /**
     * A query or a change of rows.
     *
     * @param sql in the engine's dialect
     * @param truncates whether it is a TRUNCATE, which the engine takes for a DELETE
     * @throws SqlException INSUFFICIENT_PRIVILEGE
     */
    void check(String sql, List<SqlType> parameters, boolean truncates) {
        Footprint footprint;
        try {
            footprint = asker.warehouse().footprint(sql, parameters);
        } catch (SqlException e) {
            throw new SqlException(
                            SqlState.INSUFFICIENT_PRIVILEGE,
                            "permission denied: it cannot be told what the statement reads and writes")
                    .withHint("Write it more simply, or let a superuser run it.")
                    .causedBy(e);
        }
        String user = asker.user();
        Mentions mentions = new Mentions(sql, schemas, path(Optional.empty()));
        Footprint reads = changes(user, sql, footprint, truncates);
        reads(new Reader(List.of(user), mentions, Optional.empty(), 0), reads);
    }

    /** What a definition may call, in a DEFAULT for example. */
    void checkCalls(String sql) {
        Mentions mentions = new Mentions(sql, schemas, path(Optional.empty()));
        calls(new Reader(List.of(asker.user()), mentions, Optional.empty(), 0));
    }

    private Set<String> path(Optional<String> viewSchema) {
        Set<String> path = new HashSet<>();
        viewSchema.map(StatementCheck::lower).ifPresent(path::add);
        asker.searchPath().forEach(schema -> path.add(lower(schema)));
        return path;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Checks what is written, and gives the footprint without the scans that only find the rows to change. */
    private Footprint changes(String user, String sql, Footprint footprint, boolean truncates) {
        List<Footprint.Scan> scans = new ArrayList<>(footprint.scans());
        for (Footprint.Change change : footprint.changes()) {
            List<Footprint.Scan> own = scans.stream()
                    .filter(scan -> scan.table().equals(change.table()))
                    .toList();
            if (own.size() == 1 && !own.get(0).readsValues()) {
                scans.remove(own.get(0));
            }
            if (mentionsWord(sql, "returning")) {
                scans.add(new Footprint.Scan(change.table(), change.temporary(), true, Set.of()));
            }
            if (change.temporary()) {
                continue;
            }
            Securable table = Securable.table(change.table());
            requireUsage(user, change.table());
            for (Privilege privilege : truncates ? List.of(Privilege.TRUNCATE) : privileges(change.kind(), sql)) {
                if (!rules.allows(user, privilege, table)) {
                    throw AccessControl.denied(privilege, table);
                }
            }
        }
        return new Footprint(scans, List.of(), footprint.functions());
    }

    private static boolean mentionsWord(String sql, String word) {
        return Lexer.tokenize(sql).stream().anyMatch(token -> token.isWord(word));
    }

    private static List<Privilege> privileges(Footprint.Kind kind, String sql) {
        return switch (kind) {
            case INSERT -> List.of(Privilege.INSERT);
            case UPDATE -> List.of(Privilege.UPDATE);
            case DELETE -> List.of(Privilege.DELETE);
            case MERGE -> {
                List<Privilege> found = new ArrayList<>();
                for (Privilege privilege : List.of(Privilege.INSERT, Privilege.UPDATE, Privilege.DELETE)) {
                    if (mentionsWord(sql, lower(privilege.name()))) {
                        found.add(privilege);
                    }
                }
                yield found;
            }
        };
    }

    private void reads(Reader reader, Footprint footprint) {
        if (reader.depth() > DEEPEST_VIEW) {
            throw new SqlException(SqlState.PROGRAM_LIMIT_EXCEEDED, "views are nested too deeply");
        }
        calls(reader);
        Set<QualifiedName> tablesBelow = new HashSet<>();
        Set<String> functionsBelow = new HashSet<>();
        for (Catalog.View view : views) {
            if (!reader.mentions().mayMean(view.name())) {
                continue;
            }
            Footprint below = below(view);
            if (isPartOf(below, footprint)) {
                requireView(reader, view, below);
                below.scans().forEach(scan -> tablesBelow.add(scan.table()));
                functionsBelow.addAll(below.functions());
            }
        }
        for (Footprint.Scan scan : footprint.scans()) {
            boolean own = scan.temporary() || scan.table().schema().equals(Optional.of(SYSTEM_SCHEMA));
            boolean throughView = tablesBelow.contains(scan.table())
                    && !reader.mentions().has(scan.table().name());
            if (!own && !throughView) {
                requireSelect(reader, scan.table());
            }
        }
        for (String function : footprint.functions()) {
            if (isModelFunction(function)) {
                modelFunction(reader, function, functionsBelow.contains(function));
            }
        }
    }

    private Footprint below(Catalog.View view) {
        return belowViews.computeIfAbsent(view.name(), name -> asker.warehouse()
                .footprint(
                        "SELECT * FROM " + SqlText.quoteIdentifier(SessionContext.DATABASE) + "." + name.quoted(),
                        List.of()));
    }

    private static boolean isPartOf(Footprint below, Footprint whole) {
        Set<QualifiedName> tables =
                whole.scans().stream().map(Footprint.Scan::table).collect(Collectors.toSet());
        return below.scans().stream().allMatch(scan -> tables.contains(scan.table()))
                && below.functions().stream()
                        .filter(StatementCheck::isModelFunction)
                        .allMatch(whole.functions()::contains);
    }

    private void requireView(Reader reader, Catalog.View view, Footprint below) {
        requireSelect(reader, view.name());
        String owner = rules.owner(Securable.table(view.name()));
        if (rules.isSuperuser(owner)) {
            return;
        }
        String schema = view.name().schema().orElseThrow();
        Mentions mentions = new Mentions(CreatedQuery.of(view.definition()), schemas, path(Optional.of(schema)));
        reads(new Reader(List.of(owner), mentions, Optional.of(schema), reader.depth() + 1), below);
    }

    private void requireSelect(Reader reader, QualifiedName table) {
        Securable object = Securable.table(table);
        for (String user : users(reader, table)) {
            if (reader.viewSchema().isEmpty()) {
                requireUsage(user, table);
            }
            if (!rules.allows(user, Privilege.SELECT, object)) {
                throw AccessControl.denied(Privilege.SELECT, object);
            }
        }
    }

    /** Whose rights count: in a view, also those of who asks, if it is the session that leads the name where it leads. */
    private List<String> users(Reader reader, QualifiedName name) {
        boolean ledBySession = reader.viewSchema().isPresent()
                && !name.schema()
                        .orElseThrow()
                        .equalsIgnoreCase(reader.viewSchema().get())
                && !reader.mentions().hasQualified(name);
        return ledBySession ? List.of(reader.users().get(0), asker.user()) : reader.users();
    }

    private void requireUsage(String user, QualifiedName name) {
        Securable schema = Securable.schema(name.schema().orElseThrow());
        if (!rules.allows(user, Privilege.USAGE, schema)) {
            throw AccessControl.denied(Privilege.USAGE, schema);
        }
    }

    /** Functions that the text calls by their names; also where the engine has evaluated them while it planned. */
    private void calls(Reader reader) {
        for (ModelDefinition model : models.values()) {
            for (QualifiedName function : model.functionNames()) {
                if (reader.mentions().mayCall(function)) {
                    for (String user : users(reader, function)) {
                        if (reader.viewSchema().isEmpty()) {
                            requireUsage(user, function);
                        }
                        requireExecute(user, model);
                    }
                }
            }
        }
    }

    private static boolean isModelFunction(String function) {
        return MODEL_FUNCTION.matcher(function).matches();
    }

    private void modelFunction(Reader reader, String function, boolean belowView) {
        int end = MODEL_FUNCTION_PREFIX.length() + MODEL_ID_LENGTH;
        ModelDefinition model = models.get(function.substring(MODEL_FUNCTION_PREFIX.length(), end));
        if (model == null) {
            throw new SqlException(
                    SqlState.INSUFFICIENT_PRIVILEGE, "permission denied for a model that has been dropped");
        }
        boolean mentioned = model.functionNames().stream().anyMatch(reader.mentions()::mayCall);
        if (!belowView || mentioned) {
            reader.users().forEach(user -> requireExecute(user, model));
        }
    }

    private void requireExecute(String user, ModelDefinition model) {
        Securable object = Securable.model(model.name());
        boolean owner = rules.user(user).isPresent() && model.owner().equals(user);
        if (!owner && !rules.allows(user, Privilege.EXECUTE, object)) {
            throw AccessControl.denied(Privilege.EXECUTE, object);
        }
    }
}
