package io.auspex.server.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auspex.language.error.SqlException;
import io.auspex.language.parse.StatementParser;
import io.auspex.language.statement.CreateModelCheck;
import io.auspex.language.statement.Statement.CreateModel;
import io.auspex.learn.algorithm.XGBoostObjective;
import io.auspex.learn.objective.Objective;
import io.auspex.learn.objective.ProblemType;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The language checks a statement by the names of objectives, training knows what they mean; here the two meet. */
@DisplayName("Issue 4 point 1, E14: language and learn know the same objectives")
class ObjectiveVocabularyTest {
    @ParameterizedTest
    @EnumSource
    void autoOn(Objective objective) {
        for (ProblemType type : ProblemType.values()) {
            for (String spelling : new String[] {
                objective.displayName(),
                objective.displayName().toLowerCase(Locale.ROOT),
                objective.displayName().replace("_", "")
            }) {
                String sql = "create model m from t target y function f problem_type (" + type + ") objective '"
                        + spelling + "'";
                assertThat(Objective.parse(spelling)).isEqualTo(objective);
                if (objective.problemTypes().contains(type)) {
                    assertThatCode(() -> check(sql)).as(sql).doesNotThrowAnyException();
                } else {
                    assertThatThrownBy(() -> check(sql)).as(sql).isInstanceOf(SqlException.class);
                }
            }
        }
        assertThat(objective.problemTypes()).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void defaultsFitTheirProblem(ProblemType type) {
        assertThat(Objective.defaultFor(type).problemTypes()).contains(type);
    }

    @ParameterizedTest
    @EnumSource
    void autoOff(XGBoostObjective objective) {
        assertThatCode(() -> check("create model m from t target y function f auto off model_type xgboost objective '"
                        + objective.key().toUpperCase(Locale.ROOT)
                        + "' preprocessors 'none' hyperparameters default except (num_class '3')"))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> check("create model m from t target y function f objective '" + objective.key() + "'"))
                .isInstanceOf(SqlException.class);
    }

    private static void check(String sql) {
        CreateModelCheck.check((CreateModel) StatementParser.parse(sql));
    }
}
