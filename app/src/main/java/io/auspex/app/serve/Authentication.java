package io.auspex.app.serve;

/** Whether clients must prove who they are; the names are what a user writes after {@code --auth}. */
public enum Authentication {
    password,
    trust
}
