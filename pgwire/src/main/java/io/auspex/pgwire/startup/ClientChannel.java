package io.auspex.pgwire.startup;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * The bytes from and to a client, plain or encrypted.
 *
 * @param protection what TLS protects them by; absent where it does not
 */
public record ClientChannel(InputStream in, OutputStream out, Optional<Protection> protection) {
    /** As the standards name them: TLSv1.3, TLS_AES_256_GCM_SHA384. */
    public record Protection(String version, String cipher) {}

    /** The name of the protocol in ALPN, as registered with IANA. */
    private static final String APPLICATION_PROTOCOL = "postgresql";

    /** Whether they are protected by TLS. */
    public boolean encrypted() {
        return protection.isPresent();
    }

    static ClientChannel plain(Socket socket) throws IOException {
        return new ClientChannel(socket.getInputStream(), socket.getOutputStream(), Optional.empty());
    }

    /** Does the handshake of a TLS server over the socket. */
    static ClientChannel encrypted(Socket socket, SSLSocketFactory factory) throws IOException {
        SSLSocket tls = handshake(socket, factory, new byte[0]);
        return of(tls);
    }

    /**
     * The same for a client that began with TLS. It has to name the protocol, so that another protocol's bytes can never be
     * passed off as this one's (ALPACA, CVE-2021-3618).
     *
     * @param consumed bytes that have been read from the socket already
     */
    static ClientChannel encryptedDirectly(Socket socket, SSLSocketFactory factory, byte[] consumed)
            throws IOException {
        SSLSocket tls = handshake(socket, factory, consumed);
        if (!APPLICATION_PROTOCOL.equals(tls.getApplicationProtocol())) {
            throw new SSLException("The client began with TLS and did not name the protocol postgresql");
        }
        return of(tls);
    }

    private static ClientChannel of(SSLSocket tls) throws IOException {
        Protection protection =
                new Protection(tls.getSession().getProtocol(), tls.getSession().getCipherSuite());
        return new ClientChannel(tls.getInputStream(), tls.getOutputStream(), Optional.of(protection));
    }

    private static SSLSocket handshake(Socket socket, SSLSocketFactory factory, byte[] consumed) throws IOException {
        SSLSocket tls = (SSLSocket) factory.createSocket(socket, new ByteArrayInputStream(consumed), false);
        tls.setUseClientMode(false);
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        parameters.setApplicationProtocols(new String[] {APPLICATION_PROTOCOL});
        tls.setSSLParameters(parameters);
        tls.startHandshake();
        // Only a client that renegotiates gets here again: an attack that costs the server much and the client little.
        tls.addHandshakeCompletedListener(event -> abort(socket));
        return tls;
    }

    private static void abort(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            System.getLogger(ClientChannel.class.getName())
                    .log(System.Logger.Level.DEBUG, "A renegotiating client's socket did not close", e);
        }
    }
}
