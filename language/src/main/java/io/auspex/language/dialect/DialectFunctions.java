package io.auspex.language.dialect;

import io.auspex.language.token.StatementSplitter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The functions of Redshift that the embedded engine gets as macros. */
public final class DialectFunctions {
    private static final String RESOURCE = "redshift_functions.sql";

    private DialectFunctions() {}

    /**
     * CREATE OR REPLACE MACRO statements in the engine's own dialect, to run in order and unchanged, in a schema that then
     * stays on every session's search path.
     */
    public static List<String> definitions() {
        try (InputStream stream = DialectFunctions.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IllegalStateException("resource " + RESOURCE + " is missing");
            }
            String script = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return StatementSplitter.split(script).stream()
                    .map(StatementSplitter.Part::text)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
