package io.auspex.learn.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auspex.learn.TrainingException;
import io.auspex.learn.preprocess.Preprocessors.ColumnSet;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.Field;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Issue 4 point 1, redshift-ml.md §3 and E27: PREPROCESSORS as text")
class PreprocessorsTest {
    private static final List<Field> FEATURES = List.of(
            new Field("t1", ColumnType.VARCHAR),
            new Field("t2", ColumnType.VARCHAR),
            new Field("temp", ColumnType.DOUBLE),
            new Field("Since", ColumnType.TIMESTAMP),
            new Field("flag", ColumnType.BOOLEAN));

    @Test
    void readsWhatRedshiftsDocumentationShows() {
        Preprocessors read = parse("""
                [ { "ColumnSet": ["t1", "t2"], "Transformers": ["OneHotEncoder", "Imputer"] },
                  { "ColumnSet": ["temp"],     "Transformers": ["Imputer", "NumericPassthrough"] } ]""");
        assertThat(read.sets())
                .containsExactly(
                        new ColumnSet(List.of(0, 1), Set.of(Transformer.IMPUTER, Transformer.ONE_HOT_ENCODER)),
                        new ColumnSet(List.of(2), Set.of(Transformer.IMPUTER, Transformer.NUMERIC_PASSTHROUGH)));
        assertThat(read.sets().get(0).transformers())
                .as("in the order of the steps")
                .containsExactly(Transformer.IMPUTER, Transformer.ONE_HOT_ENCODER);
        assertThat(read.of(3)).isEmpty();
    }

    @Test
    void namesAndKeysAreTakenInAnyCase() {
        assertThat(parse("[{\"columnset\": [\"T1\", \"SINCE\"], \"TRANSFORMERS\": [\"onehotencoder\"]}]")
                        .sets())
                .containsExactly(new ColumnSet(List.of(0, 3), Set.of(Transformer.ONE_HOT_ENCODER)));
        for (Transformer transformer : Transformer.values()) {
            assertThat(Transformer.find(transformer.displayName().toUpperCase(java.util.Locale.ROOT)))
                    .contains(transformer);
        }
        assertThat(Transformer.values()).hasSize(10);
    }

    @Test
    void aStarIsAllThatNoOtherSetNames() {
        assertThat(parse("[{\"ColumnSet\":[\"*\"],\"Transformers\":[\"ImputerWithIndicator\"]}]")
                        .sets()
                        .get(0)
                        .columns())
                .containsExactly(0, 1, 2, 3, 4);
        Preprocessors both = parse("[{\"ColumnSet\":[\"*\"],\"Transformers\":[\"OneHotEncoder\"]},"
                + "{\"ColumnSet\":[\"temp\",\"flag\"],\"Transformers\":[\"StandardScaler\",\"PCA\"]}]");
        assertThat(both.sets().get(0).columns()).containsExactly(0, 1, 3);
        assertThat(both.sets().get(1).columns()).containsExactly(2, 4);
    }

    @Test
    void noneAndAnEmptyListLeaveAllToTheModel() {
        assertThat(parse("none")).isEqualTo(Preprocessors.NONE);
        assertThat(parse(" NONE ")).isEqualTo(Preprocessors.NONE);
        assertThat(parse("[]")).isEqualTo(Preprocessors.NONE);
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '§', textBlock = """
            nonsense                                                                    | not valid JSON
            [{"ColumnSet":["t1"],"Transformers":["Imputer"]}                            | not valid JSON
            [] []                                                                       | not valid JSON
            {"ColumnSet":["t1"],"Transformers":["Imputer"]}                             | not a JSON array
            ["t1"]                                                                      | not a JSON object
            [{"ColumnSet":["t1"]}]                                                      | has no Transformers
            [{"Transformers":["Imputer"]}]                                              | has no ColumnSet
            [{"ColumnSet":[],"Transformers":["Imputer"]}]                               | at least one text as ColumnSet
            [{"ColumnSet":"t1","Transformers":["Imputer"]}]                             | at least one text as ColumnSet
            [{"ColumnSet":[1],"Transformers":["Imputer"]}]                              | has 1 in ColumnSet
            [{"ColumnSet":["t1"],"Transformers":[]}]                                    | at least one text as Transformers
            [{"ColumnSet":["t1"],"Transformers":["Imputer"],"Order":1}]                 | unknown key "Order"
            [{"ColumnSet":["t1"],"columnset":["t2"],"Transformers":["Imputer"]}]        | key "columnset" twice
            [{"ColumnSet":["t1"],"Transformers":["Imputr"]}]                            | unknown transformer "Imputr"
            [{"ColumnSet":["t1"],"Transformers":["Imputer","imputer"]}]                 | Imputer twice
            [{"ColumnSet":["t3"],"Transformers":["Imputer"]}]                           | "t3", which is not among the features
            [{"ColumnSet":["Y"],"Transformers":["Imputer"]}]                            | names the target column "Y"
            [{"ColumnSet":["t1","T1"],"Transformers":["Imputer"]}]                      | "t1" is named twice in set 1
            [{"ColumnSet":["t1"],"Transformers":["Imputer"]},{"ColumnSet":["t2","t1"],"Transformers":["Imputer"]}] | "t1" is in two sets of PREPROCESSORS, 1 and 2
            [{"ColumnSet":["*"],"Transformers":["Imputer"]},{"ColumnSet":["*"],"Transformers":["Imputer"]}] | Set 2 of PREPROCESSORS names columns twice
            [{"ColumnSet":["*","t1"],"Transformers":["Imputer"]}]                       | names columns twice
            [{"ColumnSet":["t1"],"Transformers":["NumericPassthrough"]}]                | NumericPassthrough in set 1 of PREPROCESSORS cannot take column "t1" of type varchar
            [{"ColumnSet":["Since"],"Transformers":["NumericPassthrough"]}]             | cannot take column "Since" of type timestamp
            [{"ColumnSet":["temp"],"Transformers":["DateTimeVectorizer"]}]              | DateTimeVectorizer in set 1 of PREPROCESSORS cannot take column "temp" of type float8
            [{"ColumnSet":["temp","t1"],"Transformers":["StandardScaler","Imputer"]}]   | StandardScaler in set 1 of PREPROCESSORS cannot take column "t1"
            [{"ColumnSet":["t1"],"Transformers":["PCA"]}]                               | PCA in set 1 of PREPROCESSORS cannot take column "t1"
            [{"ColumnSet":["temp"],"Transformers":["StandardScaler","MinMax"]}]         | StandardScaler and MinMax in set 1 of PREPROCESSORS cannot follow each other
            """)
    void refusesWhatCannotBeMeant(String text, String reason) {
        assertThatThrownBy(() -> parse(text)).isInstanceOfSatisfying(TrainingException.class, e -> {
            assertThat(e.getMessage()).contains(reason).doesNotContain("Source", "java", "com.");
            assertThat(e.hint()).isNotEmpty();
        });
    }

    @Test
    @DisplayName("E16: KMEANS takes three transformers, keys in lower case")
    void aKindOfModelMayTakeFewer() {
        Set<Transformer> allowed =
                EnumSet.of(Transformer.STANDARD_SCALER, Transformer.MIN_MAX, Transformer.NUMERIC_PASSTHROUGH);
        List<Field> numbers = List.of(new Field("a", ColumnType.INTEGER));
        assertThat(Preprocessors.parse(
                                "[{\"columnset\": [\"*\"], \"transformers\": [\"standardscaler\"]}]",
                                numbers,
                                Optional.empty(),
                                allowed)
                        .sets())
                .hasSize(1);
        assertThatThrownBy(() -> Preprocessors.parse(
                        "[{\"ColumnSet\": [\"a\"], \"Transformers\": [\"OneHotEncoder\"]}]",
                        numbers,
                        Optional.empty(),
                        allowed))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("OneHotEncoder, which this type of model does not take")
                .extracting(e -> ((TrainingException) e).hint())
                .isEqualTo("Transformers are NumericPassthrough, StandardScaler, MinMax.");
    }

    private static Preprocessors parse(String text) {
        return Preprocessors.parse(text, FEATURES, Optional.of("y"), Transformer.all());
    }
}
