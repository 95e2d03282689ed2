package io.auspex.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The datasets that ship with the project, and how their tables look in SQL. */
enum Dataset {
    ABALONE(
            "abalone",
            "sex varchar(1), length float8, diameter float8, height float8, whole_weight float8, shucked_weight float8,"
                    + " viscera_weight float8, shell_weight float8, rings int"),
    PHONEME("phoneme", "v1 float8, v2 float8, v3 float8, v4 float8, v5 float8, class int"),
    CALIFORNIA_HOUSING(
            "california_housing",
            "longitude float8, latitude float8, housing_median_age float8, total_rooms float8, total_bedrooms float8,"
                    + " population float8, households float8, median_income float8, ocean_proximity varchar(20),"
                    + " median_house_value float8"),
    CHURN(
            "churn_telecom",
            "state varchar(2), account_length int, area_code int, phone varchar(8), intl_plan varchar(3),"
                    + " vmail_plan varchar(3), vmail_message int, day_mins float8, day_calls int, day_charge float8,"
                    + " eve_mins float8, eve_calls int, eve_charge float8, night_mins float8, night_calls int,"
                    + " night_charge float8, intl_mins float8, intl_calls int, intl_charge float8, cust_serv_calls int,"
                    + " churn varchar(5)"),
    TITANIC(
            "titanic",
            "passenger_id int, survived int, pclass int, name varchar(100), sex varchar(6), age float8, sib_sp int,"
                    + " parch int, ticket varchar(20), fare float8, cabin varchar(20), embarked varchar(1)");

    private final String table;
    private final String columns;

    Dataset(String table, String columns) {
        this.table = table;
        this.columns = columns;
    }

    String table() {
        return table;
    }

    static Path folder() {
        return Path.of("..", "data").toAbsolutePath().normalize();
    }

    List<String> lines() {
        try {
            return Files.readAllLines(folder().resolve(table + ".csv"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Creates the table and fills it by COPY, as a user would. */
    void load(ServerProcess server, Connection connection) throws SQLException {
        server.putDataset(table + ".csv");
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE " + table + " (" + columns + ")");
            statement.execute("COPY " + table + " FROM 's3://bucket/" + table
                    + ".csv' IAM_ROLE default FORMAT AS CSV IGNOREHEADER 1");
        }
    }
}
