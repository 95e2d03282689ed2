package io.auspex.server.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Decodes UTF-8 and says in which line it is none: the decoders of the JDK read ahead and only know the buffer. */
final class Utf8Reader extends Reader {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final InputStream in;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(1 << 16).flip();
    private final CharBuffer chars = CharBuffer.allocate(1 << 16).flip();
    private long line = 1;
    private boolean started;
    private boolean ended;

    /** @param replacement for what is not UTF-8; absent to refuse it */
    Utf8Reader(InputStream in, Optional<Character> replacement) {
        this.in = in;
        this.decoder = StandardCharsets.UTF_8.newDecoder();
        if (replacement.isPresent()) {
            decoder.onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE)
                    .replaceWith(replacement.get().toString());
        }
    }

    /** The bytes of some line are not UTF-8. */
    static final class InvalidUtf8Exception extends IOException {
        private static final long serialVersionUID = 1L;

        private final long line;

        InvalidUtf8Exception(long line, String bytes) {
            super("invalid byte sequence for encoding \"UTF8\": " + bytes);
            this.line = line;
        }

        long line() {
            return line;
        }
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        while (!chars.hasRemaining()) {
            if (ended || !decode()) {
                return -1;
            }
        }
        int count = Math.min(length, chars.remaining());
        chars.get(target, offset, count);
        return count;
    }

    /** Fills the characters; false at the end. */
    private boolean decode() throws IOException {
        bytes.compact();
        int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
        if (read > 0) {
            bytes.position(bytes.position() + read);
        }
        bytes.flip();
        chars.clear();
        CoderResult result = decoder.decode(bytes, chars, read < 0);
        chars.flip();
        for (int i = 0; i < chars.limit(); i++) {
            if (chars.get(i) == '\n') {
                line++;
            }
        }
        if (result.isError()) {
            StringBuilder wrong = new StringBuilder();
            for (int i = 0; i < result.length(); i++) {
                wrong.append(i == 0 ? "" : " ").append(String.format("0x%02x", bytes.get(bytes.position() + i)));
            }
            throw new InvalidUtf8Exception(line, wrong.toString());
        }
        if (!started && chars.hasRemaining()) {
            started = true;
            if (chars.get(chars.position()) == BYTE_ORDER_MARK) {
                chars.get();
            }
        }
        ended = read < 0 && !bytes.hasRemaining() && !chars.hasRemaining();
        return !ended;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
