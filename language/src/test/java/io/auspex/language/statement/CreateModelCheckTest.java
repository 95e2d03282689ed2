package io.auspex.language.statement;

import io.auspex.language.parse.StatementParser;
import io.auspex.language.script.SqlScript;
import io.auspex.language.statement.Statement.CreateModel;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class CreateModelCheckTest {
    @TestFactory
    Stream<DynamicTest> combinations() {
        return SqlScript.tests(getClass(), "create_model_check.sql", CreateModelCheckTest::check);
    }

    private static String check(String sql) {
        CreateModelCheck.check((CreateModel) StatementParser.parse(sql));
        return "accepted";
    }
}
