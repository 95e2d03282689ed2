package io.auspex.server.session;

/** What a session tells its front door while a statement runs; called on the thread that executes the statement. */
public interface SessionListener {
    void notice(Notice notice);

    /** A reported parameter (application_name, TimeZone, ...) has a new value. */
    void parameterChanged(String name, String value);

    /** Somebody wants the session to end: the front door is to say so to its client, and to close it. From any thread. */
    default void terminate() {}
}
