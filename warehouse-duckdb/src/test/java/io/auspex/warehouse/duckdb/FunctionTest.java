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
import io.auspex.warehouse.PreparedQuery;
import io.auspex.warehouse.UserFunction;
import io.auspex.warehouse.UserFunction.Definition;
import io.auspex.warehouse.WarehouseSession;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Functions of models inside SQL. */
class FunctionTest extends WarehouseFixture {
    private static final List<Field> AGE_AND_CITY =
            List.of(new Field("age", ColumnType.INTEGER), new Field("city", ColumnType.VARCHAR));

    /** Class 1 from 40 years on; no class without an age. */
    private static final ModelFunction OLD = new ModelFunction(
            "__old_1", List.of(ColumnType.INTEGER, ColumnType.VARCHAR), Returns.CODE, (batch, result) -> {
                double[] ages = batch.numbers(0);
                int[] codes = (int[]) result;
                for (int row = 0; row < batch.rows(); row++) {
                    codes[row] = Double.isNaN(ages[row]) ? -1 : ages[row] >= 40 ? 1 : 0;
                }
            });

    /** Length of the city plus the age; NaN where either is missing. */
    private static final ModelFunction SUM = new ModelFunction(
            "__sum_1", List.of(ColumnType.INTEGER, ColumnType.VARCHAR), Returns.NUMBER, (batch, result) -> {
                double[] sums = (double[]) result;
                for (int row = 0; row < batch.rows(); row++) {
                    String city = batch.texts(1)[row];
                    sums[row] = city == null ? Double.NaN : batch.numbers(0)[row] + city.length();
                }
            });

    private static final ModelFunction SHOUT =
            new ModelFunction("__shout_1", List.of(ColumnType.VARCHAR), Returns.TEXT, (batch, result) -> {
                for (int row = 0; row < batch.rows(); row++) {
                    String text = batch.texts(0)[row];
                    ((String[]) result)[row] = text == null ? null : text.toUpperCase(Locale.ROOT);
                }
            });

    private static UserFunction old(String schema, String name, List<String> labels, SqlType type) {
        return new UserFunction(
                QualifiedName.of(schema, name), AGE_AND_CITY, new Definition.Labels(OLD.name(), labels, type));
    }

    private void createPeople() {
        session.execute("create table people(name varchar, age int, city varchar)");
        session.execute("insert into people values ('ann', 50, 'Ulm'), ('bob', 20, 'Bonn'), ('cy', null, null)");
    }

    private void createOld() {
        warehouse.publish(OLD);
        session.createFunction(old("public", "is_old", List.of("no", "it's \"so\""), SqlType.VARCHAR));
    }

    @Test
    void predictsAnywhereInAQuery() {
        createPeople();
        createOld();
        assertThat(Rows.of(session, "select name, is_old(age, city) from people order by 1"))
                .containsExactly("ann|it's \"so\"", "bob|no", "cy|NULL");
        assertThat(Rows.of(session, "select name from people where is_old(age, city) = 'no'"))
                .containsExactly("bob");
        assertThat(Rows.of(session, "select is_old(age, city) as o, count(*) from people group by o order by o"))
                .containsExactly("it's \"so\"|1", "no|1", "NULL|1");
        assertThat(
                        Rows.of(
                                session,
                                "select a.name, b.name from people a join people b on is_old(a.age, a.city) < is_old(b.age, b.city)"))
                .containsExactly("ann|bob");
        session.execute("create view judged as select name, is_old(age, city) as o from people");
        assertThat(Rows.of(session, "select o from judged where name = 'ann'")).containsExactly("it's \"so\"");
        session.execute("create table kept as select *, is_old(age, city) as o from people");
        assertThat(Rows.of(session, "select count(o) from kept")).containsExactly("2");
        assertThat(Rows.of(session, "select is_old($1, $2)", 41L, "x")).containsExactly("it's \"so\"");
        assertThat(Rows.of(session, "select public.is_old('39', null)")).containsExactly("no");
    }

    @Test
    void predictsManyRowsOnAllThreads() {
        createOld();
        session.execute("create table many as select i % 80 as age, 'c' || (i % 7) as city from range(400000) r(i)");
        assertThat(Rows.of(session, "select is_old(age, city) as o, count(*) from many group by o order by 2 desc, 1"))
                .containsExactly("it's \"so\"|200000", "no|200000");
    }

    @Test
    void givesNumbersAndTexts() {
        createPeople();
        warehouse.publish(SUM);
        warehouse.publish(SHOUT);
        session.createFunction(new UserFunction(
                QualifiedName.of("total"), AGE_AND_CITY, new Definition.Call(SUM.name(), SqlType.INTEGER)));
        session.createFunction(new UserFunction(
                QualifiedName.of("shout"),
                List.of(new Field("text", ColumnType.VARCHAR)),
                new Definition.Call(SHOUT.name(), SqlType.SUPER)));
        try (PreparedQuery query =
                session.prepare("select total(age, city) as t from people order by name", List.of())) {
            assertThat(query.columns().get(0).type()).isEqualTo(SqlType.INTEGER);
            assertThat(Rows.of(query)).containsExactly("53", "24", "NULL");
        }
        assertThat(Rows.of(session, "select shout('{\"a\": 1}'), shout(null)")).containsExactly("{\"A\": 1}|NULL");
    }

    @Test
    void typesLabels() {
        warehouse.publish(OLD);
        session.createFunction(old("public", "b", List.of("f", "t"), SqlType.BOOLEAN));
        session.createFunction(old("public", "i", List.of("-7", "2147483647"), SqlType.INTEGER));
        session.createFunction(old("public", "d", List.of("1.50", "2.25"), SqlType.decimal(10, 2)));
        session.createFunction(old("public", "t", List.of("2020-01-01", "2020-01-02"), SqlType.DATE));
        try (PreparedQuery query = session.prepare("select b(50,''), i(50,''), d(20,''), t(20,'')", List.of())) {
            assertThat(query.columns())
                    .extracting(column -> column.type())
                    .containsExactly(SqlType.BOOLEAN, SqlType.INTEGER, SqlType.decimal(10, 2), SqlType.DATE);
            assertThat(Rows.of(query)).containsExactly("true|2147483647|1.50|2020-01-01");
        }
    }

    @Test
    void passesEveryTypeInItsUnit() {
        List<ColumnType> types = List.of(ColumnType.values());
        warehouse.publish(new ModelFunction("__all_1", types, Returns.TEXT, (batch, result) -> {
            for (int row = 0; row < batch.rows(); row++) {
                int current = row;
                ((String[]) result)[row] = IntStream.range(0, types.size())
                        .mapToObj(i -> types.get(i).isText()
                                ? batch.texts(i)[current]
                                : Double.toString(batch.numbers(i)[current]))
                        .collect(Collectors.joining(" "));
            }
        }));
        List<Field> fields =
                types.stream().map(type -> new Field(type.catalogName(), type)).toList();
        session.createFunction(new UserFunction(
                QualifiedName.of("everything"), fields, new Definition.Call("__all_1", SqlType.VARCHAR)));
        assertThat(Rows.of(
                        session,
                        "select everything(true, 1, 2, 3, 1.5, 2.5, 3.25, 'c', 'v', date '1970-01-03', time '00:00:01', "
                                + "timetz '01:00:03+02', timestamp '1970-01-01 00:00:02', "
                                + "timestamptz '1970-01-01 00:00:00+00')"))
                .containsExactly("1.0 1.0 2.0 3.0 1.5 2.5 3.25 c v 2.0 1000000.0 8.2803E10 2000000.0 0.0");
        String nulls = types.stream().map(type -> "null").collect(Collectors.joining(","));
        assertThat(Rows.of(session, "select everything(" + nulls + ")"))
                .containsExactly("NaN NaN NaN NaN NaN NaN NaN null null NaN NaN NaN NaN NaN");
    }

    @Test
    void takesAwkwardColumnNames() {
        createPeople();
        warehouse.publish(OLD);
        session.createFunction(new UserFunction(
                QualifiedName.of("public", "Odd \"f\""),
                List.of(new Field("select", ColumnType.INTEGER), new Field("SELECT", ColumnType.VARCHAR)),
                new Definition.Labels(OLD.name(), List.of("n", "y"), SqlType.VARCHAR)));
        session.createFunction(new UserFunction(
                QualifiedName.of("swapped"),
                List.of(new Field("city", ColumnType.INTEGER), new Field("age", ColumnType.VARCHAR)),
                new Definition.Labels(OLD.name(), List.of("n", "y"), SqlType.VARCHAR)));
        assertThat(Rows.of(session, "select \"Odd \"\"f\"\"\"(age, city) from people order by name"))
                .containsExactly("y", "n", "NULL");
        assertThat(Rows.of(session, "select swapped(age, city) from people order by name"))
                .containsExactly("y", "n", "NULL");
    }

    @Test
    void takesManyArguments() {
        int width = 600;
        List<ColumnType> types =
                IntStream.range(0, width).mapToObj(i -> ColumnType.DOUBLE).toList();
        warehouse.publish(new ModelFunction("__wide_1", types, Returns.NUMBER, (batch, result) -> {
            for (int row = 0; row < batch.rows(); row++) {
                double sum = 0;
                for (int column = 0; column < width; column++) {
                    sum += batch.numbers(column)[row];
                }
                ((double[]) result)[row] = sum;
            }
        }));
        List<Field> fields = IntStream.range(0, width)
                .mapToObj(i -> new Field("c" + i, ColumnType.DOUBLE))
                .toList();
        session.createFunction(
                new UserFunction(QualifiedName.of("wide"), fields, new Definition.Call("__wide_1", SqlType.DOUBLE)));
        String arguments = IntStream.range(0, width).mapToObj(i -> "i + " + i).collect(Collectors.joining(", "));
        assertThat(Rows.of(session, "select sum(wide(" + arguments + ")) from range(10) r(i)"))
                .containsExactly(Double.toString(10.0 * width * (width - 1) / 2 + 45.0 * width));
    }

    @Test
    void refusesWithStateMessageAndHint() {
        createPeople();
        session.createFunction(new UserFunction(
                QualifiedName.of("public", "is_old"),
                AGE_AND_CITY,
                new Definition.Refuse(
                        SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
                        "model \"o'model\" is still training: ü;:",
                        "Ask SHOW MODEL.",
                        SqlType.BOOLEAN)));
        try (PreparedQuery query = session.prepare("select is_old(age, city) from people", List.of())) {
            assertThat(query.columns().get(0).type()).isEqualTo(SqlType.BOOLEAN);
            SqlException error = error(() -> Rows.of(query));
            assertThat(error.state()).isEqualTo(SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE);
            assertThat(error).hasMessage("model \"o'model\" is still training: ü;:");
            assertThat(error.hint()).hasValue("Ask SHOW MODEL.");
        }
        assertThat(Rows.of(session, "select is_old(age, city) from people where age > 1000"))
                .isEmpty();
        session.execute("create view v as select is_old(age, city) as o from people");
        createOld();
        assertThat(Rows.of(session, "select is_old(age, city) from people where name = 'bob'"))
                .containsExactly("no");
    }

    @Test
    void reportsWhatABodyThrows() {
        List<ColumnType> one = List.of(ColumnType.DOUBLE);
        warehouse.publish(new ModelFunction("__bad_1", one, Returns.NUMBER, (batch, result) -> {
            throw new SqlException(SqlState.INVALID_PARAMETER_VALUE, "the value 'x' is odd")
                    .withHint("Use an even one.");
        }));
        warehouse.publish(new ModelFunction("__bad_2", one, Returns.NUMBER, (batch, result) -> {
            throw new IllegalStateException("array is broken");
        }));
        warehouse.publish(new ModelFunction("__bad_3", one, Returns.NUMBER, (batch, result) -> {
            throw new StackOverflowError();
        }));
        for (int i = 1; i <= 3; i++) {
            session.createFunction(new UserFunction(
                    QualifiedName.of("bad" + i),
                    List.of(new Field("x", ColumnType.DOUBLE)),
                    new Definition.Call("__bad_" + i, SqlType.DOUBLE)));
        }
        SqlException first = error(() -> Rows.of(session, "select bad1(i) from range(300000) r(i)"));
        assertThat(first.state()).isEqualTo(SqlState.INVALID_PARAMETER_VALUE);
        assertThat(first).hasMessage("the value 'x' is odd");
        assertThat(first.hint()).hasValue("Use an even one.");
        SqlException second = error(() -> Rows.of(session, "select bad2(i) from range(3) r(i)"));
        assertThat(second).hasMessage("array is broken");
        assertThat(second.state()).isEqualTo(SqlState.INTERNAL_ERROR);
        SqlException third = error(() -> Rows.of(session, "select bad3(i) from range(3) r(i)"));
        assertThat(third).hasMessageContaining("StackOverflowError").hasMessageNotContaining("\tat ");
        assertThat(Rows.of(session, "select 1")).containsExactly("1");
    }

    @Test
    void cannotBeForged() {
        SqlException error = error(() -> Rows.of(session, "select error('auspex-error:0123:SYNTAX_ERROR:eA==:::;')"));
        assertThat(error.state()).isEqualTo(SqlState.DATA_EXCEPTION);
        assertThat(error).hasMessageContaining("auspex-error");
    }

    @Test
    void isTransactional() {
        createOld();
        try (WarehouseSession other = warehouse.openSession()) {
            session.begin(false);
            session.dropFunction(QualifiedName.of("is_old"), 2);
            session.createFunction(old("public", "is_young", List.of("yes", "no"), SqlType.VARCHAR));
            assertThat(Rows.of(other, "select is_old(1, '')")).containsExactly("no");
            assertThat(error(() -> Rows.of(other, "select is_young(1, '')")).state())
                    .isEqualTo(SqlState.UNDEFINED_FUNCTION);
            session.rollback();
            assertThat(Rows.of(session, "select is_old(1, '')")).containsExactly("no");
            session.begin(false);
            session.dropFunction(QualifiedName.of("public", "is_old"), 2);
            session.commit();
            assertThat(error(() -> Rows.of(other, "select is_old(1, '')")).state())
                    .isEqualTo(SqlState.UNDEFINED_FUNCTION);
        }
        session.dropFunction(QualifiedName.of("is_old"), 2);
        session.dropFunction(QualifiedName.of("nowhere", "is_old"), 2);
    }

    @Test
    void belongsToASchema() {
        warehouse.publish(OLD);
        session.execute("create schema \"Other\"");
        session.createFunction(old("Other", "f", List.of("a", "b"), SqlType.VARCHAR));
        assertThat(Rows.of(session, "select \"Other\".f(1, '')")).containsExactly("a");
        assertThat(error(() -> Rows.of(session, "select f(1, '')")).state()).isEqualTo(SqlState.UNDEFINED_FUNCTION);
        session.setSearchPath(List.of("Other"));
        assertThat(Rows.of(session, "select f(1, '')")).containsExactly("a");
        session.createFunction(new UserFunction(
                QualifiedName.of("g"),
                AGE_AND_CITY,
                new Definition.Labels(OLD.name(), List.of("c", "d"), SqlType.VARCHAR)));
        assertThat(Rows.of(session, "select \"Other\".g(1, '')")).containsExactly("c");
    }

    @Test
    void survivesARestart() {
        createPeople();
        createOld();
        session.execute("create view judged as select name, is_old(age, city) as o from people");
        reopen();
        assertThat(error(() -> Rows.of(session, "select is_old(1, '')")).state())
                .isEqualTo(SqlState.UNDEFINED_FUNCTION);
        warehouse.publish(OLD);
        assertThat(Rows.of(session, "select o from judged where name = 'bob'")).containsExactly("no");
    }

    @Test
    void replacesABodyUnderPreparedStatements() {
        createOld();
        try (PreparedQuery query = session.prepare("select is_old(50, '')", List.of())) {
            assertThat(Rows.of(query)).containsExactly("it's \"so\"");
            warehouse.publish(new ModelFunction(
                    OLD.name(), OLD.arguments(), OLD.returns(), (batch, result) -> ((int[]) result)[0] = 0));
            assertThat(Rows.of(session, "select is_old(50, '')")).containsExactly("no");
        }
        SqlException error = error(() -> warehouse.publish(
                new ModelFunction(OLD.name(), List.of(ColumnType.DOUBLE), Returns.CODE, (batch, result) -> {})));
        assertThat(error.state()).isEqualTo(SqlState.DUPLICATE_FUNCTION);
    }

    @Test
    void changesUnderPreparedStatementsOfOthers() {
        createOld();
        try (WarehouseSession other = warehouse.openSession();
                PreparedQuery query = other.prepare("select is_old($1, '') as o", List.of(SqlType.INTEGER))) {
            assertThat(Rows.of(query, 20L)).containsExactly("no");
            session.begin(false);
            session.createFunction(old("public", "is_old", List.of("young", "old"), SqlType.VARCHAR));
            assertThat(Rows.of(query, 20L)).containsExactly("no");
            session.commit();
            assertThat(Rows.of(query, 20L)).containsExactly("young");
            other.begin(false);
            assertThat(Rows.of(query, 20L)).containsExactly("young");
            session.createFunction(old("public", "is_old", List.of("1", "2"), SqlType.INTEGER));
            assertThat(Rows.of(query, 20L)).containsExactly("young");
            other.commit();
            assertThat(error(() -> Rows.of(query, 20L)).state()).isEqualTo(SqlState.STALE_STATEMENT);
            session.dropFunction(QualifiedName.of("is_old"), 2);
            assertThat(error(() -> Rows.of(query, 20L)).state()).isEqualTo(SqlState.UNDEFINED_FUNCTION);
        }
    }

    @Test
    void explainsAWrongNumberOfArguments() {
        createOld();
        SqlException error = error(() -> Rows.of(session, "select 1, is_old(1)"));
        assertThat(error.state()).isEqualTo(SqlState.UNDEFINED_FUNCTION);
        assertThat(error).hasMessage("function is_old does not exist with these arguments");
        assertThat(error.hint()).hasValue("It is called as is_old(age, city).");
        assertThat(error.position()).hasValue(10);
    }

    /** Redshift tells functions of one name apart by their arguments; here it is by their number. */
    @Test
    void mayHaveTheNameOfAnotherWithMoreArguments() {
        createOld();
        UserFunction.Definition refuses =
                new UserFunction.Definition.Refuse(SqlState.FEATURE_NOT_SUPPORTED, "it's one", "", SqlType.VARCHAR);
        UserFunction one = new UserFunction(
                QualifiedName.of("public", "Is_Old"), List.of(new Field("age \"x\"", ColumnType.DATE)), refuses);
        session.createFunction(one);
        assertThat(Rows.of(session, "select is_old(1, '')")).containsExactly("no");
        assertThat(error(() -> Rows.of(session, "select is_old(1)"))).hasMessage("it's one");
        assertThat(error(() -> Rows.of(session, "select is_old(1, 2, 3)")).state())
                .isEqualTo(SqlState.UNDEFINED_FUNCTION);
        session.createFunction(old("public", "is_old", List.of("young", "old"), SqlType.VARCHAR));
        assertThat(Rows.of(session, "select is_old(1, '')")).containsExactly("young");
        assertThat(error(() -> Rows.of(session, "select is_old(1)"))).hasMessage("it's one");
        session.dropFunction(QualifiedName.of("is_old"), 2);
        assertThat(error(() -> Rows.of(session, "select is_old(1, '')")).state())
                .isEqualTo(SqlState.UNDEFINED_FUNCTION);
        assertThat(error(() -> Rows.of(session, "select is_old(1)"))).hasMessage("it's one");
        session.dropFunction(QualifiedName.of("is_old"), 1);
        assertThat(error(() -> Rows.of(session, "select is_old(1)")).state()).isEqualTo(SqlState.UNDEFINED_FUNCTION);
    }

    @Test
    void canBePublishedWhileOthersQuery() throws InterruptedException {
        createOld();
        Thread publisher = new Thread(() -> {
            for (int i = 0; i < 200; i++) {
                warehouse.publish(new ModelFunction("__more_" + i, OLD.arguments(), OLD.returns(), OLD.body()));
            }
        });
        publisher.start();
        while (publisher.isAlive()) {
            assertThat(Rows.of(session, "select is_old(50, '')")).containsExactly("it's \"so\"");
        }
        publisher.join();
    }
}
