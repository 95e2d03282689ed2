package io.auspex.server.prediction;

import io.auspex.language.token.SqlText;
import io.auspex.learn.forecast.ForecastSettings;
import io.auspex.model.Forecast;
import io.auspex.model.artifact.ArtifactException;
import io.auspex.model.artifact.ForecastArtifact;
import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.server.catalog.ModelDefinition;
import io.auspex.warehouse.ModelFunction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How the engine reads a forecast: one function a column, from the number of a row to its value, and one that tells how many rows
 * there are. {@link #relation} puts them together; users never see the functions.
 */
public final class ForecastFunctions {
    private static final List<ColumnType> ROW = List.of(ColumnType.BIGINT);

    private ForecastFunctions() {}

    /** @throws ArtifactException if the artifact is not the forecast that the definition asks for */
    static Forecast read(ModelDefinition definition, byte[] artifact) {
        Forecast forecast = ForecastArtifact.read(artifact);
        ForecastSettings settings = settings(definition);
        if (!forecast.columns().equals(settings.percentiles().columns())
                || forecast.times().size() != settings.horizon()) {
            throw new ArtifactException("the forecast has other columns or steps than the model was created with");
        }
        return forecast;
    }

    private static ForecastSettings settings(ModelDefinition definition) {
        return ForecastSettings.parse(definition.settings(), definition.objective());
    }

    static List<ModelFunction> of(ModelDefinition definition, Forecast forecast) {
        List<ModelFunction> functions = new ArrayList<>();
        functions.add(new ModelFunction(
                name(definition, "rows"),
                ROW,
                ModelFunction.Returns.NUMBER,
                (batch, result) -> Arrays.fill((double[]) result, 0, batch.rows(), forecast.rows())));
        functions.add(text(definition, "series", forecast::seriesAt));
        functions.add(text(definition, "time", forecast::timeAt));
        for (int column = 0; column < forecast.columns().size(); column++) {
            double[] values = forecast.values()[column];
            functions.add(new ModelFunction(
                    name(definition, "value" + column),
                    ROW,
                    ModelFunction.Returns.NUMBER,
                    (batch, result) -> numbers(batch, values, (double[]) result)));
        }
        return functions;
    }

    private interface Text {
        String at(int row);
    }

    private static ModelFunction text(ModelDefinition definition, String purpose, Text text) {
        return new ModelFunction(name(definition, purpose), ROW, ModelFunction.Returns.TEXT, (batch, result) -> {
            String[] texts = (String[]) result;
            double[] rows = batch.numbers(0);
            for (int i = 0; i < batch.rows(); i++) {
                texts[i] = text.at((int) rows[i]);
            }
        });
    }

    private static void numbers(ColumnBatch batch, double[] values, double[] result) {
        double[] rows = batch.numbers(0);
        for (int i = 0; i < batch.rows(); i++) {
            result[i] = values[(int) rows[i]];
        }
    }

    /** A query in engine SQL that gives the rows of a READY forecast: id, time, one column a percentile. */
    public static String relation(ModelDefinition definition) {
        List<String> columns = settings(definition).percentiles().columns();
        List<String> items = new ArrayList<>();
        items.add(name(definition, "series") + "(i) AS id");
        items.add(name(definition, "time") + "(i) AS \"time\"");
        IntStream.range(0, columns.size())
                .mapToObj(column ->
                        name(definition, "value" + column) + "(i) AS " + SqlText.quoteIdentifier(columns.get(column)))
                .forEach(items::add);
        return "SELECT " + String.join(", ", items) + " FROM (SELECT unnest(range(CAST(" + name(definition, "rows")
                + "(0) AS BIGINT))) AS i) AS steps";
    }

    private static String name(ModelDefinition definition, String purpose) {
        return definition.engineFunction(purpose);
    }
}
