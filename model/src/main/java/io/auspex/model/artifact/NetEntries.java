package io.auspex.model.artifact;

import io.auspex.model.artifact.Manifest.DenseNetEntry;
import io.auspex.model.artifact.Manifest.EmbeddingEntry;
import io.auspex.model.artifact.Manifest.LayerEntry;
import io.auspex.model.artifact.Manifest.MlpEntry;
import io.auspex.model.artifact.Manifest.NetLayerEntry;
import io.auspex.model.predict.CodeEmbedding;
import io.auspex.model.predict.DenseLayer;
import io.auspex.model.predict.DenseNet;
import io.auspex.model.predict.InputScale;
import io.auspex.model.predict.MlpPredictor;
import io.auspex.model.predict.NetLayer;
import java.util.List;

/** Between the two kinds of nets and their entries in the manifest. */
final class NetEntries {
    private NetEntries() {}

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

    static DenseNetEntry write(DenseNet net, ArrayWriter arrays) {
        return new DenseNetEntry(net.layers().stream()
                .map(each -> new NetLayerEntry(
                        arrays.add(each.weights()), arrays.add(each.biases()), each.activation(), each.slope()))
                .toList());
    }

    /** @throws IllegalArgumentException if the layers make no net */
    static DenseNet read(DenseNetEntry entry, ArrayReader arrays) {
        return new DenseNet(entry.layers().stream()
                .map(each -> new NetLayer(
                        arrays.doubles(each.weights()), arrays.doubles(each.biases()), each.activation(), each.slope()))
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
