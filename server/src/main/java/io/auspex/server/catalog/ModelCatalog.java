package io.auspex.server.catalog;

import io.auspex.language.statement.QualifiedName;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.Field;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The table of models. Every method works inside the caller's transaction, so that a model and its functions change together. */
public final class ModelCatalog {
    private static final String COLUMNS = "id, schema_name, model_name, owner, created, statement, source_kind, "
            + "source_text, kind, target, target_type, function_schema, function_name, parameters, returns, requested_model_type, "
            + "requested_problem_type, requested_objective, preprocessors, iam_role, settings, hyperparameters, job_name, "
            + "row_count, state, phase, failure_reason, failure_hint, finished, problem_type, objective, model_type, "
            + "metrics, cost, trained_rows, cut_off, findings, artifact, version, replaces, "
            + "engine_query, search_path";

    private static final String SELECT = "SELECT " + COLUMNS + " FROM auspex.models ";

    /** All models but those that wait to take another's place. */
    public List<ModelEntry> all(CatalogTransaction transaction) {
        return transaction.query(
                SELECT + "WHERE replaces IS NULL ORDER BY schema_name, model_name", ModelCatalog::read);
    }

    /** All models that are to take another's place. */
    private static List<ModelEntry> replacements(CatalogTransaction transaction) {
        return transaction.query(SELECT + "WHERE replaces IS NOT NULL", ModelCatalog::read);
    }

    /** The model that is to take the place of another one, of that id. */
    public Optional<ModelEntry> replacement(CatalogTransaction transaction, String id) {
        return transaction.query(SELECT + "WHERE replaces = $1", ModelCatalog::read, id).stream()
                .findFirst();
    }

    public Optional<ModelEntry> withId(CatalogTransaction transaction, String id) {
        return transaction.query(SELECT + "WHERE id = $1", ModelCatalog::read, id).stream()
                .findFirst();
    }

    public List<ModelEntry> inState(CatalogTransaction transaction, ModelState state) {
        return transaction.query(SELECT + "WHERE state = $1 ORDER BY created", ModelCatalog::read, state.name());
    }

    /** @param name with its schema */
    public Optional<ModelEntry> find(CatalogTransaction transaction, QualifiedName name) {
        return transaction
                .query(
                        SELECT + "WHERE schema_name = $1 AND model_name = $2 AND replaces IS NULL",
                        ModelCatalog::read,
                        name.schema().orElseThrow(),
                        name.name())
                .stream()
                .findFirst();
    }

    /** The model that a training job of that name made; an imported one has no job. */
    public Optional<ModelEntry> ofJob(CatalogTransaction transaction, String jobName) {
        return transaction
                .query(
                        SELECT + "WHERE job_name = $1 AND kind <> $2",
                        ModelCatalog::read,
                        jobName,
                        ModelKind.IMPORTED.name())
                .stream()
                .findFirst();
    }

    /**
     * The model that one of these functions belongs to, now or once it has taken another's place.
     *
     * @param arguments their number, by which functions of one name differ
     * @param but the model of that name does not count
     */
    public Optional<ModelEntry> ownerOfFunction(
            CatalogTransaction transaction, List<QualifiedName> functions, int arguments, QualifiedName but) {
        return Stream.concat(all(transaction).stream(), replacements(transaction).stream())
                .filter(model -> !model.definition().name().equals(but))
                .filter(model -> model.definition().parameters().size() == arguments)
                .filter(model -> model.definition().functionNames().stream().anyMatch(functions::contains))
                .findFirst();
    }

    public void insert(CatalogTransaction transaction, ModelDefinition model, ModelStatus status) {
        insert(transaction, model, status, 1, Optional.empty());
    }

    /** @param replaces as {@link ModelEntry#replaces} */
    public void insert(
            CatalogTransaction transaction,
            ModelDefinition model,
            ModelStatus status,
            long version,
            Optional<String> replaces) {
        transaction.execute(
                """
                INSERT INTO auspex.models (
                    id, schema_name, model_name, owner, created, statement, source_kind, source_text, kind, target,
                    target_type, function_schema, function_name, parameters, returns, requested_model_type,
                    requested_problem_type, requested_objective, preprocessors, iam_role, settings, hyperparameters, job_name, row_count, state,
                    phase, version, replaces, engine_query, search_path)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
                    $22, $23, $24, $25, $26, $27, $28, $29, $30)""",
                model.id(),
                model.name().schema().orElseThrow(),
                model.name().name(),
                model.owner(),
                timestamp(model.created()),
                model.statement(),
                model.source().kind().name(),
                model.source().text(),
                model.kind().name(),
                model.target().map(Field::name).orElse(null),
                model.target().map(target -> target.type().name()).orElse(null),
                model.function().flatMap(QualifiedName::schema).orElse(null),
                model.function().map(QualifiedName::name).orElse(null),
                JsonText.ofFields(model.parameters()),
                model.returns().orElse(null),
                model.modelType().orElse(null),
                model.problemType().orElse(null),
                model.objective().orElse(null),
                model.preprocessors().orElse(null),
                model.iamRole().orElse(null),
                JsonText.ofMap(model.settings()),
                JsonText.ofMap(model.hyperparameters()),
                model.jobName(),
                model.rows(),
                status.state().name(),
                status.phase(),
                version,
                replaces.orElse(null),
                model.source().engineQuery().orElse(null),
                JsonText.ofTexts(model.source().searchPath()));
    }

    /** Ends a model's waiting for another one's place. */
    public void takePlace(CatalogTransaction transaction, String id) {
        transaction.execute("UPDATE auspex.models SET replaces = NULL WHERE id = $1", id);
    }

    public void setPhase(CatalogTransaction transaction, String id, String phase) {
        transaction.execute("UPDATE auspex.models SET phase = $1 WHERE id = $2", phase, id);
    }

    /** @return false if the model has been dropped meanwhile */
    public boolean setReady(CatalogTransaction transaction, String id, TrainedModel result) {
        return transaction.execute(
                        """
                UPDATE auspex.models SET state = $1, phase = $2, failure_reason = NULL, failure_hint = NULL,
                    finished = $3, problem_type = $4, objective = $5, model_type = $6, metrics = $7, cost = $8,
                    trained_rows = $9, cut_off = $10, findings = $11, artifact = $12
                WHERE id = $13""",
                        ModelState.READY.name(),
                        ModelStatus.READY,
                        timestamp(Instant.now()),
                        result.problemType().orElse(null),
                        result.objective(),
                        result.modelType(),
                        JsonText.ofNumbers(result.metrics()),
                        result.cost(),
                        result.trainedRows(),
                        result.cutOff(),
                        JsonText.ofTexts(result.findings()),
                        result.artifact(),
                        id)
                > 0;
    }

    /** @return false if the model has been dropped meanwhile */
    public boolean setFailed(CatalogTransaction transaction, String id, String reason, Optional<String> hint) {
        return transaction.execute(
                        """
                UPDATE auspex.models SET state = $1, phase = $2, failure_reason = $3, failure_hint = $4, finished = $5
                WHERE id = $6""",
                        ModelState.FAILED.name(),
                        "Model Failed: " + reason,
                        reason,
                        hint.orElse(null),
                        timestamp(Instant.now()),
                        id)
                > 0;
    }

    public void delete(CatalogTransaction transaction, String id) {
        transaction.execute("DELETE FROM auspex.models WHERE id = $1", id);
    }

    private static LocalDateTime timestamp(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    private static ModelEntry read(CatalogRow row) {
        ModelDefinition definition = new ModelDefinition(
                row.text(0),
                QualifiedName.of(row.text(1), row.text(2)),
                row.text(3),
                row.instant(4),
                row.text(5),
                new ModelDefinition.Source(
                        ModelDefinition.Source.Kind.valueOf(row.text(6)),
                        row.text(7),
                        row.optionalText(40),
                        JsonText.texts(row.text(41))),
                ModelKind.valueOf(row.text(8)),
                row.optionalText(9).map(target -> new Field(target, ColumnType.valueOf(row.text(10)))),
                row.optionalText(12).map(function -> QualifiedName.of(row.text(11), function)),
                JsonText.fields(row.text(13)),
                row.optionalText(14),
                row.optionalText(15),
                row.optionalText(16),
                row.optionalText(17),
                row.optionalText(18),
                row.optionalText(19),
                JsonText.map(row.text(20)),
                JsonText.map(row.text(21)),
                row.text(22),
                row.number(23));
        ModelStatus status = new ModelStatus(
                ModelState.valueOf(row.text(24)),
                row.text(25),
                row.optionalText(26),
                row.optionalText(27),
                row.optionalInstant(28));
        Optional<TrainedModel> result = row.optionalText(37)
                .map(artifact -> new TrainedModel(
                        row.optionalText(29),
                        row.optionalText(30).orElse(""),
                        row.optionalText(31).orElse(""),
                        row.optionalText(32).map(JsonText::numbers).orElse(Map.of()),
                        row.optionalDecimal(33).orElse(0),
                        row.optionalNumber(34).orElse(0),
                        row.truth(35),
                        row.optionalText(36).map(JsonText::texts).orElse(List.of()),
                        artifact));
        return new ModelEntry(definition, status, result, row.number(38), row.optionalText(39));
    }
}
