package io.auspex.warehouse;

/**
 * What an engine holds at one moment, in bytes.
 *
 * @param used memory, with what it keeps of the database
 * @param limit of that
 * @param spilled intermediate results that lie on disk, because they had no room in memory
 */
public record WarehouseMemory(long used, long limit, long spilled) {}
