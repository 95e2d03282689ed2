package io.auspex.warehouse.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.QualifiedName;
import io.auspex.language.type.SqlType;
import io.auspex.model.data.ColumnType;
import io.auspex.model.data.Field;
import io.auspex.warehouse.ModelFunction;
import io.auspex.warehouse.ModelFunction.Returns;
import io.auspex.warehouse.UserFunction;
import io.auspex.warehouse.UserFunction.Definition;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Functions that take long for a row. */
class SlowFunctionTest extends WarehouseFixture {
    private static final long MILLISECOND = 1_000_000;

    private final AtomicInteger evaluated = new AtomicInteger();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final CountDownLatch begun = new CountDownLatch(100);

    private void publish(ModelFunction.Body body) {
        warehouse.publish(
                new ModelFunction("__slow_1", List.of(ColumnType.DOUBLE, ColumnType.VARCHAR), Returns.NUMBER, body));
        session.createFunction(new UserFunction(
                QualifiedName.of("slow"),
                List.of(new Field("x", ColumnType.DOUBLE), new Field("t", ColumnType.VARCHAR)),
                new Definition.Call("__slow_1", SqlType.DOUBLE)));
    }

    /** A number and the length of a text, after a while. */
    private void publishSlow() {
        publish((batch, result) -> {
            threads.add(Thread.currentThread());
            for (int row = 0; row < batch.rows(); row++) {
                long until = System.nanoTime() + MILLISECOND;
                while (System.nanoTime() < until) {
                    LockSupport.parkNanos(until - System.nanoTime());
                }
                evaluated.incrementAndGet();
                begun.countDown();
                String text = batch.text(1, row);
                ((double[]) result)[row] = batch.numbers(0)[row] + (text == null ? 0.5 : text.length());
            }
        });
    }

    @Test
    void endsWithinABatchWhenItIsCancelled() throws InterruptedException {
        publishSlow();
        Thread canceller = new Thread(() -> {
            try {
                begun.await();
                session.cancel();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        canceller.start();
        SqlException error =
                error(() -> Rows.of(session, "select sum(slow(i::double, 't' || i)) from range(2048) r(i)"));
        canceller.join();
        assertThat(error.state()).isEqualTo(SqlState.QUERY_CANCELED);
        assertThat(evaluated.get()).isGreaterThanOrEqualTo(100).isLessThan(2_048);
        assertThat(Rows.of(session, "select slow(1, 'abc')")).containsExactly("4.0");
    }

    @Test
    void isHelpedByAThreadThatIsFree() {
        publishSlow();
        assertThat(Rows.of(
                        session,
                        "select sum(slow(i::double, case when i % 2 = 0 then 't' || i end)) from range(600) r(i)"))
                .containsExactly(Double.toString(600 * 599 / 2 + 300 * 0.5 + 5 * 2 + 45 * 3 + 250 * 4));
        assertThat(threads).hasSizeGreaterThan(1);
    }

    @Test
    void passesOnWhatAHelperThrows() {
        publish((batch, result) -> {
            for (int row = 0; row < batch.rows(); row++) {
                LockSupport.parkNanos(MILLISECOND);
                if (batch.numbers(0)[row] == 250) {
                    throw new SqlException(SqlState.INVALID_PARAMETER_VALUE, "250 is odd").withHint("Use 251.");
                }
            }
        });
        for (int i = 0; i < 3; i++) {
            SqlException error = error(() -> Rows.of(session, "select slow(i, '') from range(300) r(i)"));
            assertThat(error).hasMessage("250 is odd");
            assertThat(error.hint()).hasValue("Use 251.");
        }
    }

    @Test
    void computesIdenticalRowsOnce() {
        publishSlow();
        assertThat(Rows.of(
                        session,
                        "select i % 3, max(slow(case when i % 3 > 0 then i % 3 end, nullif('t', 't'))), count(*)"
                                + " from range(2048) r(i) group by 1 order by 1"))
                .containsExactly("0|NULL|683", "1|1.5|683", "2|2.5|682");
        assertThat(evaluated.get()).isLessThan(200);
    }

    @Test
    void givesTheRowsInTheirOrder() {
        publishSlow();
        assertThat(Rows.of(session, "select bool_and(slow(i % 100, 'ab') = i % 100 + 2) from range(2048) r(i)"))
                .containsExactly("true");
        assertThat(Rows.of(session, "select bool_and(slow(i, 'ab') = i + 2) from range(300) r(i)"))
                .containsExactly("true");
    }
}
