package io.auspex.language.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.auspex.language.error.SqlException;
import io.auspex.language.script.SqlScript;
import io.auspex.language.statement.Statement;
import io.auspex.language.statement.Statement.CreateModel;
import io.auspex.language.statement.Statement.EngineStatement;
import io.auspex.language.statement.Statement.TrainingSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class StatementParserTest {
    @TestFactory
    Stream<DynamicTest> createModel() {
        return SqlScript.tests(getClass(), "create_model.sql", StatementParserTest::show);
    }

    @TestFactory
    Stream<DynamicTest> importModel() {
        return SqlScript.tests(getClass(), "import_model.sql", StatementParserTest::show);
    }

    @TestFactory
    Stream<DynamicTest> copy() {
        return SqlScript.tests(getClass(), "copy.sql", StatementParserTest::show);
    }

    @TestFactory
    Stream<DynamicTest> session() {
        return SqlScript.tests(getClass(), "session.sql", StatementParserTest::show);
    }

    /** Redshift ML §1, privileges, and the rest of Redshift's users, groups and roles. */
    @TestFactory
    Stream<DynamicTest> access() {
        return SqlScript.tests(getClass(), "access.sql", StatementParserTest::show);
    }

    @TestFactory
    Stream<DynamicTest> engineStatements() {
        return SqlScript.tests(getClass(), "engine.sql", StatementParserTest::show);
    }

    /** Compact and in a fixed order: the records' own text, without what is absent. */
    private static String show(String sql) {
        Statement statement = StatementParser.parse(sql);
        if (statement instanceof EngineStatement engine) {
            assertThat(engine.text()).isEqualTo(sql);
            return engine.kind().name();
        }
        if (statement instanceof CreateModel model) {
            return show(model);
        }
        if (statement instanceof Statement.CheckModel check) {
            return "check " + show(check.model());
        }
        if (statement instanceof Statement.ImportModel model) {
            return show(model);
        }
        if (statement instanceof Statement.CopyFrom copy) {
            return "Copy " + copy.table() + (copy.columns().isEmpty() ? "" : " " + copy.columns()) + " from "
                    + copy.location() + " " + new TreeMap<>(copy.options());
        }
        if (statement instanceof Statement.CopyFromClient copy) {
            return "from " + copy.table() + " " + copy.columns() + " " + new TreeMap<>(copy.options());
        }
        if (statement instanceof Statement.CopyToClient copy) {
            return "to at " + copy.offset() + (copy.ofTable() ? " of table: " : ": ") + copy.query() + " "
                    + new TreeMap<>(copy.options());
        }
        if (statement instanceof Statement.Unload unload) {
            return "unload " + unload.query() + " to " + unload.location()
                    + (unload.partition().isEmpty() ? "" : " by " + unload.partition())
                    + (unload.keepPartition() ? " include " : " ") + new TreeMap<>(unload.options());
        }
        return statement.toString();
    }

    private static String show(Statement.ImportModel model) {
        List<String> lines = new ArrayList<>();
        lines.add("import " + model.name() + (model.orReplace() ? " or replace" : ""));
        lines.add("from " + (model.source().isObject() ? "object " : "job ")
                + model.source().text() + " at " + model.source().offset());
        lines.add("function " + model.function() + " "
                + model.arguments().stream().map(Statement.ArgumentType::type).toList() + " returns "
                + model.returns().type());
        model.iamRole().ifPresent(v -> lines.add("iam_role " + v));
        if (!model.settings().isEmpty()) {
            lines.add("settings " + sorted(model.settings()));
        }
        return String.join("\n", lines);
    }

    private static String show(CreateModel model) {
        List<String> lines = new ArrayList<>();
        lines.add("model " + model.name() + (model.orReplace() ? " or replace" : ""));
        if (model.source() instanceof TrainingSource.Query query) {
            lines.add("from query at " + query.offset() + ": " + query.text());
        } else if (model.source() instanceof TrainingSource.Table table) {
            lines.add("from table " + table.name());
        }
        model.target().ifPresent(v -> lines.add("target " + v.name()));
        model.function().ifPresent(v -> lines.add("function " + v));
        model.iamRole().ifPresent(v -> lines.add("iam_role " + v));
        model.auto().ifPresent(v -> lines.add("auto " + v));
        model.modelType().ifPresent(v -> lines.add("model_type " + v));
        model.problemType().ifPresent(v -> lines.add("problem_type " + v));
        model.objective().ifPresent(v -> lines.add("objective " + v));
        model.preprocessors().ifPresent(v -> lines.add("preprocessors " + v));
        model.hyperparameters().ifPresent(v -> lines.add("hyperparameters " + sorted(v)));
        if (!model.settings().isEmpty()) {
            lines.add("settings " + sorted(model.settings()));
        }
        return String.join("\n", lines);
    }

    private static Map<String, String> sorted(Map<String, String> map) {
        return new TreeMap<>(map);
    }

    @Test
    void clausesMayComeInAnyOrder() {
        List<String> clauses = new ArrayList<>(List.of(
                "FROM (SELECT a, b FROM t)",
                "TARGET b",
                "FUNCTION f",
                "IAM_ROLE DEFAULT",
                "AUTO OFF",
                "MODEL_TYPE XGBOOST",
                "OBJECTIVE 'reg:squarederror'",
                "PREPROCESSORS 'none'",
                "HYPERPARAMETERS DEFAULT EXCEPT(NUM_ROUND '10')",
                "SETTINGS(S3_BUCKET 'b')"));
        String expected = withoutOffset(show("CREATE MODEL m " + String.join(" ", clauses)));
        Random random = new Random(7);
        for (int i = 0; i < 200; i++) {
            Collections.shuffle(clauses, random);
            assertThat(withoutOffset(show("CREATE MODEL m " + String.join("\n", clauses))))
                    .isEqualTo(expected);
        }
    }

    private static String withoutOffset(String shown) {
        return shown.replaceFirst("from query at \\d+", "from query");
    }

    /** Every prefix of a statement either parses or is refused with a place inside it; nothing else comes out. */
    @Test
    void everyTruncationIsRefusedAtAPlaceInsideTheText() {
        String sql = "CREATE MODEL s.m FROM (SELECT a, 'x(' FROM t) TARGET \"b c\" FUNCTION s.f IAM_ROLE 'arn' AUTO OFF"
                + " MODEL_TYPE XGBOOST OBJECTIVE 'reg:squarederror' PREPROCESSORS 'none'"
                + " HYPERPARAMETERS DEFAULT EXCEPT (ETA '0.2') SETTINGS (S3_BUCKET 'b', MAX_CELLS 10)";
        for (int end = 0; end < sql.length(); end++) {
            String prefix = sql.substring(0, end);
            try {
                StatementParser.parse(prefix);
            } catch (SqlException e) {
                assertThat(e.position()).as(prefix).isPresent();
                assertThat(e.position().getAsInt()).as(prefix).isBetween(0, end);
            }
        }
    }
}
