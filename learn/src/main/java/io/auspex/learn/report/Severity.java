package io.auspex.learn.report;

/** How much a finding matters, the worst first. */
public enum Severity {
    /** The model will most likely not be worth what its score says. */
    CRITICAL,
    /** Worth a look before the model is relied on. */
    WARNING,
    /** Good to know. */
    INFO
}
