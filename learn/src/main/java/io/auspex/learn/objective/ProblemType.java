package io.auspex.learn.objective;

/** What kind of answer a model gives. */
public enum ProblemType {
    REGRESSION("Regression"),
    BINARY_CLASSIFICATION("BinaryClassification"),
    MULTICLASS_CLASSIFICATION("MulticlassClassification");

    private final String displayName;

    ProblemType(String displayName) {
        this.displayName = displayName;
    }

    /** As SHOW MODEL prints it. */
    public String displayName() {
        return displayName;
    }

    public boolean isClassification() {
        return this != REGRESSION;
    }
}
