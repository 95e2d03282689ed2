package io.auspex.server.session;

import io.auspex.server.admission.Slot;

/**
 * What a statement has had of its queue.
 *
 * @param serviceClass the queue's number
 * @param name of the queue
 * @param slots that it took
 * @param waitedMicros for its turn, at the beginning and whenever it had lost its slot
 */
public record QueueStay(int serviceClass, String name, int slots, long waitedMicros) {
    static QueueStay of(Slot slot) {
        return new QueueStay(
                slot.serviceClass().number(), slot.serviceClass().title(), slot.count(), slot.waitedMicros());
    }
}
