package io.auspex.app.serve;

import io.auspex.server.object.S3Endpoint;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a user decides about a server.
 *
 * @param port of the SQL door, 0 for a free one
 * @param httpPort of the HTTP door, 0 for a free one
 * @param s3 where some buckets lie; absent where all of them are folders
 */
public record ServerOptions(
        Path dataFolder,
        InetAddress address,
        int port,
        int httpPort,
        Authentication authentication,
        SecurityOptions security,
        LoadLimits limits,
        Optional<S3Endpoint> s3) {}
