package io.auspex.learn.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.auspex.learn.objective.Objective;
import io.auspex.learn.objective.ProblemType;
import io.auspex.learn.profile.Target;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which parts of a blend are dropped to predict sooner, and which are not. */
class PredictionThriftTest {
    private static final int ROWS = 4000;
    private static final int FOLDS = 8;
    private static final String ERRATIC = "erratic";
    private static final double CHANCE = 0.12;

    private final Random random = new Random(5);
    private final double[] truth = random.doubles(ROWS).map(value -> 10 * value).toArray();
    private final Target target = new Target(
            new Field("y", ColumnType.DOUBLE),
            ProblemType.REGRESSION,
            List.of(),
            IntStream.range(0, ROWS).toArray(),
            truth,
            "It is one.");
    private final Scorer scorer = new Scorer(target, Objective.MSE);

    /** One that errs by chance, of such a size, and by something of the given result. */
    private CandidateResult result(String name, double error, CandidateResult like, double share) {
        double[] predicted = new double[ROWS];
        int[] rows = new int[ROWS];
        for (int row = 0; row < ROWS; row++) {
            rows[row] = row;
            double alike = like == null ? 0 : like.outOfFold().predictions()[0][row] - truth[row];
            predicted[row] = truth[row] + share * alike + error * random.nextGaussian();
        }
        OutOfFold outOfFold = new OutOfFold(rows, new int[] {ROWS / 2, ROWS}, new double[][] {predicted});
        return KnownResults.of(name, 0, outOfFold, scorer.score(outOfFold));
    }

    private PredictionThrift thrift(Map<String, Double> microseconds, Map<CandidateResult, CandidateResult> lighter) {
        return thrift(OptionalDouble.empty(), microseconds, lighter);
    }

    private PredictionThrift thrift(
            OptionalDouble wanted, Map<String, Double> microseconds, Map<CandidateResult, CandidateResult> lighter) {
        return new PredictionThrift(wanted, BlendLoss.SQUARED, scorer, truth, new PredictionThrift.Costs() {
            @Override
            public double microseconds(List<CandidateResult> results) {
                return results.stream().mapToDouble(this::microseconds).sum();
            }

            private double microseconds(CandidateResult result) {
                double full = microseconds.get(result.candidate().name());
                return lighter.containsValue(result)
                        ? full / 3
                        : asksFolds(result) ? full * result.folds().size() / FOLDS : full;
            }

            @Override
            public boolean asksFolds(CandidateResult result) {
                return !result.folds().isEmpty();
            }

            /** As far apart as makes {@link #CHANCE} of one model's loss, or those of an erratic one three times its loss. */
            @Override
            public List<double[][]> said(CandidateResult result, int[] rows) {
                Random chance = new Random(result.candidate().name().hashCode());
                double chanceOfOne = result.candidate().name().equals(ERRATIC) ? 3 : CHANCE;
                double deviation = Math.sqrt(chanceOfOne * result.score().loss());
                return result.folds().stream()
                        .map(model -> new double[][] {
                            IntStream.of(rows)
                                    .mapToDouble(row -> truth[row] + deviation * chance.nextGaussian())
                                    .toArray()
                        })
                        .toList();
            }

            @Override
            public Stream<CandidateResult> lighter(CandidateResult result) {
                return Stream.ofNullable(lighter.get(result));
            }
        });
    }

    private Assembly blend(CandidateResult... results) {
        return Assembly.of(List.of(results), BlendLoss.SQUARED, scorer, truth);
    }

    private static List<String> names(Assembly assembly) {
        List<String> names = new ArrayList<>();
        assembly.parts().forEach(part -> names.add(part.result().candidate().name()));
        return names;
    }

    @Test
    void leavesOutWhatIsDearAndBringsNextToNothing() {
        CandidateResult one = result("one", 1, null, 0);
        CandidateResult other = result("other", 1, null, 0);
        CandidateResult forest = result("forest", 0.3, one, 1);
        Assembly blend = new Assembly(
                List.of(new Assembly.Part(one, 0.48), new Assembly.Part(other, 0.5), new Assembly.Part(forest, 0.02)),
                blend(one, other).outOfFold(),
                blend(one, other).score());
        PredictionThrift thrift = thrift(Map.of("one", 1.0, "other", 2.0, "forest", 40.0), Map.of());
        Assembly quicker = thrift.of(blend);
        assertThat(names(quicker)).containsExactlyInAnyOrder("one", "other");
        assertThat(thrift.note(blend, quicker, "mse").orElseThrow())
                .contains("leaves out \"forest\"")
                .contains("about 3.0 instead of 43.0 microseconds a row");
        assertThat(thrift.note(blend, blend, "mse")).isEmpty();
    }

    @Test
    void keepsWhatIsWorthItsTime() {
        CandidateResult one = result("one", 1, null, 0);
        CandidateResult forest = result("forest", 1, null, 0);
        Assembly blend = blend(one, forest);
        assertThat(names(blend)).hasSize(2);
        Assembly same = thrift(Map.of("one", 1.0, "forest", 400.0), Map.of()).of(blend);
        assertThat(same).isSameAs(blend);
    }

    @Test
    void takesTheLighterFormOfWhatIsNeededWhereThatIsAsGood() {
        CandidateResult one = result("one", 1, null, 0);
        CandidateResult forest = result("forest", 1, null, 0);
        CandidateResult asGood = result("forest", 0.001, forest, 1);
        CandidateResult worse = result("forest", 0.5, forest, 1);
        Assembly blend = blend(one, forest);
        Map<String, Double> costs = Map.of("one", 1.0, "forest", 40.0);
        PredictionThrift thrift = thrift(costs, Map.of(forest, asGood));
        Assembly quicker = thrift.of(blend);
        assertThat(quicker.parts().stream().map(Assembly.Part::result)).contains(asGood, one);
        assertThat(thrift.note(blend, quicker, "mse").orElseThrow())
                .contains("has smaller trees or fewer in \"forest\": mse");
        assertThat(thrift(costs, Map.of(forest, worse)).of(blend)).isSameAs(blend);
    }

    /** The same with a model a fold. */
    private static CandidateResult folded(CandidateResult result) {
        return KnownResults.of(result.candidate().name(), FOLDS, result.outOfFold(), result.score());
    }

    /** What counts for little asks few of its models; weights, and what is known of rows not learnt from, stay as they are. */
    @Test
    void asksFewerModelsOfWhatCountsForLittle() {
        CandidateResult heavy = folded(result("heavy", 1, null, 0));
        CandidateResult middle = folded(result("middle", 2, null, 0));
        CandidateResult light = folded(result("light", 3, null, 0));
        Assembly blend = new Assembly(
                List.of(new Assembly.Part(heavy, 0.7), new Assembly.Part(middle, 0.25), new Assembly.Part(light, 0.05)),
                heavy.outOfFold(),
                heavy.score());
        PredictionThrift slow = thrift(Map.of("heavy", 5.6, "middle", 3.2, "light", 3.2), Map.of());
        Assembly quicker = slow.of(blend);
        assertThat(quicker.parts().stream().map(part -> part.result().folds().size()))
                .containsExactly(8, 5, 1);
        assertThat(quicker.parts().stream().map(Assembly.Part::weight)).containsExactly(0.7, 0.25, 0.05);
        assertThat(slow.note(blend, quicker, "mse").orElseThrow())
                .contains("asks 5 of 8 models of \"middle\", asks 1 of 8 models of \"light\"");
        Assembly quick = new Assembly(blend.parts(), blend.outOfFold(), blend.score());
        assertThat(thrift(Map.of("heavy", 3.0, "middle", 2.5, "light", 2.5), Map.of())
                        .of(quick))
                .isSameAs(quick);
    }

    @Test
    void keepsAllWhereTheyAreQuickEnough() {
        CandidateResult one = result("one", 1, null, 0);
        CandidateResult twin = result("twin", 0.01, one, 1);
        Assembly blend = new Assembly(
                List.of(new Assembly.Part(one, 0.5), new Assembly.Part(twin, 0.5)), one.outOfFold(), one.score());
        assertThat(thrift(Map.of("one", 1.0, "twin", 6.9), Map.of()).of(blend)).isSameAs(blend);
        assertThat(names(thrift(Map.of("one", 1.0, "twin", 7.1), Map.of()).of(blend)))
                .containsExactly("one");
    }

    /** However many could go for little each, all that goes together costs no more than the share that is allowed. */
    @Test
    void addsUpWhatLeavingOutCosts() {
        CandidateResult[] results = new CandidateResult[8];
        results[0] = result("0", 1, null, 0);
        for (int i = 1; i < results.length; i++) {
            results[i] = result(Integer.toString(i), 0.2, results[0], 0.98);
        }
        Assembly blend = blend(results);
        assertThat(blend.parts().size()).isGreaterThan(3);
        Map<String, Double> dear = new HashMap<>();
        for (CandidateResult result : results) {
            dear.put(result.candidate().name(), 100.0);
        }
        Assembly quicker = thrift(dear, Map.of()).of(blend);
        assertThat(quicker.score().loss())
                .isLessThanOrEqualTo(
                        blend.score().loss() * (1 + PredictionThrift.WORTH) * (1 + PredictionThrift.WORTH_OF_LIMIT));
    }

    /** Heavy parts give models up, the dearest for what they count for first; what the others are as good without is left out. */
    @Test
    void keepsTheLimitForTheLeastLoss() {
        CandidateResult one = folded(result("one", 1, null, 0));
        CandidateResult other = folded(result("other", 1, null, 0));
        CandidateResult third = folded(result("third", 1, null, 0));
        Assembly blend = blend(one, other, third);
        PredictionThrift thrift = thrift(Map.of("one", 1.5, "other", 1.5, "third", 12.8), Map.of());
        Assembly quicker = thrift.of(blend);
        assertThat(models(quicker)).containsEntry("one", 8).containsEntry("other", 8);
        assertThat(models(quicker).get("third")).isBetween(2, 3);
        assertThat(thrift.note(blend, quicker, "mse").orElseThrow())
                .contains("instead of 15.8 microseconds a row")
                .contains("models of \"third\"");
        assertThat(weights(quicker)).isEqualTo(weights(blend));
    }

    /** Unless the user says what a row may take, a third more loss is too much to ask for a tenth of the time; then it is not. */
    @Test
    void keepsALimitOfTheUsersWhateverItCosts() {
        CandidateResult one = folded(result("one", 1, null, 0));
        CandidateResult forest = result("forest", 1, null, 0);
        Assembly blend = blend(one, forest);
        Map<String, Double> costs = Map.of("one", 8.0, "forest", 40.0);
        assertThat(names(thrift(costs, Map.of()).of(blend))).contains("forest");
        assertThat(models(thrift(OptionalDouble.of(2), costs, Map.of()).of(blend)))
                .isEqualTo(Map.of("one", 2));
        assertThat(thrift(OptionalDouble.of(50), costs, Map.of()).of(blend)).isSameAs(blend);
    }

    /** What cannot be had for the loss that it may cost is come near to. */
    @Test
    void goesAsFarAsTheLossAllows() {
        CandidateResult one = folded(result("one", 1, null, 0));
        CandidateResult forest = result("forest", 1, null, 0);
        Assembly blend = blend(one, forest);
        Assembly nearer = thrift(Map.of("one", 16.0, "forest", 40.0), Map.of()).of(blend);
        assertThat(names(nearer)).containsExactlyInAnyOrder("one", "forest");
        assertThat(models(nearer).get("one")).isBetween(2, 3);
        assertThat(nearer.score().loss()).isCloseTo(blend.score().loss(), within(1e-9));
    }

    /** However far apart a part's models are, they are not taken to make up for half of the loss that is seen without the other part. */
    @Test
    void doesNotTrustModelsToMakeUpForEverything() {
        CandidateResult one = folded(result("one", 1, null, 0));
        CandidateResult erratic = folded(result(ERRATIC, 1, null, 0));
        Assembly blend = blend(one, erratic);
        Assembly quicker = thrift(Map.of("one", 10.0, ERRATIC, 7.0), Map.of()).of(blend);
        assertThat(names(quicker)).containsExactlyInAnyOrder("one", ERRATIC);
    }

    /** 2.5 % more loss is too much where thousands of rows confirm it, and not where fifty do not. */
    @Test
    void fewRowsAllowWhatTheyCannotTellFromChance() {
        double[] many = new double[ROWS];
        double[] few = Arrays.copyOf(truth, 50);
        for (int i = 0; i < many.length; i++) {
            many[i] = truth[i] + 1;
        }
        double[] worse = many.clone();
        for (int i = 0; i < worse.length; i++) {
            // Half of the rows get better: the squared errors are 1.44 and 0.61 instead of 1.
            worse[i] = truth[i] + (i % 2 == 0 ? 1.2 : 0.78);
        }
        double grown = BlendLoss.SQUARED.of(worse, truth, ROWS) - BlendLoss.SQUARED.of(many, truth, ROWS);
        assertThat(grown).isBetween(0.02, 0.03);
        assertThat(BlendLoss.SQUARED.errorOfDifference(many, worse, truth)).isLessThan(grown);
        assertThat(BlendLoss.SQUARED.errorOfDifference(Arrays.copyOf(many, 50), Arrays.copyOf(worse, 50), few))
                .isGreaterThan(grown);
    }

    /** A forest's lighter form is taken where that costs less than having none of it. */
    @Test
    void takesLighterFormsToKeepTheLimit() {
        CandidateResult one = result("one", 1, null, 0);
        CandidateResult forest = result("forest", 1, null, 0);
        CandidateResult worse = result("forest", 0.3, forest, 1);
        Assembly blend = blend(one, forest);
        Map<String, Double> costs = Map.of("one", 1.0, "forest", 15.0);
        PredictionThrift limited = thrift(OptionalDouble.of(10), costs, Map.of(forest, worse));
        assertThat(limited.of(blend).parts().stream().map(Assembly.Part::result))
                .containsExactlyInAnyOrder(worse, one);
    }

    private static Map<String, Integer> models(Assembly assembly) {
        Map<String, Integer> models = new HashMap<>();
        assembly.parts()
                .forEach(part -> models.put(
                        part.result().candidate().name(), part.result().folds().size()));
        return models;
    }

    private static Map<String, Double> weights(Assembly assembly) {
        Map<String, Double> weights = new HashMap<>();
        assembly.parts().forEach(part -> weights.put(part.result().candidate().name(), part.weight()));
        return weights;
    }
}
