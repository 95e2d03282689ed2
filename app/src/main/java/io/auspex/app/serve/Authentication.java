package io.auspex.app.serve;

/** Whether clients must prove who they are. */
public enum Authentication {
    PASSWORD,
    TRUST
}
