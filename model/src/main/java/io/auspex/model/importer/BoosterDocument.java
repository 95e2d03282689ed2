package io.auspex.model.importer;

import io.auspex.model.artifact.ArtifactException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * One object of a booster file, whichever way it was written. Values are {@code String}, {@code Double}, {@code Boolean},
 * {@code double[]} (an array of numbers), {@code List<Object>} (any other array) or {@code Map<String, Object>}; null is
 * left out. Numbers with a fraction are widened floats, since XGBoost writes nothing wider.
 *
 * <p>Every getter throws {@link ArtifactException} naming the property that is absent or of another kind.
 */
record BoosterDocument(String path, Map<String, Object> properties) {
    /** What a file may hold besides numbers: keeps small files from becoming large object graphs. */
    static final int MOST_VALUES = 8_000_000;

    static final int DEEPEST = 64;

    /** What a file may hold of numbers, which take eight bytes each here: an eighth of the heap. */
    static void requireNumbers(long numbers) {
        if (numbers > Runtime.getRuntime().maxMemory() / 64) {
            throw new ArtifactException(
                    "The booster has more than " + (numbers - 1) + " numbers, too many for this heap");
        }
    }

    boolean has(String name) {
        return properties.containsKey(name);
    }

    BoosterDocument object(String name) {
        return asObject(get(name), path + name);
    }

    List<BoosterDocument> objects(String name) {
        Object value = get(name);
        if (isEmptyArray(value)) {
            return List.of();
        }
        if (!(value instanceof List<?> list)) {
            throw wrongKind(path + name, "a list of objects");
        }
        BoosterDocument[] objects = new BoosterDocument[list.size()];
        for (int i = 0; i < objects.length; i++) {
            objects[i] = asObject(list.get(i), path + name + "[" + i + "]");
        }
        return Arrays.asList(objects);
    }

    String text(String name) {
        if (get(name) instanceof String text) {
            return text;
        }
        throw wrongKind(path + name, "a text");
    }

    /** A list of texts, which may be empty. */
    List<String> texts(String name) {
        Object value = get(name);
        if (isEmptyArray(value)) {
            return List.of();
        }
        if (value instanceof List<?> list && list.stream().allMatch(String.class::isInstance)) {
            return list.stream().map(String.class::cast).toList();
        }
        throw wrongKind(path + name, "a list of texts");
    }

    /** An integer that XGBoost writes as text. */
    int integer(String name) {
        try {
            return Integer.parseInt(text(name));
        } catch (NumberFormatException notAnInteger) {
            throw wrongKind(path + name, "an integer");
        }
    }

    /** As {@link #integer}, but the property may be absent. */
    int integer(String name, int absent) {
        return has(name) ? integer(name) : absent;
    }

    double[] numbers(String name) {
        Object value = get(name);
        if (value instanceof double[] numbers) {
            return numbers;
        }
        if (isEmptyArray(value)) {
            return new double[0];
        }
        if (value instanceof List<?> list && list.stream().allMatch(Boolean.class::isInstance)) {
            return list.stream().mapToDouble(flag -> (Boolean) flag ? 1 : 0).toArray();
        }
        throw wrongKind(path + name, "a list of numbers");
    }

    int[] integers(String name) {
        double[] numbers = numbers(name);
        int[] integers = new int[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            integers[i] = (int) numbers[i];
            if (integers[i] != numbers[i]) {
                throw wrongKind(path + name + "[" + i + "]", "an integer");
            }
        }
        return integers;
    }

    private Object get(String name) {
        Object value = properties.get(name);
        if (value == null) {
            throw new ArtifactException("The booster has no property " + path + name);
        }
        return value;
    }

    @SuppressWarnings("unchecked") // the readers put nothing but texts as names
    private static BoosterDocument asObject(Object value, String path) {
        if (value instanceof Map<?, ?> map) {
            return new BoosterDocument(path + ".", (Map<String, Object>) map);
        }
        throw wrongKind(path, "an object");
    }

    private static boolean isEmptyArray(Object value) {
        return value instanceof List<?> list
                ? list.isEmpty()
                : value instanceof double[] numbers && numbers.length == 0;
    }

    private static ArtifactException wrongKind(String path, String expected) {
        return new ArtifactException("Property " + path + " of the booster is not " + expected);
    }
}
