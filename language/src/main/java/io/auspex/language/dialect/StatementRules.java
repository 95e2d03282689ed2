package io.auspex.language.dialect;

import io.auspex.language.dialect.Node.Leaf;
import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.Statement.EngineKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What depends on the kind of statement: clauses of Redshift's DDL that the engine lacks, and DELETE without FROM. */
final class StatementRules {
    private final String source;
    private final Supplier<String> sequenceSuffix;
    private final List<String> before = new ArrayList<>();

    StatementRules(String source, Supplier<String> sequenceSuffix) {
        this.source = source;
        this.sequenceSuffix = sequenceSuffix;
    }

    /** Statements that {@link #apply} found must run first. */
    List<String> before() {
        return before;
    }

    List<Node> apply(EngineKind kind, List<Node> nodes) {
        return switch (kind) {
            case CREATE_TABLE, CREATE_TABLE_AS -> {
                TableDefinition definition = new TableDefinition(nodes, sequenceSuffix);
                List<Node> result = definition.rewrite();
                definition.sequences().forEach(sequence -> before.add(sequence.definition()));
                yield result;
            }
            case ALTER_TABLE -> alterTable(nodes);
            case CREATE_VIEW -> withoutTail(nodes, "with", "no", "schema", "binding");
            case CREATE_SCHEMA -> createSchema(nodes);
            case DROP_SEQUENCE -> dropOneByOne(withoutCascade(nodes));
            case DROP_TABLE, DROP_VIEW, DROP_SCHEMA -> dropOneByOne(nodes);
            case DELETE -> deleteFrom(nodes);
            case EXPLAIN -> explain(nodes);
            case SELECT, INSERT, UPDATE, MERGE, TRUNCATE, CREATE_SEQUENCE, COMMENT -> nodes;
        };
    }

    /** ADD COLUMN has column attributes too. */
    private static List<Node> alterTable(List<Node> nodes) {
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i).isWord("add") && !Nodes.at(nodes, i - 1).isSymbol('.')) {
                int column = Nodes.at(nodes, i + 1).isWord("column") ? i + 2 : i + 1;
                if (Nodes.at(nodes, column).isWord("if")) {
                    column += 3;
                }
                if (!Nodes.at(nodes, column).isName()) {
                    return nodes;
                }
                List<Node> result = new ArrayList<>(nodes.subList(0, column));
                result.addAll(ColumnDefinition.withoutLayout(nodes.subList(column, nodes.size())));
                return result;
            }
            if (nodes.get(i).isWord("type") && i > 4) {
                return TypeNames.typeAt(new ArrayList<>(nodes), i + 1);
            }
        }
        return nodes;
    }

    private static List<Node> withoutTail(List<Node> nodes, String... words) {
        int start = nodes.size() - words.length;
        for (int i = 0; i < words.length; i++) {
            if (!Nodes.at(nodes, start + i).isWord(words[i])) {
                return nodes;
            }
        }
        return nodes.subList(0, start);
    }

    /** AUTHORIZATION and QUOTA go; there are neither owners nor quotas of schemas in the engine. */
    private static List<Node> createSchema(List<Node> nodes) {
        for (int i = 3; i < nodes.size(); i++) {
            boolean behindName = nodes.get(i - 1).isName() && !nodes.get(i - 1).isWord("exists");
            if (behindName
                    && (nodes.get(i).isWord("authorization") || nodes.get(i).isWord("quota"))) {
                return nodes.subList(0, i);
            }
        }
        return nodes;
    }

    /** The engine would drop the tables whose columns take their values from the sequence, where PostgreSQL drops the defaults. */
    private static List<Node> withoutCascade(List<Node> nodes) {
        Node last = nodes.get(nodes.size() - 1);
        if (nodes.size() > 3 && last.isWord("cascade")) {
            throw new SqlException(SqlState.FEATURE_NOT_SUPPORTED, "DROP SEQUENCE ... CASCADE is not supported")
                    .withHint("First drop the tables whose columns take their values from it.")
                    .at(last.start());
        }
        return nodes;
    }

    /** {@code DROP TABLE a, b CASCADE}: the engine drops one object a statement. */
    private List<Node> dropOneByOne(List<Node> nodes) {
        int firstName = Nodes.at(nodes, 2).isWord("if") && Nodes.at(nodes, 3).isWord("exists") ? 4 : 2;
        if (firstName >= nodes.size()) {
            return nodes;
        }
        List<Node> head = nodes.subList(0, firstName);
        int end = nodes.size();
        List<Node> tail = List.of();
        Node last = nodes.get(end - 1);
        if (end - 1 > firstName && (last.isWord("cascade") || last.isWord("restrict"))) {
            end--;
            tail = nodes.subList(end, nodes.size());
        }
        List<List<Node>> names = Nodes.splitAtCommas(nodes.subList(firstName, end));
        List<Node> drop = nodes;
        for (int i = 0; i < names.size() && names.size() > 1; i++) {
            drop = new ArrayList<>(head);
            drop.addAll(names.get(i));
            drop.addAll(tail);
            if (i < names.size() - 1) {
                before.add(Renderer.render(source, drop));
            }
        }
        return drop;
    }

    private static List<Node> deleteFrom(List<Node> nodes) {
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i) instanceof Leaf delete
                    && delete.isWord("delete")
                    && (i == 0 || nodes.get(i - 1).isParentheses())) {
                if (Nodes.at(nodes, i + 1).isWord("from") || i + 1 == nodes.size()) {
                    return nodes;
                }
                List<Node> result = new ArrayList<>(nodes);
                result.add(i + 1, Nodes.word("from", nodes.get(i + 1).start()));
                return result;
            }
        }
        return nodes;
    }

    private List<Node> explain(List<Node> nodes) {
        List<Node> explained = new ArrayList<>(nodes.subList(1, nodes.size()));
        List<Node> result = new ArrayList<>(nodes.subList(0, 1));
        while (Nodes.at(explained, 0).isWord("verbose")
                || Nodes.at(explained, 0).isWord("analyze")) {
            Node option = explained.remove(0);
            if (option.isWord("analyze")) {
                result.add(option);
            }
        }
        Optional<EngineKind> kind = Optional.of(Nodes.at(explained, 0))
                .filter(first -> first.isWord("delete"))
                .map(first -> EngineKind.DELETE);
        result.addAll(kind.isPresent() ? apply(kind.get(), explained) : explained);
        return result;
    }
}
