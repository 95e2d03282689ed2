package io.auspex.benchmark.load;

import java.util.Random;

/** The statements of the mixed load, and how often each is sent. */
enum StatementType {
    SELECT_1("select 1", 30) {
        @Override
        String sql(int client, Random random) {
            return "SELECT 1";
        }
    },
    LOOKUP("look a row up", 25) {
        @Override
        String sql(int client, Random random) {
            return "SELECT * FROM load_events WHERE id = " + random.nextInt(LoadTables.ROWS);
        }
    },
    AGGREGATE("aggregate all rows", 10) {
        @Override
        String sql(int client, Random random) {
            return "SELECT region, count(*), avg(amount) FROM load_events WHERE quantity > " + random.nextInt(50)
                    + " GROUP BY region";
        }
    },
    CATALOG("read the catalog", 5) {
        @Override
        String sql(int client, Random random) {
            return "SELECT count(*) FROM pg_class WHERE relname LIKE 'load%'";
        }
    },
    INSERT("insert a row", 12) {
        @Override
        String sql(int client, Random random) {
            return "INSERT INTO load_log VALUES (" + client + ", " + random.nextInt() + ", 'a line of the log')";
        }
    },
    UPDATE("update a row", 6) {
        @Override
        String sql(int client, Random random) {
            return "UPDATE load_state SET seen = seen + 1 WHERE client = " + client;
        }
    },
    PREDICT_ONE("predict one row", 8) {
        @Override
        String sql(int client, Random random) {
            return "SELECT load_predict(" + random.nextInt(100) + ", " + random.nextInt(1000) + ".5)";
        }
    },
    PREDICT_MANY("predict 20,000 rows", 4) {
        @Override
        String sql(int client, Random random) {
            return "SELECT load_predict(quantity, amount) AS answer, count(*) FROM load_events WHERE id < 20000"
                    + " GROUP BY 1";
        }
    };

    private final String title;
    private final int weight;

    StatementType(String title, int weight) {
        this.title = title;
        this.weight = weight;
    }

    String title() {
        return title;
    }

    /** @param client its number */
    abstract String sql(int client, Random random);

    static StatementType next(Random random) {
        int sum = 0;
        for (StatementType type : values()) {
            sum += type.weight;
        }
        int drawn = random.nextInt(sum);
        for (StatementType type : values()) {
            drawn -= type.weight;
            if (drawn < 0) {
                return type;
            }
        }
        throw new IllegalStateException("Weights do not add up");
    }
}
