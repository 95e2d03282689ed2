package io.auspex.language.dialect;

import io.auspex.language.dialect.Node.Group;
import io.auspex.language.statement.Statement.EngineKind;
import io.auspex.language.statement.Statement.EngineStatement;
import io.auspex.language.token.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Turns a statement as Redshift's users write it into the embedded engine's dialect, on tokens: the engine stays the
 * authority on what a query means. Rules come in families, one class each:
 *
 * <pre>
 *   text → {@link TreeBuilder} → {@link OuterJoins}              a.x = b.y(+)
 *                              → {@link StatementRules}            DDL: attributes, IDENTITY, names in lists, bindings
 *                              → {@link SuperNavigation}          p.labels[0], FROM t, t.p.labels AS l AT i, UNPIVOT
 *                              → every list, innermost first:
 *                                  {@link CatalogNames}            pg_catalog., information_schema.
 *                                  {@link OutputNames}             count(*) is called count
 *                                  {@link SeriesRows}              SELECT generate_series(1, 3)
 *                                  {@link WordSwaps}               SYSDATE, MINUS, APPROXIMATE
 *                                  {@link DateLiterals}            date '1/8/1999'
 *                                  {@link NumericConstants}        '12' + 1
 *                                  {@link Patterns}                SIMILAR TO, backslashes
 *                                  {@link FunctionCalls}           DATEADD, NVL2, DECODE, CONVERT, ...
 *                                  {@link ListAggregation}         LISTAGG .. WITHIN GROUP
 *                                  {@link WindowFunctions}         IGNORE NULLS, RATIO_TO_REPORT, ORDER BY RANDOM()
 *                                  {@link Averages}                AVG of integers
 *                                  {@link PrefixOperators}         |/ x
 *                                  {@link TextCasts}               x::varchar(3)
 *                                  {@link TypeNames}               SUPER, VARBYTE, VARCHAR(MAX) in casts
 *                                  {@link CatalogCasts}            ::regclass
 *                                  {@link RecordColumns}           FROM pg_get_cols() AS c(name name, number int)
 *                                  {@link TopClause}               SELECT TOP n
 *                              → {@link Renderer} → text, with the way back to the user's offsets
 * </pre>
 *
 * <p>Everything the user wrote is written anew from its tokens: names folded to lower case, strings in plain quotes, comments
 * as blanks. So the engine cannot read a quote or comment differently from us.
 */
public final class RedshiftRewriter {
    private static final List<SiblingRule> RULES = List.of(
            new CatalogNames(),
            new OutputNames(),
            new SeriesRows(),
            new WordSwaps(),
            new DateLiterals(),
            new NumericConstants(),
            new Patterns(),
            new FunctionCalls(),
            new ListAggregation(),
            new WindowFunctions(),
            new Averages(),
            new PrefixOperators(),
            new TextCasts(),
            new TypeNames(),
            new CatalogCasts(),
            new RecordColumns(),
            new TopClause());

    private RedshiftRewriter() {}

    /**
     * @throws io.auspex.language.error.SqlException SYNTAX_ERROR where parentheses do not match,
     *     PROGRAM_LIMIT_EXCEEDED for an expression that the engine could not plan in time,
     *     INVALID_PARAMETER_VALUE for an unknown date part, each with its position in the statement's text
     */
    public static Rewritten rewrite(EngineStatement statement) {
        return rewrite(statement, IdentitySequence::randomSuffix);
    }

    static Rewritten rewrite(EngineStatement statement, Supplier<String> sequenceSuffix) {
        String text = statement.text();
        List<Node> nodes = TreeBuilder.build(text);
        while (!nodes.isEmpty() && nodes.get(nodes.size() - 1).isSymbol(';')) {
            nodes.remove(nodes.size() - 1);
        }
        if (statement.kind() == EngineKind.CREATE_TABLE_AS) {
            nodes = IntoClause.rewrite(text, nodes);
        }
        CatalogNames.requireUnchanged(statement.kind(), nodes);
        Refusals.require(nodes);
        ExpressionLength.require(nodes);
        nodes = OuterJoins.rewrite(nodes);
        StatementRules rules = new StatementRules(text, sequenceSuffix);
        List<Node> statementNodes = rules.apply(statement.kind(), nodes);
        if (mayNavigate(statement.kind())) {
            statementNodes = SuperNavigation.rewrite(statementNodes, statement.kind() == EngineKind.SELECT);
        }
        if (statement.kind() == EngineKind.SELECT) {
            statementNodes = OutputNames.nameOutermost(statementNodes);
        }
        return Renderer.render(text, rewrite(statementNodes), rules.before());
    }

    private static boolean mayNavigate(EngineKind kind) {
        return switch (kind) {
            case SELECT, EXPLAIN, INSERT, UPDATE, DELETE, MERGE, CREATE_TABLE_AS, CREATE_VIEW -> true;
            case TRUNCATE,
                    CREATE_TABLE,
                    CREATE_SCHEMA,
                    CREATE_SEQUENCE,
                    DROP_TABLE,
                    DROP_VIEW,
                    DROP_SCHEMA,
                    DROP_SEQUENCE,
                    ALTER_TABLE,
                    COMMENT -> false;
        };
    }

    private static List<Node> rewrite(List<Node> siblings) {
        List<Node> current = withRewrittenGroups(siblings);
        for (SiblingRule rule : RULES) {
            current = rule.rewrite(current);
        }
        return current;
    }

    private static List<Node> withRewrittenGroups(List<Node> siblings) {
        List<Node> result = null;
        for (int i = 0; i < siblings.size(); i++) {
            Node node = siblings.get(i);
            if (node instanceof Group group && !isPlain(group)) {
                List<Node> inside = rewrite(group.children());
                if (inside != group.children()) {
                    result = result == null ? new ArrayList<>(siblings) : result;
                    result.set(i, group.with(inside));
                }
            }
        }
        return result == null ? siblings : result;
    }

    /** One constant or nothing between the parentheses: the common case, and nothing to rewrite. */
    private static boolean isPlain(Group group) {
        List<Node> children = group.children();
        return children.isEmpty() || (children.size() == 1 && children.get(0).isKind(Kind.NUMBER));
    }
}
