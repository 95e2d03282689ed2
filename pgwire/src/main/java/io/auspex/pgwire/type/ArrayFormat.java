package io.auspex.pgwire.type;

import static io.auspex.pgwire.message.MessageBody.utf8;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.type.SqlType;
import io.auspex.pgwire.message.WireBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Arrays of one dimension, from the JSON as which the warehouse hands them over and back from a client's bytes: PostgreSQL's
 * {@code array_out}, {@code array_send}, {@code array_in} and {@code array_recv}.
 */
final class ArrayFormat {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    /** Characters that make an element be written in quotes. */
    private static final String SPECIAL = "{},\"\\ \t\n\r\u000b\f";

    private ArrayFormat() {}

    /** {@code {1,NULL,"a b"}}. */
    static void writeText(WireBuffer out, SqlType element, String json) {
        out.int8('{');
        String separator = "";
        for (String value : elements(json)) {
            out.text(separator);
            separator = ",";
            if (value == null) {
                out.text("NULL");
            } else {
                writeElement(out, ElementFormat.text(element.kind(), value));
            }
        }
        out.int8('}');
    }

    private static void writeElement(WireBuffer out, String text) {
        if (!isQuoted(text)) {
            out.text(text);
            return;
        }
        out.int8('"').text(text.replace("\\", "\\\\").replace("\"", "\\\"")).int8('"');
    }

    private static boolean isQuoted(String text) {
        return text.isEmpty()
                || text.equalsIgnoreCase("NULL")
                || text.chars().anyMatch(character -> SPECIAL.indexOf(character) >= 0);
    }

    /**
     * Dimensions, whether there is a NULL, the elements' type, then length and first subscript of the one dimension, then the
     * elements, each behind its length.
     */
    static void writeBinary(WireBuffer out, SqlType element, String json) {
        List<String> values = elements(json);
        out.int32(values.isEmpty() ? 0 : 1).int32(values.contains(null) ? 1 : 0);
        int oid = WireType.elementOf(WireType.of(SqlType.array(element)).oid());
        out.int32(oid);
        if (values.isEmpty()) {
            return;
        }
        out.int32(values.size()).int32(1);
        for (String value : values) {
            if (value == null) {
                out.int32(-1);
            } else {
                int start = out.beginValue();
                ElementFormat.writeBinary(out, oid, ElementFormat.text(element.kind(), value));
                out.endValue(start);
            }
        }
    }

    /** The elements as text, null for NULL. */
    private static List<String> elements(String json) {
        List<String> values = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(json)) {
            JsonToken token = parser.nextToken();
            if (token != JsonToken.START_ARRAY) {
                throw new IllegalArgumentException("Not a list: " + json);
            }
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                values.add(parser.currentToken() == JsonToken.VALUE_NULL ? null : parser.getText());
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("Not a list: " + json, e);
        }
        return values;
    }

    /**
     * The elements as {@link ParameterDecoder} gives them, null for NULL.
     *
     * @param elementOid what the elements should be
     * @throws SqlException if the bytes are no such array
     */
    static List<Object> read(int elementOid, Format format, byte[] bytes) {
        List<Object> values = new ArrayList<>();
        if (format == Format.TEXT) {
            for (String element : new ArrayText(utf8(bytes)).elements()) {
                values.add(ParameterDecoder.decode(
                        elementOid, Format.TEXT, element == null ? null : element.getBytes(UTF_8)));
            }
            return values;
        }
        for (byte[] element : binaryElements(elementOid, ByteBuffer.wrap(bytes))) {
            values.add(ParameterDecoder.decode(elementOid, Format.BINARY, element));
        }
        return values;
    }

    private static List<byte[]> binaryElements(int elementOid, ByteBuffer buffer) {
        require(buffer, 3 * Integer.BYTES);
        int dimensions = buffer.getInt();
        int flags = buffer.getInt();
        int oid = buffer.getInt();
        if (dimensions > 1) {
            throw ArrayText.severalDimensions();
        }
        if (dimensions < 0 || (flags & ~1) != 0) {
            throw malformed();
        }
        if (oid != elementOid) {
            throw new SqlException(
                    SqlState.DATATYPE_MISMATCH,
                    "Binary array with elements of type number " + oid + " where " + elementOid + " is expected");
        }
        List<byte[]> elements = new ArrayList<>();
        if (dimensions == 1) {
            require(buffer, 2 * Integer.BYTES);
            int count = buffer.getInt();
            // The number that the first element has does not matter.
            buffer.getInt();
            if (count < 0 || (long) count * Integer.BYTES > buffer.remaining()) {
                throw malformed();
            }
            for (int i = 0; i < count; i++) {
                elements.add(element(buffer));
            }
        }
        if (buffer.hasRemaining()) {
            throw malformed();
        }
        return elements;
    }

    private static byte[] element(ByteBuffer buffer) {
        require(buffer, Integer.BYTES);
        int length = buffer.getInt();
        if (length == -1) {
            return null;
        }
        if (length < 0) {
            throw malformed();
        }
        require(buffer, length);
        byte[] element = new byte[length];
        buffer.get(element);
        return element;
    }

    private static void require(ByteBuffer buffer, int bytes) {
        if (buffer.remaining() < bytes) {
            throw malformed();
        }
    }

    private static SqlException malformed() {
        return new SqlException(SqlState.INVALID_TEXT_REPRESENTATION, "Malformed binary array");
    }
}
