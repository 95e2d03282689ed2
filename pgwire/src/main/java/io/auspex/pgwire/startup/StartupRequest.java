package io.auspex.pgwire.startup;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a client wants of a new connection. */
public sealed interface StartupRequest {
    /** To stop another connection's statement. */
    record Cancel(int processId, int secretKey) implements StartupRequest {}

    /**
     * To have a session.
     *
     * @param parameters as sent: user, database, and settings
     * @param unknownOptions protocol extensions ({@code _pq_.*}) that are not spoken here
     * @param newerProtocol whether a minor version above 3.0 was asked for
     */
    record Begin(
            ClientChannel channel, Map<String, String> parameters, List<String> unknownOptions, boolean newerProtocol)
            implements StartupRequest {
        public Begin {
            requireNonNull(channel, "channel is null");
            parameters = Map.copyOf(parameters);
            unknownOptions = List.copyOf(unknownOptions);
        }

        /**
         * The drivers of Redshift say so here, and nothing else does. They cannot do SCRAM, and know the parameters that
         * only Redshift reports.
         */
        public boolean fromRedshiftDriver() {
            return parameters.containsKey("driver_version");
        }

        public Optional<String> parameter(String name) {
            return Optional.ofNullable(parameters.get(name));
        }
    }
}
