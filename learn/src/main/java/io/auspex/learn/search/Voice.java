package io.auspex.learn.search;

import java.util.List;

/** What a part of a blend says of rows not learnt from, and what it counts: how many models say it makes no difference there. */
record Voice(OutOfFold outOfFold, double weight) {
    static List<Voice> of(List<Assembly.Part> parts) {
        return parts.stream()
                .map(part -> new Voice(part.result().outOfFold(), part.weight()))
                .toList();
    }
}
