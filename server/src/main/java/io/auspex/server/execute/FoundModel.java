package io.auspex.server.execute;

import io.auspex.model.Model;
import io.auspex.model.Provenance;
import io.auspex.model.Task;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.Field;
import io.auspex.model.importer.ImportedModel;
import io.auspex.model.importer.ModelAssembly;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A trained model as it was found, before the statement's types have been given to its features. */
sealed interface FoundModel {
    /** Names of the features, in order. */
    List<String> features();

    /** What the values of a feature are, in a user's words: {@code number}, {@code text}, {@code date}. */
    String family(int feature);

    boolean takes(int feature, ColumnType type);

    Task task();

    /** As SHOW MODEL may name the kind of model. */
    String kind();

    /** In the words of the library that trained it. */
    String objective();

    /** The model with inputs of these types, each of which it {@link #takes}. */
    Model with(List<ColumnType> types);

    /** Numbers stand for one another, and so do texts; moments are counted in units of their own. */
    private static String family(ColumnType type) {
        if (type.isText()) {
            return "text";
        }
        return type.isTemporal() ? type.catalogName() : "number";
    }

    /**
     * An artifact of ours.
     *
     * @param origin facts for the provenance
     */
    record Own(Model model, Map<String, String> origin) implements FoundModel {
        @Override
        public List<String> features() {
            return model.inputs().stream().map(Field::name).toList();
        }

        @Override
        public String family(int feature) {
            return FoundModel.family(model.inputs().get(feature).type());
        }

        @Override
        public boolean takes(int feature, ColumnType type) {
            return family(feature).equals(FoundModel.family(type));
        }

        @Override
        public Task task() {
            return model.task();
        }

        @Override
        public String kind() {
            return "auspex";
        }

        @Override
        public String objective() {
            return model.provenance().facts().getOrDefault("objective", "");
        }

        @Override
        public Model with(List<ColumnType> types) {
            List<Field> inputs = new ArrayList<>();
            for (int i = 0; i < types.size(); i++) {
                inputs.add(new Field(model.inputs().get(i).name(), types.get(i)));
            }
            Map<String, String> facts = new LinkedHashMap<>(model.provenance().facts());
            facts.putAll(origin);
            return model.retyped(
                    inputs, new Provenance(facts, model.provenance().candidates()));
        }
    }

    /**
     * A file of another library.
     *
     * @param origin facts for the provenance
     */
    record Foreign(ImportedModel model, List<String> features, Task task, Map<String, String> origin)
            implements FoundModel {
        Foreign(ImportedModel model, Map<String, String> origin) {
            this(model, ModelAssembly.names(model), ModelAssembly.task(model), origin);
        }

        @Override
        public String family(int feature) {
            return model.features().get(feature).categories().isPresent() ? "category" : "number";
        }

        @Override
        public boolean takes(int feature, ColumnType type) {
            return !type.isTemporal() && (!type.isText() || family(feature).equals("category"));
        }

        @Override
        public String kind() {
            return model.format().description();
        }

        @Override
        public String objective() {
            return model.objective();
        }

        @Override
        public Model with(List<ColumnType> types) {
            Map<String, String> facts = new LinkedHashMap<>(origin);
            facts.put("imported_format", kind());
            facts.put("objective", objective());
            return ModelAssembly.of(model, types, new Provenance(facts, List.of()));
        }
    }
}
