package io.auspex.model.compile;

import io.auspex.model.transform.TextProjection;
import io.auspex.model.transform.TextVocabulary;

/** Texts that are split and looked up in the same way, which is done once for all their projections. */
record TextReading(int column, TextVocabulary vocabulary) {
    static TextReading of(TextProjection projection) {
        return new TextReading(projection.column(), projection.vocabulary());
    }
}
