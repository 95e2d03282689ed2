package io.auspex.warehouse.duckdb;

import java.util.function.BooleanSupplier;

/**
 * What functions know of the warehouse that calls them.
 *
 * @param envelope for their errors
 * @param threads that may help
 * @param canceled whether every statement that runs has been cancelled. The engine does not tell for which statement it calls
 *     a function, so one that is still wanted keeps the others' calls going to their end.
 */
record FunctionSurroundings(ErrorEnvelope envelope, SpareThreads threads, BooleanSupplier canceled) {}
