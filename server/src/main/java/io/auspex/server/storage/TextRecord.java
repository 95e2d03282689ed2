package io.auspex.server.storage;

/**
 * One record of a file.
 *
 * @param line where it starts, from 1
 * @param fields as they stand in the file, without quotes and escapes; null only where the file's format itself has NULL
 *     (JSON, Parquet, what clients send), never for a text that the options declare to be NULL
 */
public record TextRecord(long line, String[] fields) {}
