package io.auspex.pgwire.tls;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Under what clients may reach this machine: localhost, the names it has for itself, and the addresses of its interfaces.
 * Addresses that mean something on one link only are left out. No name server is asked for other names.
 *
 * @param names without a dot at the end, in small letters
 */
record MachineNames(List<String> names, List<InetAddress> addresses) {
    private static final System.Logger LOG = System.getLogger(MachineNames.class.getName());

    /** As certificates hold them: letters, digits and hyphens between dots (RFC 5280, 4.2.1.6; RFC 1123, 2.1). */
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,62})(\\.[a-z0-9]([a-z0-9-]{0,62}))*");

    private static final int MOST_ADDRESSES = 50;

    MachineNames {
        names = List.copyOf(names);
        addresses = List.copyOf(addresses);
    }

    static MachineNames find() {
        Set<String> names = new LinkedHashSet<>(List.of("localhost"));
        Set<InetAddress> addresses = new LinkedHashSet<>(List.of(address("127.0.0.1"), address("::1")));
        try {
            valid(InetAddress.getLocalHost().getHostName()).ifPresent(names::add);
            addresses.add(InetAddress.getLocalHost());
        } catch (UnknownHostException e) {
            // A machine that cannot resolve its own name has it all the same.
            Optional.ofNullable(System.getenv("HOSTNAME"))
                    .flatMap(MachineNames::valid)
                    .ifPresent(names::add);
        }
        try {
            NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(found -> !found.isLinkLocalAddress() && !found.isMulticastAddress())
                    .limit(MOST_ADDRESSES)
                    .forEach(addresses::add);
        } catch (SocketException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The machine's addresses are not known, and not in the TLS certificate that is made: {0}",
                    e.getMessage());
        }
        return new MachineNames(new ArrayList<>(names), new ArrayList<>(addresses));
    }

    private static Optional<String> valid(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean address = lower.matches("[0-9.]+");
        return NAME.matcher(lower).matches() && !address ? Optional.of(lower) : Optional.empty();
    }

    /** The name that is not localhost, where there is one. */
    String own() {
        return names.get(names.size() - 1);
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("Not an address: " + literal, e);
        }
    }
}
