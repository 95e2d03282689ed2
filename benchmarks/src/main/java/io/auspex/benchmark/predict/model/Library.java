package io.auspex.benchmark.predict.model;

/** Who grew the trees. */
public enum Library {
    XGBOOST("xgboost"),
    LIGHTGBM("lightgbm");

    private final String word;

    Library(String word) {
        this.word = word;
    }

    /** As reports and command lines name it. */
    public String word() {
        return word;
    }
}
