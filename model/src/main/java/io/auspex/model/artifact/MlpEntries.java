package io.auspex.model.artifact;

import io.auspex.model.artifact.Manifest.EmbeddingEntry;
import io.auspex.model.artifact.Manifest.LayerEntry;
import io.auspex.model.artifact.Manifest.MlpEntry;
import io.auspex.model.predict.CodeEmbedding;
import io.auspex.model.predict.DenseLayer;
import io.auspex.model.predict.InputScale;
import io.auspex.model.predict.MlpPredictor;
import java.util.List;

/** Between a net and its entry in the manifest. */
final class MlpEntries {
    private MlpEntries() {}

    static MlpEntry write(MlpPredictor mlp, ArrayWriter arrays) {
        InputScale scale = mlp.scale();
        return new MlpEntry(
                arrays.add(scale.features()),
                arrays.add(scale.centers()),
                arrays.add(scale.scales()),
                mlp.embeddings().stream()
                        .map(each -> new EmbeddingEntry(each.feature(), each.width(), arrays.add(each.vectors())))
                        .toList(),
                mlp.layers().stream()
                        .map(each -> new LayerEntry(arrays.add(each.weights()), arrays.add(each.biases())))
                        .toList());
    }

    /** @throws IllegalArgumentException if the parts make no net */
    static MlpPredictor read(MlpEntry entry, ArrayReader arrays) {
        InputScale scale = new InputScale(
                arrays.ints(entry.plainFeatures()), arrays.doubles(entry.centers()), arrays.doubles(entry.scales()));
        List<CodeEmbedding> embeddings = entry.embeddings().stream()
                .map(each -> new CodeEmbedding(each.feature(), each.width(), arrays.floats(each.vectors())))
                .toList();
        List<DenseLayer> layers = entry.layers().stream()
                .map(each -> new DenseLayer(arrays.floats(each.weights()), arrays.floats(each.biases())))
                .toList();
        return new MlpPredictor(scale, embeddings, layers);
    }
}
