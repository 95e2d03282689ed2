package io.auspex.warehouse;

import java.nio.file.Path;

/**
 * The engine boundary. One instance owns one database; it is safe for use by many threads, while each {@link
 * WarehouseSession} belongs to one thread at a time. Nothing here or beyond names a type of a particular engine.
 */
public interface Warehouse extends AutoCloseable {
    WarehouseInfo info();

    /** How much memory the engine holds now. From any thread. */
    WarehouseMemory memory();

    /** A connection with its own transaction, search path and time zone. */
    WarehouseSession openSession();

    /**
     * Makes a function callable by engine SQL under {@link ModelFunction#name()}, for all sessions, until the warehouse
     * closes. Publishing an identical name again replaces its body. Users never see this name: see {@link
     * WarehouseSession#createFunction}.
     */
    void publish(ModelFunction function);

    /**
     * Makes an empty database beside this one.
     *
     * @param folder whose files it may reach, and where it keeps its own data; is there, and is the caller's to delete when the warehouse has been closed
     */
    ScratchWarehouse scratch(Path folder);

    @Override
    void close();
}
