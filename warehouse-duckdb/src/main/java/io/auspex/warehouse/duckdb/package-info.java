/**
 * The embedded engine: {@link io.auspex.warehouse.Warehouse} on DuckDB, through its JDBC driver.
 *
 * <pre>
 * DuckDbWarehouse --opens--> DuckDbSession --prepares--> DuckDbQuery --executes--> ChunkStream --> ChunkBatch
 *       |                          |                         |
 *  PublishedFunctions          FunctionMacros           StatementText (parameters, places), ColumnReading (types)
 * </pre>
 *
 * Rows leave by data chunks and enter by the appender, never by JDBC rows; functions are vectorised.
 */
package io.auspex.warehouse.duckdb;
