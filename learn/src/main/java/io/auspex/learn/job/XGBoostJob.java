package io.auspex.learn.job;

import io.auspex.learn.TrainingException;
import io.auspex.learn.algorithm.TrainingRows;
import io.auspex.learn.algorithm.XGBoostObjective;
import io.auspex.learn.algorithm.XGBoostParameters;
import io.auspex.learn.algorithm.XGBoostTraining;
import io.auspex.learn.frame.Frame;
import io.auspex.learn.objective.ModelType;
import io.auspex.learn.profile.Target;
import io.auspex.model.CandidateRecord;
import io.auspex.model.Member;
import io.auspex.model.Model;
import io.auspex.model.Provenance;
import io.auspex.model.Task;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.Field;
import io.auspex.model.transform.CanonicalText;
import io.auspex.model.transform.ColumnTransformer;
import io.auspex.model.transform.FeaturePipeline;
import io.auspex.model.transform.NumberPassthrough;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** AUTO OFF MODEL_TYPE XGBOOST: one model with the user's parameters, on all rows, the columns as they are. */
final class XGBoostJob {
    private static final double TRAINING_STARTS = 0.05;
    private static final double TRAINING_ENDS = 0.95;

    private XGBoostJob() {}

    static TrainedModel run(JobSpecification job, Frame frame, JobClock clock, TrainingProgress progress) {
        Target target = TrainingDataCheck.check(frame, job);
        XGBoostObjective objective = XGBoostObjective.parse(job.objective().orElseThrow());
        XGBoostParameters parameters = XGBoostParameters.parse(objective, job.hyperparameters());
        Frame features = frame.without(frame.indexOf(target.field().name())).select(target.rows());
        FeaturePipeline pipeline = pipeline(features.fields());
        MemoryEstimate.require(
                job.memoryBytes(),
                features.rows(),
                pipeline.width(),
                parameters.classes().orElse(1),
                1);
        TrainingRows rows = new TrainingRows(pipeline.transform(features.batch()), target.values());
        XGBoostTraining.Result result = XGBoostTraining.train(
                rows,
                parameters,
                job.threads(),
                clock.deadline(),
                round -> report(progress, round, parameters.rounds()));
        Member member = new Member(
                1, pipeline, result.model().predictor(), result.model().link());
        List<CandidateRecord> candidates = List.of(new CandidateRecord(
                "xgboost", parameters.given(), result.metricName(), result.metricValue(), clock.elapsedSeconds()));
        Model model = new Model(
                features.fields(),
                task(objective, parameters, target.field()),
                List.of(member),
                OptionalDouble.empty(),
                new Provenance(JobFacts.of(job, frame, features.rows()), candidates));
        return new TrainedModel(
                model,
                new TrainingOutcome(
                        Map.of(result.metricName(), result.metricValue()),
                        Optional.empty(),
                        objective.key(),
                        ModelType.XGBOOST,
                        features.rows(),
                        frame.totalRows(),
                        false,
                        JobClock.cpuSeconds(),
                        clock.elapsedSeconds(),
                        OptionalDouble.empty(),
                        JobFacts.rowFindings(frame, features.rows())));
    }

    private static FeaturePipeline pipeline(List<Field> fields) {
        List<ColumnTransformer> transformers = new ArrayList<>();
        for (int column = 0; column < fields.size(); column++) {
            Field field = fields.get(column);
            if (!field.type().isNumeric() && field.type() != ColumnType.BOOLEAN) {
                throw new TrainingException(
                        "Column \"" + field.name() + "\" of type "
                                + field.type().catalogName() + " cannot be a feature with AUTO OFF.",
                        "Cast it to a number in the query, or use AUTO ON.");
            }
            transformers.add(new NumberPassthrough(column));
        }
        return new FeaturePipeline(transformers);
    }

    private static Task task(XGBoostObjective objective, XGBoostParameters parameters, Field target) {
        if (objective == XGBoostObjective.MULTI_SOFTMAX) {
            List<String> labels = IntStream.range(0, parameters.classes().orElseThrow())
                    .mapToObj(Integer::toString)
                    .toList();
            return new Task.Classification(labels, target.type());
        }
        if (objective.isBinary()) {
            return new Task.Classification(
                    List.of(CanonicalText.of(0, target.type()), CanonicalText.of(1, target.type())), target.type());
        }
        return new Task.Regression(target.type());
    }

    private static void report(TrainingProgress progress, int round, int rounds) {
        boolean worthTelling = round == rounds || (100L * round) / rounds != (100L * (round - 1)) / rounds;
        if (worthTelling) {
            double fraction = TRAINING_STARTS + (TRAINING_ENDS - TRAINING_STARTS) * round / rounds;
            progress.report(ProgressLine.of("training", fraction, "round " + round + " of " + rounds));
        }
    }
}
