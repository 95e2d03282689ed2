package io.auspex.model.artifact;

import io.auspex.model.artifact.Manifest.ArithmeticEntry;
import io.auspex.model.artifact.Manifest.DerivationEntry;
import io.auspex.model.artifact.Manifest.TargetEncodingEntry;
import io.auspex.model.transform.ArithmeticFeatures;
import io.auspex.model.transform.FeatureCuts;
import io.auspex.model.transform.FeatureDerivation;
import io.auspex.model.transform.LevelTable;
import io.auspex.model.transform.TargetEncoding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Between derived features and their part of the manifest. The tables of target encodings are in few arrays, one behind the other. */
final class DerivationEntries {
    private DerivationEntries() {}

    static List<DerivationEntry> write(List<FeatureDerivation> derivations, ArrayWriter arrays) {
        List<DerivationEntry> entries = new ArrayList<>();
        for (FeatureDerivation derivation : derivations) {
            entries.add(
                    derivation instanceof TargetEncoding encoding
                            ? write(encoding, arrays)
                            : new ArithmeticEntry(((ArithmeticFeatures) derivation).terms()));
        }
        return entries;
    }

    private static TargetEncodingEntry write(TargetEncoding encoding, ArrayWriter arrays) {
        List<FeatureCuts> cuts = encoding.cuts();
        List<LevelTable> tables = encoding.tables();
        int[] cutStarts = new int[cuts.size() + 1];
        for (int member = 0; member < cuts.size(); member++) {
            cutStarts[member + 1] =
                    Math.addExact(cutStarts[member], cuts.get(member).cuts().length);
        }
        float[] allCuts = new float[cutStarts[cuts.size()]];
        for (int member = 0; member < cuts.size(); member++) {
            copy(cuts.get(member).cuts(), allCuts, cutStarts[member]);
        }
        int outputs = encoding.outputs();
        int[] keyStarts = new int[tables.size() + 1];
        for (int table = 0; table < tables.size(); table++) {
            keyStarts[table + 1] =
                    Math.addExact(keyStarts[table], tables.get(table).keys().length);
        }
        int keys = keyStarts[tables.size()];
        ArtifactLimits.requireArrayBytes((long) keys * outputs * Float.BYTES);
        int[] allKeys = new int[keys];
        float[] values = new float[keys * outputs];
        float[] otherwise = new float[tables.size() * outputs];
        for (int table = 0; table < tables.size(); table++) {
            LevelTable own = tables.get(table);
            int[] ownKeys = own.keys();
            System.arraycopy(ownKeys, 0, allKeys, keyStarts[table], ownKeys.length);
            copy(own.values(), values, keyStarts[table] * outputs);
            copy(own.otherwise(), otherwise, table * outputs);
        }
        return new TargetEncodingEntry(
                cuts.stream().map(FeatureCuts::feature).toList(),
                arrays.add(allCuts),
                arrays.add(cutStarts),
                tables.stream().map(LevelTable::cuts).toList(),
                outputs,
                arrays.add(allKeys),
                arrays.add(keyStarts),
                arrays.add(values),
                arrays.add(otherwise));
    }

    private static void copy(float[] from, float[] to, int first) {
        System.arraycopy(from, 0, to, first, from.length);
    }

    /** @throws ArtifactException if lengths disagree */
    static List<FeatureDerivation> read(List<DerivationEntry> entries, ArrayReader arrays) {
        List<FeatureDerivation> derivations = new ArrayList<>();
        for (DerivationEntry entry : entries) {
            derivations.add(
                    entry instanceof TargetEncodingEntry encoding
                            ? read(encoding, arrays)
                            : new ArithmeticFeatures(((ArithmeticEntry) entry).terms()));
        }
        return derivations;
    }

    private static TargetEncoding read(TargetEncodingEntry entry, ArrayReader arrays) {
        float[] allCuts = arrays.floats(entry.cuts());
        int[] cutStarts = arrays.ints(entry.cutStarts());
        requireStarts(cutStarts, entry.features().size(), allCuts.length);
        List<FeatureCuts> cuts = new ArrayList<>();
        for (int member = 0; member < cutStarts.length - 1; member++) {
            float[] own = Arrays.copyOfRange(allCuts, cutStarts[member], cutStarts[member + 1]);
            cuts.add(new FeatureCuts(entry.features().get(member), own));
        }
        int[] keys = arrays.ints(entry.keys());
        int[] keyStarts = arrays.ints(entry.keyStarts());
        requireStarts(keyStarts, entry.tables().size(), keys.length);
        int outputs = entry.outputs();
        float[] values = arrays.floats(entry.values());
        float[] otherwise = arrays.floats(entry.otherwise());
        if (outputs < 1
                || values.length != (long) keys.length * outputs
                || otherwise.length != (long) entry.tables().size() * outputs) {
            throw new ArtifactException("The artifact has " + values.length + " and " + otherwise.length
                    + " values for tables of " + keys.length + " keys and " + outputs + " outputs");
        }
        List<LevelTable> tables = new ArrayList<>();
        for (int table = 0; table < keyStarts.length - 1; table++) {
            tables.add(new LevelTable(
                    entry.tables().get(table),
                    Arrays.copyOfRange(keys, keyStarts[table], keyStarts[table + 1]),
                    Arrays.copyOfRange(values, keyStarts[table] * outputs, keyStarts[table + 1] * outputs),
                    Arrays.copyOfRange(otherwise, table * outputs, (table + 1) * outputs)));
        }
        return new TargetEncoding(cuts, tables);
    }

    private static void requireStarts(int[] starts, int count, int end) {
        boolean sound = starts.length == count + 1 && starts[0] == 0 && starts[count] == end;
        for (int index = 1; sound && index < starts.length; index++) {
            sound = starts[index] >= starts[index - 1];
        }
        if (!sound) {
            throw new ArtifactException(
                    "The artifact has a target encoding whose parts do not lie one behind the other");
        }
    }
}
