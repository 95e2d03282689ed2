package io.auspex.pgwire;

import io.auspex.pgwire.startup.StartupRequest;
import io.auspex.server.audit.AuditLog;
import io.auspex.server.audit.ConnectionRecord;
import io.auspex.server.audit.ConnectionRecord.Event;
import io.auspex.server.session.Session;
import io.auspex.server.session.SessionContext;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Takes down what becomes of one connection, from the moment at which the client has said who it is. One thread. */
final class ConnectionDiary {
    private final AuditLog log;
    private final String remoteHost;
    private final int remotePort;
    private final StartupRequest.Begin client;
    private final String method;
    private final Instant began;
    private Optional<Session> session = Optional.empty();

    ConnectionDiary(AuditLog log, Socket socket, StartupRequest.Begin client, String method, Instant began) {
        this.log = log;
        this.remoteHost = socket.getInetAddress().getHostAddress();
        this.remotePort = socket.getPort();
        this.client = client;
        this.method = method;
        this.began = began;
    }

    void refused() {
        write(Event.REFUSED);
    }

    void authenticated() {
        write(Event.AUTHENTICATED);
    }

    void began(Session opened) {
        session = Optional.of(opened);
        write(Event.INITIATING);
    }

    /** A no-op if there was no session. */
    void ended() {
        if (session.isPresent()) {
            write(Event.DISCONNECTING);
        }
    }

    private void write(Event event) {
        Instant now = Instant.now();
        log.record(new ConnectionRecord(
                now,
                event,
                client.parameter("user").orElse(""),
                session.map(open -> OptionalLong.of(open.userId())).orElse(OptionalLong.empty()),
                session.map(Session::processId).orElse(0),
                remoteHost,
                remotePort,
                client.parameter("database").orElse(SessionContext.DATABASE),
                method,
                Duration.between(began, now),
                client.channel().protection().map(tls -> new ConnectionRecord.Tls(tls.version(), tls.cipher())),
                client.parameters()));
    }
}
