package io.auspex.server.admission;

/**
 * How a queue is at one moment.
 *
 * @param slots that it has
 * @param used of them
 * @param executing statements that have some
 * @param queued statements that wait
 * @param admitted statements since the server began
 */
public record QueueState(
        ServiceClass serviceClass, int slots, int used, int executing, int queued, int limit, long admitted) {}
