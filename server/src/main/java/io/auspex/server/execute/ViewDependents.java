package io.auspex.server.execute;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.QualifiedName;
import io.auspex.language.token.CreatedQuery;
import io.auspex.language.token.Lexer;
import io.auspex.language.token.Token;
import io.auspex.server.catalog.CatalogTransaction;
import io.auspex.server.session.Notice;
import io.auspex.server.session.SessionContext;
import io.auspex.warehouse.Catalog;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The views that would be left without what they read, as PostgreSQL keeps them: the engine lets tables and columns go under
 * views, which fail from then on. What a view reads is told from its definition when something is dropped or changed, not noted when
 * it is made, so that it holds for every view there is. Views WITH NO SCHEMA BINDING depend on nothing.
 */
final class ViewDependents {
    private final SessionContext session;
    private final List<Catalog.View> views;
    private final Map<QualifiedName, Optional<Set<QualifiedName>>> named = new HashMap<>();
    private final List<Dependence> found = new ArrayList<>();

    /** A view and what of that which goes it reads. */
    private record Dependence(QualifiedName view, String on) {}

    private ViewDependents(SessionContext session, List<Catalog.View> views) {
        this.session = session;
        this.views = views;
    }

    /** Of relations that go together, whose own views are no obstacle. */
    static ViewDependents of(SessionContext session, List<Catalog.Relation> dropped) {
        ViewDependents dependents = new ViewDependents(session, boundViews(session));
        dependents.follow(new ArrayDeque<>(dropped), dropped);
        return dependents;
    }

    static ViewDependents ofColumn(SessionContext session, Catalog.Relation table, String column) {
        ViewDependents dependents = new ViewDependents(session, boundViews(session));
        dependents.follow(dependents.readersOf(table, column), List.of());
        return dependents;
    }

    /**
     * To be called before a column gets another type or name: what a view reads is settled when it is created.
     *
     * @throws SqlException FEATURE_NOT_SUPPORTED if a view reads the column
     */
    static void requireUnread(SessionContext session, Catalog.Relation table, Definition.ColumnChange change) {
        ViewDependents dependents = new ViewDependents(session, boundViews(session));
        if (!dependents.readersOf(table, change.column()).isEmpty()) {
            throw new SqlException(
                            SqlState.FEATURE_NOT_SUPPORTED,
                            "cannot " + change.words() + " a column used by a view or rule")
                    .withDetail(dependents.detail())
                    .withHint(
                            "Drop the view, and create it again when the column is changed; or create it WITH NO SCHEMA"
                                    + " BINDING.");
        }
    }

    /** Views that name the table and read the column from it, as relations. */
    private Deque<Catalog.Relation> readersOf(Catalog.Relation table, String column) {
        String shown = "column " + column + " of table " + shown(name(table));
        Deque<Catalog.Relation> readers = new ArrayDeque<>();
        for (Catalog.View view : views) {
            if (reads(view, name(table)) && readsColumn(view, name(table), column)) {
                add(view, shown, readers);
            }
        }
        return readers;
    }

    /**
     * Finds what reads the first ones, what reads that, and so on.
     *
     * @param gone emptied
     * @param dropped what is no obstacle, as it goes anyway
     */
    private void follow(Deque<Catalog.Relation> gone, List<Catalog.Relation> dropped) {
        while (!gone.isEmpty()) {
            Catalog.Relation relation = gone.remove();
            String shown = relation.kind().name().toLowerCase(Locale.ROOT) + " " + shown(name(relation));
            for (Catalog.View view : views) {
                if (dropped.stream().noneMatch(other -> same(name(other), view.name()))
                        && reads(view, name(relation))) {
                    add(view, shown, gone);
                }
            }
        }
    }

    /** The views, each once, those that others read first. */
    List<QualifiedName> views() {
        return found.stream().map(Dependence::view).distinct().toList();
    }

    /**
     * To be called unless they are to go too.
     *
     * @param what is to be dropped, as the sentence names it
     * @throws SqlException DEPENDENT_OBJECTS_STILL_EXIST if there are any
     */
    void requireNone(String what, boolean several) {
        if (!found.isEmpty()) {
            throw new SqlException(
                            SqlState.DEPENDENT_OBJECTS_STILL_EXIST,
                            "cannot drop " + what + " because other objects depend on " + (several ? "them" : "it"))
                    .withDetail(detail())
                    .withHint("Use DROP ... CASCADE to drop the dependent objects too.");
        }
    }

    private String detail() {
        return found.stream()
                .map(dependence -> "view " + shown(dependence.view()) + " depends on " + dependence.on())
                .collect(Collectors.joining("\n"));
    }

    /** Drops them in the transaction that is open, and says so. */
    void drop() {
        List<QualifiedName> going = views();
        List<String> lines = going.stream()
                .map(view -> "drop cascades to view " + shown(view))
                .toList();
        for (QualifiedName view : going) {
            session.warehouse().execute("DROP VIEW " + view.quoted());
        }
        if (lines.size() == 1) {
            session.notice(Notice.Severity.NOTICE, SqlState.SUCCESSFUL_COMPLETION, lines.get(0));
        } else if (!lines.isEmpty()) {
            session.notice(new Notice(
                    Notice.Severity.NOTICE,
                    SqlState.SUCCESSFUL_COMPLETION,
                    "drop cascades to " + lines.size() + " other objects",
                    Optional.of(String.join("\n", lines))));
        }
    }

    private static List<Catalog.View> boundViews(SessionContext session) {
        Set<QualifiedName> late = Set.copyOf(CatalogTransaction.within(session.warehouse())
                .query(
                        "SELECT schema_name, view_name FROM auspex.late_binding_views",
                        row -> folded(QualifiedName.of(row.text(0), row.text(1)))));
        return session.warehouse().catalog().views().stream()
                .filter(view -> !late.contains(folded(view.name())))
                .toList();
    }

    private void add(Catalog.View view, String on, Deque<Catalog.Relation> gone) {
        boolean known = found.stream().anyMatch(dependence -> dependence.view().equals(view.name()));
        found.add(new Dependence(view.name(), on));
        if (!known) {
            gone.add(new Catalog.Relation(
                    view.name().schema().orElseThrow(), view.name().name(), Catalog.RelationKind.VIEW));
        }
    }

    /** Whether the view names the relation itself, not only through another view. */
    private boolean reads(Catalog.View view, QualifiedName relation) {
        if (same(view.name(), relation)
                || !view.definition()
                        .toLowerCase(Locale.ROOT)
                        .contains(relation.name().toLowerCase(Locale.ROOT))) {
            return false;
        }
        return named.computeIfAbsent(
                        view.name(), name -> session.warehouse().namedRelations(CreatedQuery.of(view.definition())))
                .map(names -> names.stream().anyMatch(name -> means(view, name, relation)))
                .orElseGet(() -> mentions(view, relation.name()));
    }

    /**
     * Whether a name in the view's definition stands for the relation. One without a schema is looked for beside the view first,
     * then on the search path; one that is in neither place belongs to the path of who made the view, and is kept.
     */
    private boolean means(Catalog.View view, QualifiedName name, QualifiedName relation) {
        if (name.schema().isPresent() || !name.name().equalsIgnoreCase(relation.name())) {
            return same(name, relation);
        }
        Catalog catalog = session.warehouse().catalog();
        return catalog.relation(name.in(view.name().schema().orElseThrow()))
                .or(() -> catalog.relation(name))
                .map(meant -> same(name(meant), relation))
                .orElse(true);
    }

    /** By the engine's plan of the view; of one that it cannot plan, by the words in it. */
    private boolean readsColumn(Catalog.View view, QualifiedName table, String column) {
        try {
            return session.warehouse().footprint("SELECT * FROM " + view.name().quoted(), List.of()).scans().stream()
                    .anyMatch(scan -> !scan.temporary()
                            && same(scan.table(), table)
                            && scan.columns().stream().anyMatch(column::equalsIgnoreCase));
        } catch (SqlException e) {
            return mentions(view, column);
        }
    }

    private static boolean mentions(Catalog.View view, String word) {
        return Lexer.tokenize(view.definition()).stream().filter(Token::isName).anyMatch(token -> token.text()
                .equalsIgnoreCase(word));
    }

    /** With its schema where that is not on the search path. */
    private String shown(QualifiedName relation) {
        boolean onPath =
                session.searchPath().stream().anyMatch(relation.schema().orElseThrow()::equalsIgnoreCase);
        return onPath ? relation.name() : relation.toString();
    }

    static QualifiedName name(Catalog.Relation relation) {
        return QualifiedName.of(relation.schema(), relation.name());
    }

    private static boolean same(QualifiedName a, QualifiedName b) {
        return folded(a).equals(folded(b));
    }

    /** The engine does not tell names by their case. */
    private static QualifiedName folded(QualifiedName name) {
        return new QualifiedName(
                name.schema().map(schema -> schema.toLowerCase(Locale.ROOT)),
                name.name().toLowerCase(Locale.ROOT));
    }
}
