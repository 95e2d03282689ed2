package io.auspex.pgwire.startup;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.pgwire.message.MessageBody;
import io.auspex.pgwire.message.ProtocolViolation;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/**
 * The first bytes of a connection, up to and including the start-up packet.
 *
 * <pre>
 *   client                                server
 *     │ SSLRequest ───────────────────────► │ 'S', then TLS on the same socket; 'N' where TLS is off
 *     │ GSSENCRequest ────────────────────► │ 'N'
 *     │ 0x16 (a TLS record at once) ──────► │ TLS, with ALPN "postgresql" compulsory
 *     │ CancelRequest ────────────────────► │ no answer
 *     │ StartupMessage ───────────────────► │ authentication
 * </pre>
 *
 * Nothing is read ahead: bytes that were sent in the clear can never be taken for bytes that came encrypted
 * (CVE-2021-23214).
 */
public final class StartupNegotiation {
    static final int SSL_REQUEST = 80877103;
    static final int GSS_ENCRYPTION_REQUEST = 80877104;
    static final int CANCEL_REQUEST = 80877102;

    private static final int MAXIMUM_PACKET_BYTES = 10_000;
    private static final int TLS_HANDSHAKE_RECORD = 0x16;
    private static final int PROTOCOL_MAJOR = 3;

    private final Socket socket;
    private final Optional<SSLSocketFactory> tls;
    private ClientChannel channel;
    private boolean tlsAsked;
    private boolean gssAsked;

    /** @param tls empty where the server does not offer it */
    public StartupNegotiation(Socket socket, Optional<SSLSocketFactory> tls) throws IOException {
        this.socket = socket;
        this.tls = tls;
        this.channel = ClientChannel.plain(socket);
    }

    /** The channel as far as it has been negotiated, for an error to go out on. */
    public ClientChannel channel() {
        return channel;
    }

    /**
     * @return what the client wants; empty where it has closed the connection without a word, as health checks do
     * @throws ProtocolViolation if the bytes are no start of this protocol
     * @throws SqlException if the client wants something that is not offered
     */
    public Optional<StartupRequest> negotiate() throws IOException {
        int first = channel.in().read();
        if (first < 0) {
            return Optional.empty();
        }
        if (first == TLS_HANDSHAKE_RECORD && tls.isPresent()) {
            channel = ClientChannel.encryptedDirectly(socket, tls.get(), new byte[] {(byte) first});
            tlsAsked = true;
            first = channel.in().read();
        }
        while (true) {
            MessageBody packet = packet(first);
            int code = packet.int32();
            switch (code) {
                case SSL_REQUEST -> answerTls(packet);
                case GSS_ENCRYPTION_REQUEST -> refuseGss(packet);
                case CANCEL_REQUEST -> {
                    StartupRequest cancel = new StartupRequest.Cancel(packet.int32(), packet.int32());
                    packet.end();
                    return Optional.of(cancel);
                }
                default -> {
                    return Optional.of(begin(code, packet));
                }
            }
            first = channel.in().read();
            if (first < 0) {
                return Optional.empty();
            }
        }
    }

    private void answerTls(MessageBody packet) throws IOException {
        packet.end();
        if (tlsAsked) {
            throw new ProtocolViolation("TLS was asked for twice");
        }
        tlsAsked = true;
        if (tls.isEmpty()) {
            channel.out().write('N');
            channel.out().flush();
            return;
        }
        if (channel.in().available() > 0) {
            throw new ProtocolViolation("Unencrypted data was sent behind a request for TLS");
        }
        channel.out().write('S');
        channel.out().flush();
        channel = ClientChannel.encrypted(socket, tls.get());
    }

    private void refuseGss(MessageBody packet) throws IOException {
        packet.end();
        if (gssAsked) {
            throw new ProtocolViolation("GSSAPI encryption was asked for twice");
        }
        gssAsked = true;
        channel.out().write('N');
        channel.out().flush();
    }

    private StartupRequest begin(int version, MessageBody packet) {
        if (version >>> 16 != PROTOCOL_MAJOR) {
            throw new SqlException(
                    SqlState.FEATURE_NOT_SUPPORTED,
                    "unsupported frontend protocol " + (version >>> 16) + "." + (version & 0xFFFF)
                            + ": server supports 3.0");
        }
        Map<String, String> parameters = new HashMap<>();
        List<String> unknownOptions = new ArrayList<>();
        for (String name = packet.string(); !name.isEmpty(); name = packet.string()) {
            String value = packet.string();
            if (name.startsWith("_pq_.")) {
                unknownOptions.add(name);
            } else {
                parameters.put(name, value);
            }
        }
        packet.end();
        return new StartupRequest.Begin(channel, parameters, unknownOptions, (version & 0xFFFF) != 0);
    }

    private MessageBody packet(int firstByte) throws IOException {
        byte[] header = exactly(3);
        int length = ByteBuffer.allocate(4).put((byte) firstByte).put(header).getInt(0);
        if (length < 8 || length > MAXIMUM_PACKET_BYTES) {
            throw new ProtocolViolation("Invalid length of start-up packet");
        }
        return MessageBody.of(exactly(length - 4));
    }

    private byte[] exactly(int bytes) throws IOException {
        byte[] read = channel.in().readNBytes(bytes);
        if (read.length < bytes) {
            throw new EOFException("The client closed the connection inside its start-up packet");
        }
        return read;
    }
}
