package io.auspex.benchmark.predict.worker;

import io.auspex.benchmark.predict.engine.LightGbm;
import io.auspex.benchmark.predict.engine.XGBoostMatrix;
import io.auspex.benchmark.predict.finding.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compares every engine's margins with those of the library that grew the trees: who is fast must not be wrong. */
final class Agreements {
    private final Finding.Subject subject;

    Agreements(Finding.Subject subject) {
        this.subject = subject;
    }

    /** @param margins {@code float[output][row]} by engine */
    List<Finding> of(Map<String, float[][]> margins) {
        float[][] library = margins.getOrDefault(XGBoostMatrix.READY, margins.get(LightGbm.NAME));
        List<Finding> findings = new ArrayList<>();
        margins.forEach((engine, found) -> findings.add(agreement(engine, found, library)));
        return findings;
    }

    private Finding agreement(String engine, float[][] found, float[][] library) {
        double largest = 0;
        long equal = 0;
        long all = 0;
        for (int output = 0; output < library.length; output++) {
            for (int row = 0; row < library[output].length; row++) {
                float expected = library[output][row];
                float value = found[output][row];
                double difference = Math.abs((double) value - expected) / Math.max(1, Math.abs(expected));
                largest = difference <= largest ? largest : difference;
                equal += value == expected ? 1 : 0;
                all++;
            }
        }
        return new Finding.Agreement(subject, engine, largest, (double) equal / all);
    }
}
