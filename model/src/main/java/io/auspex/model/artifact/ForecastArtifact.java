package io.auspex.model.artifact;

import io.auspex.model.Forecast;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Writes and reads a forecast as {@code model.tar.gz}, the format {@code auspex-forecast} of {@code docs/artifact-format.md}: archive,
 * arrays and limits are those of a model.
 */
public final class ForecastArtifact {
    private ForecastArtifact() {}

    /**
     * Writes a file, replacing one that is there; the file appears whole or not at all.
     *
     * @throws ArtifactException if the forecast is too large for the format
     */
    public static void write(Forecast forecast, Path file) throws IOException {
        int rows = forecast.rows();
        ArtifactLimits.requireArrayBytes((long) rows * forecast.columns().size() * Double.BYTES);
        double[] flat = new double[rows * forecast.columns().size()];
        for (int column = 0; column < forecast.columns().size(); column++) {
            System.arraycopy(forecast.values()[column], 0, flat, column * rows, rows);
        }
        ArrayWriter arrays = new ArrayWriter();
        int values = arrays.add(flat);
        byte[] arrayBytes = arrays.toByteArray();
        byte[] manifest = ManifestJson.write(new ForecastManifest(
                ForecastManifest.FORMAT,
                ForecastManifest.VERSION,
                forecast.series(),
                forecast.times(),
                forecast.columns(),
                values,
                ArtifactWriter.provenance(forecast.provenance()),
                new Manifest.Arrays(arrayBytes.length, ContentHash.of(arrayBytes), arrays.entries())));
        ArtifactWriter.replace(file, out -> ArtifactWriter.pack(manifest, arrayBytes, out));
    }

    /** @throws ArtifactException if this is not a valid forecast */
    public static Forecast read(byte[] artifact) {
        if (artifact.length > ArtifactLimits.packedBytes()) {
            throw new ArtifactException(
                    "The artifact has more than " + ArtifactLimits.packedBytes() + " bytes, the limit here");
        }
        ArtifactFiles files = ArtifactFiles.unpack(artifact);
        ForecastManifest manifest = ManifestJson.readForecast(files.manifest());
        if (!manifest.format().equals(ForecastManifest.FORMAT) || manifest.version() != ForecastManifest.VERSION) {
            throw new ArtifactException("The artifact has the format \"" + manifest.format() + "\" version "
                    + manifest.version() + ", not " + ForecastManifest.FORMAT + " version " + ForecastManifest.VERSION);
        }
        ArtifactReader.requireArrays(manifest.arrays(), files.arrays());
        ArrayReader arrays = new ArrayReader(files.arrays(), manifest.arrays().list());
        double[] flat = arrays.doubles(manifest.values());
        arrays.requireAllTaken();
        int columns = manifest.columns().size();
        long rows = (long) manifest.series().size() * manifest.times().size();
        if (flat.length != rows * columns) {
            throw new ArtifactException(
                    "The artifact has " + flat.length + " values for " + rows + " rows of " + columns + " columns");
        }
        double[][] values = new double[columns][(int) rows];
        for (int column = 0; column < columns; column++) {
            System.arraycopy(flat, column * (int) rows, values[column], 0, (int) rows);
        }
        try {
            return new Forecast(
                    manifest.series(),
                    manifest.times(),
                    manifest.columns(),
                    values,
                    ArtifactReader.provenance(manifest.provenance()));
        } catch (IllegalArgumentException unsound) {
            throw new ArtifactException("The artifact is not sound: " + unsound.getMessage(), unsound);
        }
    }
}
