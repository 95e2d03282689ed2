package io.auspex.server.session;

/** What a session tells its front door while a statement runs; called on the thread that executes the statement. */
public interface SessionListener {
    void notice(Notice notice);

    /** A reported parameter (application_name, TimeZone, ...) has a new value. */
    void parameterChanged(String name, String value);
}
