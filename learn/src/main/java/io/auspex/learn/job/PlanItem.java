package io.auspex.learn.job;

import static java.util.Objects.requireNonNull;

/**
 * A line of what training would do.
 *
 * @param item what it is about, e.g. {@code objective}
 * @param detail for the user
 */
public record PlanItem(String item, String detail) {
    public PlanItem {
        requireNonNull(item, "item is null");
        requireNonNull(detail, "detail is null");
    }
}
