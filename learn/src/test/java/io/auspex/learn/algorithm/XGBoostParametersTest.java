package io.auspex.learn.algorithm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auspex.learn.TrainingException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class XGBoostParametersTest {
    private static XGBoostParameters parse(String name, String value) {
        return XGBoostParameters.parse(XGBoostObjective.REG_SQUAREDERROR, Map.of(name, value));
    }

    private static void assertRefused(String name, String value, String message, String hint) {
        assertThatThrownBy(() -> parse(name, value)).isInstanceOfSatisfying(TrainingException.class, e -> {
            assertThat(e).hasMessageContaining(message);
            assertThat(e.hint()).contains(hint);
        });
    }

    @Test
    void takesNamesInAnyCaseAndAliases() {
        assertThat(parse("ETA", " 0.2 ").given()).containsExactly(Map.entry("eta", "0.2"));
        assertThat(parse("learning_rate", "0.2").given()).containsKey("eta");
        assertThat(parse("colsample_byleve", "0.5").given()).containsKey("colsample_bylevel");
        assertThat(parse("num_round", "7").rounds()).isEqualTo(7);
        assertThat(parse("max_depth", "3").rounds()).isEqualTo(100);
    }

    @Test
    void refusesValuesOutOfRange() {
        assertRefused("eta", "0.6", "eta cannot be '0.6'", "from 0.1 to 0.5");
        assertRefused("max_depth", "11", "max_depth", "from 0 to 10");
        assertRefused("max_depth", "three", "'three'", "whole number");
        assertRefused("subsample", "NaN", "subsample", "from 0.5 to 1");
        assertRefused("num_round", "0", "num_round", "at least 1");
        assertRefused("scale_pos_weight", "0", "scale_pos_weight", "above 0");
        assertRefused("tweedie_variance_power", "2", "tweedie_variance_power", "between 1 and 2, both excluded");
        assertRefused("tree_method", "gpu_hist", "tree_method", "auto, exact, approx, hist");
    }

    @Test
    void namesTheClosestKnownParameter() {
        assertRefused("max_dept", "3", "'max_dept' is not known", "Did you mean max_depth?");
        assertRefused("num_rounds", "3", "'num_rounds'", "Did you mean num_round?");
        assertRefused("quantum_flux", "3", "'quantum_flux'", "Known are");
    }

    @Test
    void refusesTheSameParameterTwice() {
        Map<String, String> both = new LinkedHashMap<>();
        both.put("eta", "0.2");
        both.put("learning_rate", "0.3");
        assertThatThrownBy(() -> XGBoostParameters.parse(XGBoostObjective.REG_SQUAREDERROR, both))
                .hasMessageContaining("eta is given twice");
    }

    @Test
    void numClassBelongsToSoftmax() {
        assertThatThrownBy(() -> XGBoostParameters.parse(XGBoostObjective.MULTI_SOFTMAX, Map.of()))
                .hasMessageContaining("needs the hyperparameter num_class");
        assertRefused("num_class", "3", "num_class has no meaning", "Leave it out");
        assertThatThrownBy(() -> XGBoostParameters.parse(XGBoostObjective.MULTI_SOFTMAX, Map.of("num_class", "1")))
                .hasMessageContaining("num_class cannot be '1'");
    }

    @Test
    void objectivesAreTakenInAnyCase() {
        assertThat(XGBoostObjective.parse("MULTI:SOFTMAX")).isEqualTo(XGBoostObjective.MULTI_SOFTMAX);
        assertThatThrownBy(() -> XGBoostObjective.parse("F1")).hasMessageContaining("'F1'");
    }
}
