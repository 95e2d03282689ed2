package io.auspex.warehouse;

/** What an engine is and can do. */
public record WarehouseInfo(String engine, String version, boolean transactions, boolean cancel) {}
