package io.auspex.server.admission;

/**
 * A queue that statements wait in, under the number that Amazon Redshift's workload management has for it: 5 is the superusers',
 * 6 the first that others see, 14 that of short queries (Redshift database developer guide, "WLM query queue assignment" and
 * "STV_WLM_SERVICE_CLASS_CONFIG").
 */
public enum ServiceClass {
    /** For superusers who have SET query_group TO superuser: a way in when everything else is full. */
    SUPERUSER(5, "Superuser queue"),
    /** Whatever reads or writes rows of users. */
    DEFAULT(6, "Default queue"),
    /** What reads the catalog, or no table at all, and small changes of definitions: never behind a long scan. */
    SHORT(14, "Short query queue");

    private final int number;
    private final String title;

    ServiceClass(int number, String title) {
        this.number = number;
        this.title = title;
    }

    public int number() {
        return number;
    }

    public String title() {
        return title;
    }
}
