package io.auspex.model.importer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auspex.model.artifact.ArtifactException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The sections of a LightGBM text model: a header and one section a tree, each of lines {@code name=value}, and what the
 * Python package adds behind ({@code src/boosting/gbdt_model_text.cpp} writes them).
 *
 * @param categories the JSON text behind {@code pandas_categorical:}; {@code null} in JSON if there is none
 */
record LightGBMText(Section header, List<Section> trees, String categories) {
    /** Lines before the first tree, or of one tree. */
    record Section(String name, Map<String, String> values) {
        boolean has(String key) {
            return values.containsKey(key);
        }

        String text(String key) {
            String text = values.get(key);
            if (text == null) {
                throw new ArtifactException("The LightGBM model has no " + key + " in " + name);
            }
            return text;
        }

        int integer(String key) {
            int[] integers = integers(key);
            if (integers.length != 1) {
                throw wrong(key);
            }
            return integers[0];
        }

        double[] numbers(String key) {
            NumberList numbers = new NumberList();
            for (String token : tokens(key)) {
                try {
                    numbers.add(number(token));
                } catch (NumberFormatException notANumber) {
                    throw wrong(key);
                }
            }
            return numbers.toArray();
        }

        /** C++ writes {@code inf} and {@code nan}. */
        private static double number(String token) {
            return switch (token) {
                case "inf" -> Double.POSITIVE_INFINITY;
                case "-inf" -> Double.NEGATIVE_INFINITY;
                case "nan", "-nan" -> Double.NaN;
                default -> Double.parseDouble(token);
            };
        }

        int[] integers(String key) {
            IntList integers = new IntList();
            for (String token : tokens(key)) {
                try {
                    integers.add(Integer.parseInt(token));
                } catch (NumberFormatException notAnInteger) {
                    throw wrong(key);
                }
            }
            return integers.toArray();
        }

        /** Numbers from 0 to 2^32 - 1, as the bits of an int. */
        int[] words(String key) {
            IntList words = new IntList();
            for (String token : tokens(key)) {
                try {
                    words.add(Integer.parseUnsignedInt(token));
                } catch (NumberFormatException notAWord) {
                    throw wrong(key);
                }
            }
            return words.toArray();
        }

        /** What stands between spaces, of which several may follow each other. */
        List<String> tokens(String key) {
            String text = text(key);
            List<String> tokens = new ArrayList<>();
            for (int from = 0; from < text.length(); ) {
                int to = text.indexOf(' ', from);
                to = to < 0 ? text.length() : to;
                if (to > from) {
                    tokens.add(text.substring(from, to));
                }
                from = to + 1;
            }
            return tokens;
        }

        private ArtifactException wrong(String key) {
            return new ArtifactException("The LightGBM model has a wrong " + key + " in " + name);
        }
    }

    private static final String CATEGORIES = "pandas_categorical:";
    private static final String TREE = "Tree=";
    private static final String END = "end of trees";

    /** Whether the bytes start like such a file. */
    static boolean looksLike(byte[] file) {
        String start = new String(file, 0, Math.min(file.length, 32), UTF_8).replace("\r", "");
        return start.startsWith("tree\nversion=v") || start.startsWith("tree\nnum_class=");
    }

    static LightGBMText parse(byte[] file) {
        String text = new String(file, UTF_8);
        Section header = new Section("its header", new HashMap<>());
        List<Section> trees = new ArrayList<>();
        Section open = header;
        String categories = "null";
        boolean ended = false;
        for (int from = 0; from < text.length(); ) {
            int to = text.indexOf('\n', from);
            to = to < 0 ? text.length() : to;
            String line = text.substring(from, to).stripTrailing();
            from = to + 1;
            if (ended) {
                categories = line.startsWith(CATEGORIES) ? line.substring(CATEGORIES.length()) : categories;
            } else if (line.equals(END)) {
                ended = true;
            } else if (line.startsWith(TREE)) {
                open = new Section("tree " + trees.size(), new HashMap<>());
                trees.add(open);
            } else if (!line.isEmpty()) {
                int equals = line.indexOf('=');
                String key = equals < 0 ? line : line.substring(0, equals);
                open.values().put(key, equals < 0 ? "" : line.substring(equals + 1));
            }
        }
        if (!ended) {
            throw new ArtifactException("The LightGBM model ends too early: there is no line \"" + END + "\"");
        }
        return new LightGBMText(header, trees, categories);
    }
}
