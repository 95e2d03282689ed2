package io.auspex.model.importer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auspex.model.artifact.ArtifactException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads tables, vectors and texts of a FlatBuffer (https://flatbuffers.dev/internals/), every offset checked. Tables may
 * share what they point to, so a small file could ask for endless reading: what is read is counted, and more than a few
 * times the file is refused.
 */
final class FlatBuffer {
    /** How often everything in the file may be read: a sound one has each part read once or twice. */
    private static final int MOST_READINGS = 8;

    private final ByteBuffer bytes;
    private long budget;

    private FlatBuffer(ByteBuffer bytes) {
        this.bytes = bytes;
        this.budget = MOST_READINGS * (long) bytes.limit();
    }

    /** The table that a buffer starts with. */
    static Table root(byte[] file, int offset, int length) {
        ByteBuffer bytes = ByteBuffer.wrap(file, offset, length).slice().order(ByteOrder.LITTLE_ENDIAN);
        FlatBuffer buffer = new FlatBuffer(bytes);
        return buffer.table(buffer.follow(0));
    }

    private Table table(int position) {
        int fields = position - intAt(position);
        int size = shortAt(fields);
        if (size < 4 || (size & 1) != 0) {
            throw damaged();
        }
        require(fields, size);
        return new Table(position, fields, (size - 4) / 2);
    }

    /** Where an offset that is stored at a position leads. */
    private int follow(int position) {
        long target = position + (intAt(position) & 0xffffffffL);
        if (target > bytes.limit()) {
            throw damaged();
        }
        return (int) target;
    }

    private int intAt(int position) {
        require(position, Integer.BYTES);
        return bytes.getInt(position);
    }

    private int shortAt(int position) {
        require(position, Short.BYTES);
        return bytes.getShort(position) & 0xffff;
    }

    private void require(int position, long length) {
        if (position < 0 || length < 0 || position > bytes.limit() - length) {
            throw damaged();
        }
        budget -= length;
        if (budget < 0) {
            throw damaged();
        }
    }

    private static ArtifactException damaged() {
        return new ArtifactException("The model file is damaged: its parts do not lie within it");
    }

    /** One table; a field that it lacks has its default. Fields are numbered as the schema lists them, from 0. */
    final class Table {
        private final int position;
        private final int fields;
        private final int count;

        private Table(int position, int fields, int count) {
            this.position = position;
            this.fields = fields;
            this.count = count;
        }

        private int at(int field) {
            int offset = field < count ? shortAt(fields + 4 + 2 * field) : 0;
            return offset == 0 ? -1 : position + offset;
        }

        int integer(int field, int otherwise) {
            int at = at(field);
            return at < 0 ? otherwise : intAt(at);
        }

        int octet(int field, int otherwise) {
            int at = at(field);
            if (at < 0) {
                return otherwise;
            }
            require(at, 1);
            return bytes.get(at);
        }

        double number(int field, double otherwise) {
            int at = at(field);
            if (at < 0) {
                return otherwise;
            }
            require(at, Double.BYTES);
            return bytes.getDouble(at);
        }

        /** Empty if there is none. */
        String text(int field) {
            int at = at(field);
            return at < 0 ? "" : textAt(follow(at));
        }

        private String textAt(int at) {
            int length = intAt(at);
            require(at + 4, length);
            byte[] text = new byte[length];
            bytes.get(at + 4, text);
            return new String(text, UTF_8);
        }

        /** @throws ArtifactException if there is none */
        Table table(int field) {
            int at = at(field);
            if (at < 0) {
                throw new ArtifactException("The model file is damaged: a part of it is missing");
            }
            return FlatBuffer.this.table(follow(at));
        }

        List<Table> tables(int field) {
            List<Table> tables = new ArrayList<>();
            for (int at : elements(field, Integer.BYTES)) {
                tables.add(FlatBuffer.this.table(follow(at)));
            }
            return tables;
        }

        List<String> texts(int field) {
            List<String> texts = new ArrayList<>();
            for (int at : elements(field, Integer.BYTES)) {
                texts.add(textAt(follow(at)));
            }
            return texts;
        }

        int[] integers(int field) {
            int[] values = elements(field, Integer.BYTES);
            for (int i = 0; i < values.length; i++) {
                values[i] = bytes.getInt(values[i]);
            }
            return values;
        }

        float[] floats(int field) {
            int[] places = elements(field, Float.BYTES);
            float[] values = new float[places.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = bytes.getFloat(places[i]);
            }
            return values;
        }

        double[] doubles(int field) {
            int[] places = elements(field, Double.BYTES);
            double[] values = new double[places.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = bytes.getDouble(places[i]);
            }
            return values;
        }

        /** Where the elements of a vector lie; none if there is no vector. */
        private int[] elements(int field, int width) {
            int at = at(field);
            if (at < 0) {
                return new int[0];
            }
            int vector = follow(at);
            int length = intAt(vector);
            if (length < 0) {
                throw damaged();
            }
            require(vector + 4, (long) length * width);
            int[] places = new int[length];
            for (int i = 0; i < length; i++) {
                places[i] = vector + 4 + i * width;
            }
            return places;
        }
    }
}
