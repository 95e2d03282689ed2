package io.auspex.server.admission;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The gate in front of the engine: a queue for each {@link ServiceClass}, none of which ever waits for another. */
public final class Admission {
    private final Map<ServiceClass, AdmissionQueue> queues = new EnumMap<>(ServiceClass.class);

    public Admission(AdmissionSettings settings) {
        for (ServiceClass serviceClass : ServiceClass.values()) {
            queues.put(
                    serviceClass, new AdmissionQueue(serviceClass, settings.slots(serviceClass), settings.waiting()));
        }
    }

    /**
     * A place in a queue that has not been asked for yet.
     *
     * @param count how many of the queue's slots the statement wants; as many as there are, if it wants more
     */
    public Slot slot(ServiceClass serviceClass, int count) {
        return new Slot(queues.get(serviceClass), count);
    }

    /** How the queues are now. */
    public List<QueueState> states() {
        return queues.values().stream().map(AdmissionQueue::state).toList();
    }
}
