package io.auspex.server.execute;

import io.auspex.language.parse.TypeParser;
import io.auspex.language.type.SqlType;
import io.auspex.learn.job.JobSpecification;
import io.auspex.learn.objective.ProblemType;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.Field;
import io.auspex.server.catalog.FunctionKind;
import io.auspex.server.catalog.ModelDefinition;
import io.auspex.server.catalog.ModelEntry;
import io.auspex.server.catalog.ModelKind;
import io.auspex.server.catalog.ModelState;
import io.auspex.server.catalog.TrainedModel;
import io.auspex.server.prediction.ColumnTypes;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The rows of SHOW MODEL, in Redshift's order and spelling (https://docs.aws.amazon.com/redshift/latest/dg/r_SHOW_MODEL.html). */
final class ModelDescription {
    private static final DateTimeFormatter CREATION_TIME = DateTimeFormatter.ofPattern(
                    "EEE, dd.MM.yyyy HH:mm:ss", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final ModelEntry model;
    private final TrainingCourse training;
    private final List<Object[]> rows = new ArrayList<>();

    private ModelDescription(ModelEntry model, TrainingCourse training) {
        this.model = model;
        this.training = training;
    }

    static List<Object[]> rows(ModelEntry model, TrainingCourse training) {
        ModelDescription description = new ModelDescription(model, training);
        description.describe();
        return description.rows;
    }

    /** What is added for a model whose successor is in training, or has failed. */
    static List<Object[]> replacement(ModelEntry model, TrainingCourse training) {
        ModelDescription description = new ModelDescription(model, training);
        description.describeReplacement();
        return description.rows;
    }

    private void describeReplacement() {
        blank();
        row("REPLACEMENT:", "");
        row("Replacement Created", CREATION_TIME.format(model.definition().created()));
        row("Replacement State", model.status().state().name());
        if (model.is(ModelState.FAILED)) {
            row("Replacement Failure", model.status().failureReason().orElse(""));
            model.status().failureHint().ifPresent(hint -> row("Replacement Hint", hint));
        } else {
            training.rows(model).forEach((key, value) -> row("Replacement " + key, value));
        }
    }

    private void describe() {
        ModelDefinition definition = model.definition();
        row("Model Name", definition.name().name());
        row("Schema Name", definition.name().schema().orElseThrow());
        row("Owner", definition.owner());
        row("Creation Time", CREATION_TIME.format(definition.created()));
        row("Model State", model.status().state().name());
        describeState();
        if (definition.kind().isTrained()) {
            blank();
            row("TRAINING DATA:", "");
            describeSource(definition.source());
            definition.target().ifPresent(target -> {
                blank();
                row("Target Column", target.name().toUpperCase(Locale.ROOT));
            });
        }
        blank();
        row("PARAMETERS:", "");
        if (definition.kind().isTrained()) {
            describeTraining(definition);
        } else {
            describeOrigin(definition.source());
        }
        describeFunctions(definition);
        row(
                "IAM Role",
                definition
                        .iamRole()
                        .filter(role -> !role.equalsIgnoreCase("default"))
                        .orElse("default-aws-iam-role"));
        Optional.ofNullable(definition.settings().get("S3_BUCKET")).ifPresent(bucket -> row("S3 Bucket", bucket));
        Optional.ofNullable(definition.settings().get("KMS_KEY_ID")).ifPresent(key -> row("KMS Key", key));
        if (!definition.kind().isTrained()) {
            return;
        }
        row(
                "Max Runtime",
                definition
                        .settings()
                        .getOrDefault("MAX_RUNTIME", Long.toString(JobSpecification.DEFAULT_MAX_RUNTIME_SECONDS)));
        if (!definition.auto()) {
            blank();
            row("HYPERPARAMETERS:", "");
            Map<String, String> parameters = new TreeMap<>(definition.hyperparameters());
            if (definition.kind() == ModelKind.KMEANS) {
                parameters.put(
                        "feature_dim", Integer.toString(definition.parameters().size()));
            }
            definition.objective().ifPresent(objective -> parameters.put("objective", objective));
            parameters.forEach(this::row);
        }
        describeCourse();
        describeFindings();
    }

    /** Behind Redshift's own rows, which scripts may count: how the training goes, or what to do where it failed. */
    private void describeCourse() {
        Map<String, String> course = new LinkedHashMap<>();
        if (model.is(ModelState.TRAINING)) {
            training.rows(model).forEach((key, value) -> course.put("Training " + key, value));
        }
        model.status()
                .failureHint()
                .filter(hint -> model.is(ModelState.FAILED))
                .ifPresent(hint -> course.put("Hint", hint));
        sample().ifPresent(sample -> course.put("Training Rows", sample));
        if (!course.isEmpty()) {
            blank();
            course.forEach(this::row);
        }
    }

    /** Without keys: these are sentences to read. */
    private void describeFindings() {
        List<String> findings = model.result().map(TrainedModel::findings).orElse(List.of());
        if (findings.isEmpty()) {
            return;
        }
        blank();
        row("TRAINING NOTES:", "");
        findings.forEach(finding -> row("", finding));
    }

    private void describeState() {
        if (model.is(ModelState.FAILED)) {
            row("Failure Reason", model.status().failureReason().orElse(""));
        }
        if (model.is(ModelState.READY) && model.result().isPresent()) {
            TrainedModel result = model.result().get();
            if (result.cutOff()) {
                row("Training Job Status", "MaxAutoMLJobRuntimeReached");
            }
            result.metrics().forEach((key, value) -> row(key, sixDecimals(value)));
            if (model.definition().kind().isTrained()) {
                row("Estimated Cost", sixDecimals(result.cost()));
            }
        }
    }

    private void describeSource(ModelDefinition.Source source) {
        if (source.kind() == ModelDefinition.Source.Kind.TABLE) {
            row("Table", source.text());
            return;
        }
        String key = "Query";
        for (String line : QueryLayout.lines(source.text())) {
            row(key, line);
            key = "";
        }
    }

    /** Only where MAX_CELLS keeps rows from the training: Redshift has no such row. */
    private Optional<String> sample() {
        ModelDefinition definition = model.definition();
        long allowed = Math.max(1, maxCells(definition) / TrainingColumns.count(definition));
        if (allowed >= definition.rows()) {
            return Optional.empty();
        }
        long trained = model.result().map(TrainedModel::trainedRows).orElse(allowed);
        return Optional.of(trained + " of " + definition.rows() + " (MAX_CELLS)");
    }

    private static long maxCells(ModelDefinition definition) {
        String given = definition.settings().get("MAX_CELLS");
        return given == null ? JobSpecification.DEFAULT_MAX_CELLS : Long.parseLong(given);
    }

    private void describeTraining(ModelDefinition definition) {
        Optional<TrainedModel> result = model.result();
        row(
                "Model Type",
                result.map(TrainedModel::modelType)
                        .or(() -> definition.modelType().map(type -> type.toLowerCase(Locale.ROOT)))
                        .orElse("auto"));
        if (definition.auto()) {
            row("Problem Type", result.flatMap(TrainedModel::problemType).orElse(""));
            row("Objective", result.map(TrainedModel::objective).orElse(""));
            row("AutoML Job Name", definition.jobName());
        } else {
            row("Training Job Name", definition.jobName());
        }
    }

    /** Where a model that was trained elsewhere came from. */
    private void describeOrigin(ModelDefinition.Source source) {
        row(source.kind() == ModelDefinition.Source.Kind.ARTIFACT ? "S3 Model Path" : "Job Name", source.text());
    }

    private void describeFunctions(ModelDefinition definition) {
        definition.function().ifPresent(function -> row("Function Name", function.name()));
        boolean classifies = model.result()
                .flatMap(TrainedModel::problemType)
                .filter(type -> !type.equals(ProblemType.REGRESSION.displayName()))
                .isPresent();
        if (definition.kind().givesProbabilities() && classifies) {
            row("", definition.function(FunctionKind.PROB).name());
        }
        if (definition.kind().isTrained()) {
            row(
                    "Function Parameters",
                    definition.parameters().stream().map(Field::name).collect(Collectors.joining(" ")));
        } else {
            row("Inference Type", "Local");
        }
        if (definition.function().isPresent()) {
            row(
                    "Function Parameter Types",
                    definition.parameters().stream()
                            .map(field -> field.type().catalogName())
                            .collect(Collectors.joining(" ")));
        }
        definition.returns().ifPresent(type -> row("Function Return Type", returnType(type)));
    }

    /** As pg_type names it, with the digits of a DECIMAL, so that a statement can be made of it again. */
    private static String returnType(String declared) {
        SqlType type = TypeParser.parse(declared);
        return type.precision() == SqlType.UNSPECIFIED
                ? ColumnTypes.of(type).map(ColumnType::catalogName).orElse(declared)
                : type.isText()
                        ? ColumnTypes.of(type).orElseThrow().catalogName() + "(" + type.precision() + ")"
                        : declared;
    }

    private static String sixDecimals(double number) {
        return String.format(Locale.ROOT, "%.6f", number);
    }

    private void row(String key, String value) {
        rows.add(new Object[] {key, value});
    }

    private void blank() {
        row("", "");
    }
}
