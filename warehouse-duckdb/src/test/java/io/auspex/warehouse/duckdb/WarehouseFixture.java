package io.auspex.warehouse.duckdb;

import io.auspex.language.error.SqlException;
import io.auspex.warehouse.WarehouseSession;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A fresh database file and a session on it. */
abstract class WarehouseFixture {
    @TempDir
    Path folder;

    DuckDbWarehouse warehouse;
    WarehouseSession session;

    @BeforeEach
    void open() {
        warehouse = DuckDbWarehouse.open(folder.resolve("dev.duckdb"), settings());
        session = warehouse.openSession();
    }

    @AfterEach
    void close() {
        warehouse.close();
    }

    DuckDbSettings settings() {
        return new DuckDbSettings("512MB", 2, folder.resolve("temp"));
    }

    void reopen() {
        close();
        open();
    }

    static SqlException error(ThrowingCallable call) {
        return Assertions.catchThrowableOfType(SqlException.class, call);
    }
}
