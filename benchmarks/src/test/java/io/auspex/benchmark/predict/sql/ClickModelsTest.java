package io.auspex.benchmark.predict.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.auspex.benchmark.predict.engine.Caller;
import io.auspex.benchmark.predict.engine.LightGbm;
import io.auspex.benchmark.predict.model.Library;
import io.auspex.benchmark.predict.model.TrainedModel;
import io.auspex.benchmark.predict.sample.Block;
import io.auspex.benchmark.predict.sample.GeneratedSample;
import io.auspex.benchmark.predict.sample.Sample;
import io.auspex.model.Model;
import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.ColumnVector;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClickModelsTest {
    private static final int ROWS = 2000;
    private static final Sample SAMPLE = GeneratedSample.of(ROWS, 5);

    @Test
    void textsSayTheSameAsTheCodesThatTheyStandFor() throws JsonProcessingException {
        ClickTable table = new ClickTable(SAMPLE);
        byte[] file = ClickModels.train(SAMPLE, table).texts();
        List<ColumnType> types = new ArrayList<>();
        List<ColumnVector> columns = new ArrayList<>();
        for (int feature = 0; feature < SAMPLE.features(); feature++) {
            boolean text = feature >= table.numbers();
            types.add(text ? ColumnType.VARCHAR : ColumnType.DOUBLE);
            columns.add(text ? texts(feature - table.numbers(), SAMPLE.columns()[feature]) : numbers(feature));
        }
        Model model = new TrainedModel(Library.LIGHTGBM, file, 100).imported(types);
        double[] values = new double[ROWS];
        model.values(new ColumnBatch(ROWS, columns), values);

        try (Caller lightGbm = new LightGbm(file, 1).caller(Block.of(SAMPLE, 0, ROWS, 1), 1)) {
            lightGbm.predict(0);
            float[] expected = lightGbm.margins()[0];
            for (int row = 0; row < ROWS; row++) {
                assertThat((float) values[row]).isEqualTo(expected[row]);
            }
        }
    }

    private static ColumnVector texts(int index, float[] codes) {
        String[] texts = new String[codes.length];
        for (int row = 0; row < texts.length; row++) {
            texts[row] = ClickTable.text(index, (int) codes[row]);
        }
        return new ColumnVector.Texts(texts);
    }

    private static ColumnVector numbers(int feature) {
        double[] values = new double[ROWS];
        for (int row = 0; row < ROWS; row++) {
            values[row] = SAMPLE.columns()[feature][row];
        }
        return new ColumnVector.Numbers(values);
    }
}
