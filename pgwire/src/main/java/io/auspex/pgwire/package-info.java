/**
 * The PostgreSQL v3 protocol as Amazon Redshift speaks it: {@link io.auspex.pgwire.PgServer} is the door. A connection goes
 * through {@code startup} (who are you?) to {@code conversation} (what do you want?); {@code message} knows the frames,
 * {@code type} the values, {@code tls} the certificate.
 */
package io.auspex.pgwire;
