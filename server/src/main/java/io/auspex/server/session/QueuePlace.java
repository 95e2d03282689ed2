package io.auspex.server.session;

import io.auspex.server.admission.Slot;

/**
 * Where a statement stands with its queue.
 *
 * @param serviceClass the queue's number
 * @param state as {@code stv_wlm_query_state} names it
 * @param slots that it takes
 * @param position among those who wait, from 1; 0 when it does not wait
 */
record QueuePlace(int serviceClass, String state, int slots, int position, long queuedMicros, long executedMicros) {
    static QueuePlace of(Slot slot) {
        String state =
                switch (slot.place()) {
                    case NEW, WAITING -> "QueuedWaiting";
                    case INSIDE, CLOSED -> "Running";
                    case OUTSIDE, LOST -> "Returning";
                };
        return new QueuePlace(
                slot.serviceClass().number(),
                state,
                slot.count(),
                slot.position(),
                slot.waitedMicros(),
                slot.executedMicros());
    }
}
