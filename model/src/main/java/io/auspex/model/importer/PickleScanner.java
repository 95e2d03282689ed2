package io.auspex.model.importer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.auspex.model.artifact.ArtifactException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Optional;

/**
 * Finds the model that a Python pickle holds, as SageMaker's oldest XGBoost containers and many people save it. A pickle is
 * a program; it is never executed here. Its instructions are only walked along (Python's {@code Lib/pickletools.py} lists
 * them with their arguments), and the texts and byte strings on the way are looked at: exactly one of them must be a
 * model.
 *
 * <p>Before protocol 3 a byte string is written as a text of which each character is a byte.
 */
final class PickleScanner {
    /** Shorter ones are names. */
    private static final int SHORTEST_MODEL = 64;

    private static final byte[] OLD_START = "ccopy_reg\n".getBytes(US_ASCII);
    private static final String WITHOUT_ARGUMENT = "(.012NRQabdelostu}])"
            + "\u0081\u0085\u0086\u0087\u0088\u0089\u008f\u0090\u0091\u0092\u0093\u0094\u0097\u0098";

    private final ByteBuffer bytes;
    private Optional<Found> found = Optional.empty();

    /** A model inside of a pickle, and what it is. */
    record Found(ModelFormat format, byte[] model) {}

    private PickleScanner(byte[] file) {
        bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Whether the file starts like a pickle of protocol 2 to 5, or like an object of an earlier one. */
    static boolean recognises(byte[] file) {
        boolean newer = file.length > 2 && (file[0] & 0xff) == 0x80 && file[1] >= 2 && file[1] <= 5;
        return newer
                || (file.length > OLD_START.length && Arrays.equals(OLD_START, Arrays.copyOf(file, OLD_START.length)));
    }

    /** @throws ArtifactException if the pickle is broken, or holds no model or several */
    static Found find(byte[] file) {
        PickleScanner scanner = new PickleScanner(file);
        try {
            scanner.walk();
        } catch (BufferUnderflowException truncated) {
            throw new ArtifactException("The pickle ends too early", truncated);
        }
        return scanner.found.orElseThrow(
                () -> new ArtifactException("The pickle holds no model of XGBoost or LightGBM"));
    }

    private void walk() {
        for (int instruction = next(); instruction != '.'; instruction = next()) {
            step(instruction);
        }
    }

    private void step(int instruction) {
        if (WITHOUT_ARGUMENT.indexOf(instruction) >= 0) {
            return;
        }
        switch (instruction) {
            case 'K', 'h', 'q', 0x80, 0x82 -> skip(1);
            case 'M', 0x83 -> skip(2);
            case 'J', 'j', 'r', 0x84 -> skip(4);
            case 'G', 0x95 -> skip(8);
            case 0x8a -> skip(next());
            case 0x8b -> skip(unsigned(bytes.getInt()));
            case 'F', 'I', 'L', 'P', 'S', 'g', 'p' -> line();
            case 'c', 'i' -> {
                line();
                line();
            }
            case 'V' -> lookAtText(unescaped(line()));
            case 'U', 'C' -> lookAtBytes(take(next()));
            case 'T', 'B' -> lookAtBytes(take(unsigned(bytes.getInt())));
            case 0x8e, 0x96 -> lookAtBytes(take(bytes.getLong()));
            case 0x8c -> lookAtText(new String(take(next()), UTF_8));
            case 'X' -> lookAtText(new String(take(unsigned(bytes.getInt())), UTF_8));
            case 0x8d -> lookAtText(new String(take(bytes.getLong()), UTF_8));
            default ->
                throw new ArtifactException("The pickle has an unknown instruction before byte " + bytes.position());
        }
    }

    private void lookAtBytes(byte[] value) {
        if (value.length >= SHORTEST_MODEL) {
            ModelFormat.of(value)
                    .filter(format -> format != ModelFormat.PICKLE)
                    .ifPresent(format -> add(format, value));
        }
    }

    private void lookAtText(String text) {
        if (text.length() >= SHORTEST_MODEL) {
            byte[] utf8 = text.getBytes(UTF_8);
            boolean bytesAsText =
                    !LightGBMImporter.recognises(utf8) && text.chars().allMatch(c -> c < 256);
            lookAtBytes(bytesAsText ? text.getBytes(ISO_8859_1) : utf8);
        }
    }

    private void add(ModelFormat format, byte[] model) {
        if (found.isPresent()) {
            throw new ArtifactException("The pickle holds several models");
        }
        found = Optional.of(new Found(format, model));
    }

    /** Python's raw-unicode-escape: only a backslash with u and four hexadecimal digits means something. */
    private static String unescaped(String line) {
        StringBuilder text = new StringBuilder(line.length());
        for (int i = 0; i < line.length(); i++) {
            boolean escape = line.startsWith("\\u", i) && i + 6 <= line.length();
            if (!escape) {
                text.append(line.charAt(i));
                continue;
            }
            try {
                text.append((char) Integer.parseInt(line, i + 2, i + 6, 16));
            } catch (NumberFormatException wrong) {
                throw new ArtifactException("The pickle has a broken text", wrong);
            }
            i += 5;
        }
        return text.toString();
    }

    private int next() {
        return Byte.toUnsignedInt(bytes.get());
    }

    private static long unsigned(int length) {
        return Integer.toUnsignedLong(length);
    }

    private void skip(long length) {
        if (length < 0 || length > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        bytes.position(bytes.position() + (int) length);
    }

    private byte[] take(long length) {
        int start = bytes.position();
        skip(length);
        return Arrays.copyOfRange(bytes.array(), start, start + (int) length);
    }

    private String line() {
        int start = bytes.position();
        while (bytes.get() != '\n') {
            // on to the end of the line
        }
        return new String(bytes.array(), start, bytes.position() - 1 - start, ISO_8859_1);
    }
}
