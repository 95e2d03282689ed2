package io.auspex.benchmark.load;

/**
 * What is to be done.
 *
 * @param seconds of the mixed load
 * @param connections that are open
 * @param active those that send statements
 * @param pauseMillis between two statements of one of them, on average
 * @param streamedRows of the long stream
 * @param readRows of ten columns, for the throughput
 */
record LoadPlan(long seconds, int connections, int active, int pauseMillis, int streamedRows, int readRows) {}
