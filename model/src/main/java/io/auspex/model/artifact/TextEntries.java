package io.auspex.model.artifact;

import io.auspex.model.artifact.Manifest.PipelineEntry;
import io.auspex.model.artifact.Manifest.TextEntry;
import io.auspex.model.transform.ColumnTransformer;
import io.auspex.model.transform.FeaturePipeline;
import io.auspex.model.transform.TextProjection;
import io.auspex.model.transform.TextVocabulary;
import java.util.ArrayList;
import java.util.List;

/** The projected texts of a pipeline, whose numbers are too many for the manifest. */
final class TextEntries {
    private TextEntries() {}

    /** The transformers that stand in the manifest themselves. */
    static List<ColumnTransformer> others(FeaturePipeline pipeline) {
        return pipeline.transformers().stream()
                .filter(transformer -> !(transformer instanceof TextProjection))
                .toList();
    }

    static List<TextEntry> write(FeaturePipeline pipeline, ArrayWriter arrays) {
        List<TextEntry> entries = new ArrayList<>();
        for (int position = 0; position < pipeline.transformers().size(); position++) {
            if (pipeline.transformers().get(position) instanceof TextProjection text) {
                entries.add(new TextEntry(
                        position,
                        text.column(),
                        arrays.add(text.vocabulary().grams()),
                        arrays.add(text.vocabulary().weights()),
                        arrays.add(text.directions())));
            }
        }
        return entries;
    }

    /** All transformers of a pipeline, in order. */
    static List<ColumnTransformer> read(PipelineEntry pipeline, ArrayReader arrays) {
        List<ColumnTransformer> all = new ArrayList<>(pipeline.transformers());
        int previous = -1;
        for (TextEntry entry : pipeline.texts()) {
            if (entry.position() <= previous || entry.position() > all.size()) {
                throw new ArtifactException("The artifact has a projected text at position " + entry.position() + " of "
                        + all.size() + " transformers");
            }
            previous = entry.position();
            TextVocabulary vocabulary = new TextVocabulary(arrays.ints(entry.grams()), arrays.floats(entry.weights()));
            all.add(
                    entry.position(),
                    new TextProjection(entry.column(), vocabulary, arrays.floats(entry.directions())));
        }
        return all;
    }
}
