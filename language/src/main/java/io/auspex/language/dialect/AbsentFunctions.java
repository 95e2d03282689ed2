package io.auspex.language.dialect;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import java.util.Map;

/** Functions of Redshift's that are not offered yet: refused as such, not as unknown. */
final class AbsentFunctions {
    private AbsentFunctions() {}

    static Map<String, FunctionRule> rules() {
        return Map.of("explain_model", call -> {
            throw new SqlException(SqlState.FEATURE_NOT_SUPPORTED, "EXPLAIN_MODEL is not offered yet")
                    .withHint("SHOW MODEL tells what a model was trained on and how good it is.")
                    .at(call.offset());
        });
    }
}
