package io.auspex.server.storage;

/**
 * One record of a file.
 *
 * @param line where it starts, from 1
 * @param fields as they stand in the file, without quotes and escapes; never null, whatever the file writes for NULL
 */
public record TextRecord(long line, String[] fields) {}
