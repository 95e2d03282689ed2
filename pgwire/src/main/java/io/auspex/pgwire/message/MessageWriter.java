package io.auspex.pgwire.message;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Writes the server's messages. They gather in a buffer that goes out at 64 KB and at {@link #flush}; messages are always
 * whole in it, so that whoever owns the connection's thread may add one at any time.
 */
public final class MessageWriter {
    /** Big enough that system calls cost little, small enough that a client sees rows early and memory stays flat. */
    private static final int FLUSH_BYTES = 64 << 10;

    private final OutputStream out;
    private final WireBuffer buffer = new WireBuffer();

    /** When the write that is going on began ({@link System#nanoTime}, never 0); 0 while none is. */
    private volatile long writingSince;

    public MessageWriter(OutputStream out) {
        this.out = out;
    }

    /** For how long the client has not taken what is being sent to it, in nanoseconds; read by another thread. */
    public long stalledNanos(long now) {
        long since = writingSince;
        return since == 0 ? 0 : now - since;
    }

    public void flush() throws IOException {
        writingSince = System.nanoTime() | 1;
        try {
            buffer.drainTo(out);
            out.flush();
        } finally {
            writingSince = 0;
        }
    }

    /** The buffer, for rows to be encoded straight into it: whole messages only, and {@link #flushIfFull} between them. */
    public WireBuffer buffer() {
        return buffer;
    }

    public void flushIfFull() throws IOException {
        if (buffer.size() >= FLUSH_BYTES) {
            flush();
        }
    }

    public void authenticationOk() {
        buffer.begin('R').int32(0).end();
    }

    public void authenticationCleartextPassword() {
        buffer.begin('R').int32(3).end();
    }

    public void authenticationSasl(List<String> mechanisms) {
        buffer.begin('R').int32(10);
        mechanisms.forEach(buffer::string);
        buffer.int8(0).end();
    }

    public void authenticationSaslContinue(String message) {
        buffer.begin('R').int32(11).text(message).end();
    }

    public void authenticationSaslFinal(String message) {
        buffer.begin('R').int32(12).text(message).end();
    }

    /** Says that only protocol 3.0 is spoken here, and which protocol options are not known. */
    public void negotiateProtocolVersion(List<String> unknownOptions) {
        buffer.begin('v').int32(3 << 16).int32(unknownOptions.size());
        unknownOptions.forEach(buffer::string);
        buffer.end();
    }

    public void parameterStatus(String name, String value) {
        buffer.begin('S').string(name).string(value).end();
    }

    public void backendKeyData(int processId, int secretKey) {
        buffer.begin('K').int32(processId).int32(secretKey).end();
    }

    /** @param status I, T or E */
    public void readyForQuery(char status) {
        buffer.begin('Z').int8(status).end();
    }

    public void parseComplete() {
        buffer.begin('1').end();
    }

    public void bindComplete() {
        buffer.begin('2').end();
    }

    public void closeComplete() {
        buffer.begin('3').end();
    }

    public void commandComplete(String tag) {
        buffer.begin('C').string(tag).end();
    }

    public void emptyQueryResponse() {
        buffer.begin('I').end();
    }

    public void noData() {
        buffer.begin('n').end();
    }

    public void portalSuspended() {
        buffer.begin('s').end();
    }

    /** Asks for rows in text. */
    public void copyInResponse(int columns) {
        copyResponse('G', columns);
    }

    /** Says that rows follow, in text. */
    public void copyOutResponse(int columns) {
        copyResponse('H', columns);
    }

    private void copyResponse(char type, int columns) {
        buffer.begin(type).int8(0).int16(columns);
        for (int i = 0; i < columns; i++) {
            buffer.int16(0);
        }
        buffer.end();
    }

    public void copyData(byte[] bytes) {
        buffer.begin('d').bytes(bytes).end();
    }

    public void copyDone() {
        buffer.begin('c').end();
    }

    public void parameterDescription(int[] typeOids) {
        buffer.begin('t').int16(typeOids.length);
        for (int oid : typeOids) {
            buffer.int32(oid);
        }
        buffer.end();
    }

    public void error(Report report) {
        report(buffer.begin('E'), report);
    }

    public void notice(Report report) {
        report(buffer.begin('N'), report);
    }

    private static void report(WireBuffer buffer, Report report) {
        buffer.int8('S').string(report.severity());
        buffer.int8('V').string(report.severity());
        buffer.int8('C').string(report.code());
        buffer.int8('M').string(report.message());
        report.detail().ifPresent(detail -> buffer.int8('D').string(detail));
        report.hint().ifPresent(hint -> buffer.int8('H').string(hint));
        report.position().ifPresent(position -> buffer.int8('P').string(Integer.toString(position)));
        report.routine().ifPresent(routine -> buffer.int8('R').string(routine));
        buffer.int8(0).end();
    }
}
