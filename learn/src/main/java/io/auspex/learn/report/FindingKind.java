package io.auspex.learn.report;

import java.util.Locale;

/** What can be found in training data. */
public enum FindingKind {
    /** What CREATE MODEL would accept, but its training could not do. */
    TRAINING_WOULD_FAIL,
    /** A column that tells the target almost perfectly. */
    TARGET_LEAK,
    /** The column that tells most of the target on its own. */
    STRONGEST_COLUMN,
    /** Whether a value is missing tells something of the target. */
    MISSING_TELLS_TARGET,
    /** Rows without a target value. */
    TARGET_MISSING,
    /** A class with too few rows. */
    RARE_CLASS,
    /** One class has almost all rows. */
    IMBALANCE,
    /** Target values far away from the others. */
    TARGET_OUTLIERS,
    /** Most target values on one side, few far on the other. */
    TARGET_SKEW,
    /** Many rows share the largest or the smallest target value, as if it had been cut off there. */
    TARGET_CAPPED,
    /** Rows that are there more than once. */
    DUPLICATE_ROWS,
    /** Rows that differ in nothing but the target. */
    CONTRADICTING_ROWS,
    /** Two columns that say the same. */
    DUPLICATE_COLUMN,
    /** The same value in every row, or none. */
    CONSTANT,
    /** The same value in almost every row. */
    ALMOST_CONSTANT,
    /** A name for the row. */
    IDENTIFIER,
    /** Most values are missing. */
    MOSTLY_MISSING,
    /** Infinite numbers. */
    INFINITE_VALUES,
    /** Text that holds numbers. */
    TEXT_IS_NUMBER,
    /** Text that holds dates or times. */
    TEXT_IS_DATE,
    /** Sentences. */
    FREE_TEXT,
    /** The rows lie in the order of a column. */
    ROW_ORDER,
    /** A column whose values differ between the first and the last rows. */
    DRIFT,
    /** A target whose values differ between the first and the last rows. */
    TARGET_DRIFT;

    /** As SQL and JSON show it: {@code target_leak}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
