package io.auspex.app.serve;

import java.net.InetAddress;
import java.nio.file.Path;

/**
 * What a user decides about a server.
 *
 * @param port of the SQL door, 0 for a free one
 * @param httpPort of the HTTP door, 0 for a free one
 */
public record ServerOptions(
        Path dataFolder,
        InetAddress address,
        int port,
        int httpPort,
        Authentication authentication,
        SecurityOptions security,
        LoadLimits limits) {}
