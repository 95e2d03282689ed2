package io.auspex.server.admission;

/**
 * How many statements may use the engine at a time. The engine gives all its threads to each of them, so more at once are no
 * faster together, and each needs memory of its own.
 *
 * @param slots of the default queue
 * @param shortSlots of the queue for short statements
 * @param waiting statements that may wait in a queue; one more is refused
 */
public record AdmissionSettings(int slots, int shortSlots, int waiting) {
    private static final int FEWEST_SLOTS = 4;
    private static final int FEWEST_SHORT_SLOTS = 16;
    private static final int SHORT_PER_SLOT = 4;
    private static final int WAITING = 1_000;

    public AdmissionSettings {
        if (slots < 1 || shortSlots < 1 || waiting < 0) {
            throw new IllegalArgumentException("A limit of the queues is too small: " + slots + " slots, " + shortSlots
                    + " short slots, " + waiting + " waiting");
        }
    }

    /** Settings that suit a machine: twice as many statements as cores, since some wait for the disk or their client. */
    public static AdmissionSettings ofCores(int cores) {
        return of(Math.max(FEWEST_SLOTS, 2 * cores), WAITING);
    }

    public static AdmissionSettings of(int slots, int waiting) {
        return new AdmissionSettings(slots, Math.max(FEWEST_SHORT_SLOTS, SHORT_PER_SLOT * slots), waiting);
    }

    int slots(ServiceClass serviceClass) {
        return switch (serviceClass) {
            case SUPERUSER -> 1;
            case DEFAULT -> slots;
            case SHORT -> shortSlots;
        };
    }
}
