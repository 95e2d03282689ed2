package io.auspex.model.transform;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auspex.model.data.ColumnBatch;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.ColumnVector;
import io.auspex.model.data.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * One feature a category of which only a hash is known, as in CatBoost's files: 1 where the text's CityHash64, cut to 32 bits, is
 * it, 0 elsewhere. NULL is all zeros. A number is hashed as its text.
 *
 * @param hashes distinct, at least one
 */
public record OneHotHashes(int column, List<Integer> hashes) implements ColumnTransformer {
    public OneHotHashes {
        Inputs.requireColumn(column);
        hashes = List.copyOf(hashes);
        if (hashes.isEmpty() || new HashSet<>(hashes).size() < hashes.size()) {
            throw new IllegalArgumentException("A one-hot transformer needs at least one hash, each once");
        }
    }

    @Override
    public int width() {
        return hashes.size();
    }

    @Override
    public boolean accepts(ColumnType type) {
        return !type.isTemporal();
    }

    /** {@code column=hash}. */
    @Override
    public List<String> featureNames(List<Field> inputs) {
        String name = inputs.get(column).name();
        List<String> names = new ArrayList<>(hashes.size());
        for (int hash : hashes) {
            names.add(name + "=#" + Integer.toUnsignedString(hash));
        }
        return names;
    }

    @Override
    public void apply(ColumnBatch batch, float[][] features, int first) {
        int rows = batch.rows();
        for (int category = 0; category < hashes.size(); category++) {
            Arrays.fill(features[first + category], 0, rows, 0f);
        }
        Map<Integer, Integer> categories = new HashMap<>();
        for (int category = 0; category < hashes.size(); category++) {
            categories.put(hashes.get(category), category);
        }
        ColumnVector vector = batch.columns().get(column);
        for (int row = 0; row < rows; row++) {
            String text = vector instanceof ColumnVector.Texts texts
                    ? texts.values()[row]
                    : CanonicalText.of(((ColumnVector.Numbers) vector).values()[row], ColumnType.DOUBLE);
            Integer category = text == null ? null : categories.get((int) CityHash.of(text.getBytes(UTF_8)));
            if (category != null) {
                features[first + category][row] = 1f;
            }
        }
    }
}
