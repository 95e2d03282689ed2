package io.auspex.pgwire.startup;

/** How clients prove who they are. */
public enum AuthenticationMethod {
    /** SCRAM-SHA-256; over TLS the password itself for the drivers of Redshift, which know nothing better that we could check. */
    PASSWORD,
    /** Not at all: for a server that only its own machine can reach. */
    TRUST
}
