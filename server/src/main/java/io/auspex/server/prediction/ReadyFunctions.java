package io.auspex.server.prediction;

import io.auspex.model.Model;
import io.auspex.model.artifact.ArtifactException;
import io.auspex.model.artifact.ArtifactReader;
import io.auspex.model.kernel.KernelChoice;
import io.auspex.server.catalog.ModelDefinition;
import io.auspex.server.catalog.ModelKind;
import io.auspex.warehouse.ModelFunction;
import io.auspex.warehouse.UserFunction;
import java.util.List;
import java.util.Optional;

/**
 * All functions of a trained model.
 *
 * @param vectorised what the engine calls, to be published first
 * @param answering what users call; none for a forecast
 * @param rows to call them with before users do; none for a forecast
 */
record ReadyFunctions(List<ModelFunction> vectorised, List<UserFunction> answering, Optional<MadeUpRows> rows) {
    ReadyFunctions {
        vectorised = List.copyOf(vectorised);
        answering = List.copyOf(answering);
    }

    /**
     * @param kernels what predictions are compiled for
     * @throws ArtifactException if the artifact is not a model of this definition
     */
    static ReadyFunctions of(ModelDefinition definition, byte[] artifact, KernelChoice kernels) {
        if (definition.kind() == ModelKind.FORECAST) {
            return new ReadyFunctions(
                    ForecastFunctions.of(definition, ForecastFunctions.read(definition, artifact)),
                    List.of(),
                    Optional.empty());
        }
        Model model = ArtifactReader.read(artifact).compiled(kernels);
        if (!model.inputs().equals(definition.parameters())) {
            throw new ArtifactException("the model takes other columns than its function has parameters");
        }
        return new ReadyFunctions(
                PredictionFunctions.vectorised(definition, model),
                PredictionFunctions.answering(definition, model),
                Optional.of(MadeUpRows.of(model)));
    }

    /** Those among {@link #answering} that lie in the server's own schema, which every start of the engine makes anew. */
    List<UserFunction> ofServer() {
        return answering.stream().filter(PredictionFunctions::isOfServer).toList();
    }
}
