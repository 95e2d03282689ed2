package io.auspex.language.dialect;

import io.auspex.language.dialect.Node.Group;
import io.auspex.language.dialect.Node.Leaf;
import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.Statement.EngineKind;
import io.auspex.language.token.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Leads the names of PostgreSQL's catalog to the server's own views of it. The engine has schemas of the same names, whose
 * rows have its own type numbers and show what is not the users'; none of their relations can be reached, also where the
 * server has no view that takes their place.
 *
 * <p>Of functions, types, operators and collations in {@code pg_catalog} the prefix is dropped: they are the engine's, or
 * macros on every search path.
 */
final class CatalogNames implements SiblingRule {
    /** Schemas as users name them, and the server's in their place. */
    private static final Map<String, String> SCHEMAS =
            Map.of("pg_catalog", "auspex_dialect", "information_schema", "auspex_information_schema");

    /** How the names of the catalog's relations begin; nobody changes a view of such a name. */
    private static final List<String> RELATIONS =
            List.of("pg_", "svv_", "stv_", "stl_", "svl_", "sys_query_", "sys_connection_", "sys_load_", "sys_userlog");

    private static final List<String> TARGET_WORDS = List.of("table", "view", "exists", "only");

    /** Gives each element of an array with its number; pgjdbc asks for keys with it. */
    private static final String EXPAND_ARRAY = "_pg_expandarray";

    @Override
    public List<Node> rewrite(List<Node> siblings) {
        List<Node> result = null;
        for (int i = 0; i < siblings.size(); i++) {
            Node node = siblings.get(i);
            Node replacement = node;
            int taken = 0;
            if (isSchema(siblings, i)) {
                if (isFunctionOrType(siblings, i)) {
                    Leaf name = (Leaf) siblings.get(i + 2);
                    taken = name.value().equals(EXPAND_ARRAY) ? 3 : 2;
                    replacement = taken == 3 ? Nodes.rename(name, "expand_array") : null;
                } else {
                    taken = 1;
                    replacement = Nodes.rename((Leaf) node, SCHEMAS.get(lowerCase((Leaf) node)));
                }
            } else if (node.isWord("operator") && operator(Nodes.at(siblings, i + 1)) != null) {
                taken = 2;
                replacement = operator(siblings.get(i + 1));
            } else if (node.isWord("collate") && isSchema(siblings, i + 1)) {
                taken = 4;
                replacement = null;
            }
            if (result == null && taken > 0) {
                result = new ArrayList<>(siblings.subList(0, i));
            }
            if (result != null && replacement != null) {
                result.add(replacement);
            }
            i += Math.max(taken - 1, 0);
        }
        return result == null ? siblings : result;
    }

    /**
     * The catalog is read only.
     *
     * @throws SqlException INSUFFICIENT_PRIVILEGE where a definition names a relation of it as what it creates or changes
     */
    static void requireUnchanged(EngineKind kind, List<Node> statement) {
        switch (kind) {
            case SELECT, EXPLAIN, INSERT, UPDATE, DELETE, MERGE -> {
                // The engine changes no view.
            }
            case CREATE_TABLE_AS, CREATE_VIEW -> {
                int query = 0;
                while (query < statement.size() && !statement.get(query).isWord("as")) {
                    query++;
                }
                refuseNames(statement.subList(0, query), false);
            }
            case DROP_VIEW, ALTER_TABLE, COMMENT -> refuseNames(statement, true);
            default -> refuseNames(statement, false);
        }
    }

    /** @param unqualified whether a view that is found without its schema could be changed too */
    private static void refuseNames(List<Node> nodes, boolean unqualified) {
        for (int i = 0; i < nodes.size(); i++) {
            if (isSchema(nodes, i) || (unqualified && isTarget(nodes, i))) {
                throw new SqlException(
                                SqlState.INSUFFICIENT_PRIVILEGE, "permission denied: the system catalog is read only")
                        .withHint("Create objects in a schema of your own.")
                        .at(nodes.get(i).start());
            }
        }
    }

    /** A name of the catalog's where a statement says what it changes. */
    private static boolean isTarget(List<Node> nodes, int index) {
        Node before = Nodes.at(nodes, index - 1);
        return nodes.get(index) instanceof Leaf name
                && name.isName()
                && (before.isSymbol(',') || TARGET_WORDS.stream().anyMatch(before::isWord))
                && RELATIONS.stream().anyMatch(lowerCase(name)::startsWith);
    }

    private static boolean isSchema(List<Node> siblings, int index) {
        Node node = Nodes.at(siblings, index);
        return node.isName()
                && Nodes.at(siblings, index + 1).isSymbol('.')
                && SCHEMAS.containsKey(lowerCase((Leaf) node));
    }

    private static boolean isFunctionOrType(List<Node> siblings, int index) {
        return Nodes.at(siblings, index + 2).isName()
                && (Nodes.at(siblings, index + 3).isParentheses()
                        || Nodes.at(siblings, index - 1).isOperator("::")
                        || Nodes.at(siblings, index - 1).isWord("as"));
    }

    /** The operator in {@code OPERATOR(pg_catalog.~)}, whose parentheses have been rewritten before; null for anything else. */
    private static Leaf operator(Node node) {
        if (node instanceof Group group
                && group.isParentheses()
                && !group.children().isEmpty()) {
            Node last = group.children().get(group.children().size() - 1);
            return last.isKind(Kind.OPERATOR) ? (Leaf) last : null;
        }
        return null;
    }

    private static String lowerCase(Leaf leaf) {
        return leaf.value().toLowerCase(Locale.ROOT);
    }
}
