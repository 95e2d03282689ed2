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
    private static final int NONE = -1;

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
        int[] codes = new int[rows];
        codes(batch.columns().get(column), rows, codes);
        for (int row = 0; row < rows; row++) {
            if (codes[row] != NONE) {
                features[first + codes[row]][row] = 1f;
            }
        }
    }

    /** Fills the position of the hash of each row, or {@link #NONE}. */
    private void codes(ColumnVector vector, int rows, int[] codes) {
        Map<Integer, Integer> categories = new HashMap<>();
        for (int category = 0; category < hashes.size(); category++) {
            categories.put(hashes.get(category), category);
        }
        if (vector instanceof ColumnVector.Dictionary texts) {
            int[] perText = new int[texts.size()];
            for (int position = 0; position < perText.length; position++) {
                perText[position] = code(categories, texts.texts()[position]);
            }
            texts.gather(perText, NONE, rows, codes);
            return;
        }
        for (int row = 0; row < rows; row++) {
            codes[row] = code(
                    categories,
                    vector instanceof ColumnVector.Texts texts
                            ? texts.values()[row]
                            : CanonicalText.of(((ColumnVector.Numbers) vector).values()[row], ColumnType.DOUBLE));
        }
    }

    private static int code(Map<Integer, Integer> categories, String text) {
        return text == null ? NONE : categories.getOrDefault((int) CityHash.of(text.getBytes(UTF_8)), NONE);
    }
}
