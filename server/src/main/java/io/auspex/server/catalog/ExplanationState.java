package io.auspex.server.catalog;

/** How far the report of EXPLAIN_MODEL is, once its model is READY. */
public enum ExplanationState {
    /** A worker computes it, or will. */
    PENDING,
    /** The report is there. */
    DONE,
    /** There will be none. */
    FAILED
}
