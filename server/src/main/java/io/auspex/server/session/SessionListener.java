package io.auspex.server.session;

/** What a session tells its front door while a statement runs; called on the thread that executes the statement. */
public interface SessionListener {
    /** Of a session that nobody listens to. */
    static SessionListener none() {
        return new SessionListener() {
            @Override
            public void notice(Notice notice) {}

            @Override
            public void parameterChanged(String name, String value) {}
        };
    }

    void notice(Notice notice);

    /** A reported parameter (application_name, TimeZone, ...) has a new value. */
    void parameterChanged(String name, String value);
}
