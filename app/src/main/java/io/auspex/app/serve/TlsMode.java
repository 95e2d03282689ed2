package io.auspex.app.serve;

/** Whether clients can, or must, encrypt their connections. */
public enum TlsMode {
    /** Compulsory where other machines can connect, offered where only this one can. */
    AUTO,
    /** Compulsory for everybody. */
    REQUIRE,
    /** Offered, and up to the client. */
    ALLOW,
    /** Not offered. */
    OFF
}
