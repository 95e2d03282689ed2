package io.auspex.server.storage;

/**
 * A file that COPY has read to its end.
 *
 * @param location its whole name
 * @param bytes as they are stored
 * @param lines of its last record, from 1; its records, where it has no lines
 * @param rows that it has given to the engine, which may have refused some as MAXERROR allows
 */
public record LoadedFile(String location, long bytes, long lines, long rows) {}
