package io.auspex.warehouse.duckdb;

import io.auspex.model.data.ColumnVector;

/**
 * One call of a published function by the engine: where its arguments come from and its results go. For one thread, and only
 * until the function returns to the engine.
 */
interface FunctionCall {
    int rows();

    /**
     * Copies a column of numbers, NaN for NULL.
     *
     * @param into one a row
     */
    void numbers(int column, double[] into);

    /**
     * Copies a column of texts.
     *
     * @param known texts of earlier calls; the result may lie in its arrays
     */
    ColumnVector texts(int column, TextDictionary known);

    /**
     * Gives the results.
     *
     * @param results array of the kind that the function returns, one a row
     */
    void give(Object results);
}
