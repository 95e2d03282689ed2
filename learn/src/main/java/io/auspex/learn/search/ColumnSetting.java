package io.auspex.learn.search;

import io.auspex.model.data.ColumnType;

/** The settings of a search that name a column of the training query. */
public enum ColumnSetting {
    /** Marks the rows to judge by. */
    VALIDATION_COLUMN("a BOOLEAN, or an integer of 0 and 1") {
        @Override
        public boolean takes(ColumnType type) {
            return type == ColumnType.BOOLEAN || type.isInteger();
        }
    },
    /** The order in time: rows are judged by models that learnt from earlier ones. It stays a feature. */
    TIME_COLUMN("a date, a time or a number") {
        @Override
        public boolean takes(ColumnType type) {
            return type.isTemporal() || type.isNumeric();
        }

        @Override
        public boolean isFeature() {
            return true;
        }
    },
    /** Rows of one group are never on both sides. */
    GROUP_COLUMN("any type that a feature may have") {
        @Override
        public boolean takes(ColumnType type) {
            return true;
        }
    },
    /** How much each row counts in training. */
    SAMPLE_WEIGHT("a number") {
        @Override
        public boolean takes(ColumnType type) {
            return type.isNumeric();
        }
    };

    private final String wanted;

    ColumnSetting(String wanted) {
        this.wanted = wanted;
    }

    public abstract boolean takes(ColumnType type);

    /** What it {@link #takes}, for the user. */
    public String wanted() {
        return wanted;
    }

    /** Whether the model may learn from the column too; of the others its functions know nothing. */
    public boolean isFeature() {
        return false;
    }
}
