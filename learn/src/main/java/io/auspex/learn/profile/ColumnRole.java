package io.auspex.learn.profile;

/** What a column is good for. */
public enum ColumnRole {
    NUMERIC,
    BOOLEAN,
    /** Text with few levels: one feature a level. */
    LOW_CARDINALITY_CATEGORY,
    /** Text with many levels that repeat: one code a level. */
    HIGH_CARDINALITY_CATEGORY,
    DATE_TIME,
    /** Made into features as PREPROCESSORS says, whatever it holds. */
    PREPARED,
    /** Sentences, or names with words that others have too: taken apart into words. */
    FREE_TEXT,
    /** A name for the row, different in every one: it can only be learnt by heart. */
    IDENTIFIER,
    /** The same in every row, or always NULL. */
    CONSTANT;

    /** Whether features are made of it. */
    public boolean isUsed() {
        return this != IDENTIFIER && this != CONSTANT;
    }
}
