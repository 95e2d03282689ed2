package io.auspex.pgwire.conversation;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.type.SqlType;
import io.auspex.pgwire.message.MessageBody;
import io.auspex.pgwire.message.MessageReader;
import io.auspex.pgwire.message.MessageWriter;
import io.auspex.pgwire.message.ProtocolViolation;
import io.auspex.pgwire.type.Format;
import io.auspex.pgwire.type.ParameterDecoder;
import io.auspex.pgwire.type.RowEncoder;
import io.auspex.pgwire.type.WireType;
import io.auspex.server.session.PreparedStatement;
import io.auspex.warehouse.ResultColumn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Parse, Bind, Describe, Execute and Close. What lies between two Syncs is one transaction. */
final class ExtendedProtocol {
    private static final int STATEMENT = 'S';
    private static final int PORTAL = 'P';

    private final Workspace workspace;
    private final MessageReader reader;
    private final MessageWriter writer;

    ExtendedProtocol(Workspace workspace, MessageReader reader) {
        this.workspace = workspace;
        this.reader = reader;
        this.writer = workspace.writer();
    }

    /** @return false if it failed, which the client has been told: what follows is to be skipped up to Sync */
    boolean handle(char type, MessageBody body) throws IOException {
        Message message = new Message();
        try {
            switch (type) {
                case 'P' -> parse(body, message);
                case 'B' -> bind(body, message);
                case 'D' -> describe(body);
                case 'E' -> execute(body, message);
                case 'C' -> close(body);
                default -> throw new IllegalArgumentException("Not a message of the extended protocol: " + type);
            }
            return true;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            workspace.fail(e, message.text, 0);
            return false;
        }
    }

    /** Remembers the text that an error in the message would point into. */
    private static final class Message {
        private String text = "";
    }

    private void parse(MessageBody body, Message message) {
        String name = body.string();
        message.text = body.string();
        int[] oids = new int[body.count(Integer.BYTES)];
        List<SqlType> declared = new ArrayList<>(oids.length);
        for (int i = 0; i < oids.length; i++) {
            oids[i] = body.int32();
            declared.add(WireType.sqlType(oids[i]));
        }
        body.end();
        workspace.statements().claim(name);
        workspace.statements().add(prepare(name, message.text, declared, oids));
        writer.parseComplete();
    }

    private NamedStatement prepare(String name, String sql, List<SqlType> declared, int[] oids) {
        PreparedStatement prepared = workspace.prepare(sql, declared);
        try {
            return new NamedStatement(name, prepared, oids);
        } catch (SqlException e) {
            prepared.close();
            throw e;
        }
    }

    private void bind(MessageBody body, Message message) {
        String portalName = body.string();
        String statementName = body.string();
        int[] parameterFormats = codes(body);
        byte[][] values = new byte[body.count(Integer.BYTES)][];
        for (int i = 0; i < values.length; i++) {
            values[i] = body.value();
        }
        int[] resultFormats = codes(body);
        body.end();

        NamedStatement statement = workspace.statements().get(statementName);
        message.text = statement.prepared().text();
        int[] oids = statement.parameterOids();
        if (values.length != oids.length) {
            throw new SqlException(
                    SqlState.PROTOCOL_VIOLATION,
                    "bind message supplies " + values.length + " parameters, but prepared statement \""
                            + statement.name() + "\" requires " + oids.length);
        }
        Format[] inputs = formats(parameterFormats, oids.length, "parameter");
        List<Object> parameters = new ArrayList<>(oids.length);
        for (int i = 0; i < oids.length; i++) {
            parameters.add(ParameterDecoder.decode(oids[i], inputs[i], values[i]));
        }
        Format[] outputs = formats(resultFormats, statement.columns().size(), "result");
        workspace.portals().add(portalName, new Portal(statement, Collections.unmodifiableList(parameters), outputs));
        writer.bindComplete();
    }

    private static int[] codes(MessageBody body) {
        int[] codes = new int[body.count(Short.BYTES)];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = body.unsignedInt16();
        }
        return codes;
    }

    /** No code means text for all, one code stands for all. */
    private static Format[] formats(int[] codes, int values, String what) {
        if (codes.length > 1 && codes.length != values) {
            throw new SqlException(
                    SqlState.PROTOCOL_VIOLATION,
                    "bind message has " + codes.length + " " + what + " formats but " + values + " values");
        }
        if (codes.length <= 1) {
            return RowEncoder.uniform(codes.length == 0 ? Format.TEXT : Format.of(codes[0]), values);
        }
        return Arrays.stream(codes).mapToObj(Format::of).toArray(Format[]::new);
    }

    private void describe(MessageBody body) {
        int kind = body.int8();
        String name = body.string();
        body.end();
        if (kind == STATEMENT) {
            NamedStatement statement = workspace.statements().get(name);
            writer.parameterDescription(statement.parameterOids());
            describeAsText(statement.columns());
        } else if (kind == PORTAL) {
            describePortal(name);
        } else {
            throw new ProtocolViolation("Invalid kind in Describe: " + kind);
        }
    }

    /** In PostgreSQL a cursor is a portal: a client may ask for the columns of what it has DECLAREd. */
    private void describePortal(String name) {
        Optional<List<ResultColumn>> cursor = workspace.portals().find(name).isPresent()
                ? Optional.empty()
                : workspace.session().cursorColumns(name);
        if (cursor.isPresent()) {
            describeAsText(cursor.get());
        } else {
            Portal portal = workspace.portals().get(name);
            describeRows(portal.encoder(), portal.statement().columns());
        }
    }

    private void describeAsText(List<ResultColumn> columns) {
        Format[] formats = RowEncoder.uniform(Format.TEXT, columns.size());
        describeRows(new RowEncoder(columns, formats, workspace.zone()), columns);
    }

    private void describeRows(RowEncoder encoder, List<ResultColumn> columns) {
        if (columns.isEmpty()) {
            writer.noData();
        } else {
            workspace.describe(encoder);
        }
    }

    private void execute(MessageBody body, Message message) throws IOException {
        String name = body.string();
        long most = Math.max(0, body.int32());
        body.end();
        Portal portal = workspace.portals().get(name);
        message.text = portal.statement().prepared().text();
        // A lone statement, which is the usual case, commits by itself and needs no transaction around it.
        if (!workspace.inTransaction() && !reader.syncFollows()) {
            workspace.beginImplicitTransaction();
        }
        portal.run(workspace, most);
    }

    private void close(MessageBody body) {
        int kind = body.int8();
        String name = body.string();
        body.end();
        switch (kind) {
            case STATEMENT -> workspace.statements().close(name);
            case PORTAL -> workspace.portals().close(name);
            default -> throw new ProtocolViolation("Invalid kind in Close: " + kind);
        }
        writer.closeComplete();
    }
}
