package io.auspex.server.catalog;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.model.artifact.ContentHash;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Trained models by the hash of their content, in the database beside the data they were learnt from. */
public final class ArtifactStore {
    /** Bytes in one row. */
    private static final int PART = 1 << 20;

    /** Keeps an artifact; a no-op if it is there already. Gives its hash. */
    public String put(CatalogTransaction transaction, byte[] artifact) {
        String hash = ContentHash.of(artifact);
        boolean known = !transaction
                .query("SELECT 1 FROM auspex.artifacts WHERE hash = $1 LIMIT 1", row -> Boolean.TRUE, hash)
                .isEmpty();
        for (int part = 0; !known && part * (long) PART < artifact.length; part++) {
            byte[] bytes = Arrays.copyOfRange(artifact, part * PART, Math.min(artifact.length, (part + 1) * PART));
            transaction.execute("INSERT INTO auspex.artifacts VALUES ($1, $2, $3)", hash, part, bytes);
        }
        return hash;
    }

    /** @throws SqlException DATA_CORRUPTED if it is not there or not what was put */
    public byte[] get(CatalogTransaction transaction, String hash) {
        List<byte[]> parts = transaction.query(
                "SELECT bytes FROM auspex.artifacts WHERE hash = $1 ORDER BY part",
                row -> HexFormat.of().parseHex(row.text(0)),
                hash);
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        parts.forEach(joined::writeBytes);
        byte[] artifact = joined.toByteArray();
        if (!ContentHash.of(artifact).equals(hash)) {
            throw new SqlException(
                    SqlState.DATA_CORRUPTED,
                    parts.isEmpty() ? "The stored model is missing" : "The stored model is damaged: wrong checksum");
        }
        return artifact;
    }

    /** Forgets what no model refers to any more. */
    public void deleteUnreferenced(CatalogTransaction transaction) {
        transaction.execute("DELETE FROM auspex.artifacts WHERE hash NOT IN"
                + " (SELECT artifact FROM auspex.models WHERE artifact IS NOT NULL)");
    }
}
