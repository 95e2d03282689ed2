package io.auspex.warehouse.duckdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auspex.model.data.ColumnVector;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.duckdb.RawChunk;

/**
 * The texts that one argument of a function has had lately, so that a text becomes a string once and not once a row. For one
 * thread at a time.
 *
 * <p>Texts are looked up by the raw bytes of the engine, in a table of open addressing (Knuth, The Art of Computer Programming 3, 6.4,
 * algorithm L). A short one is its 16-byte head. A long one has an address in its head, which means nothing beyond the call: within
 * one, rows with the same address have the same text, which columns that the engine stores compressed have in plenty. What is new at an
 * address is copied and looked up by its bytes.
 *
 * <p>Bounded: beyond {@value #MOST_TEXTS} texts or {@value #MOST_BYTES} bytes it forgets all it knows and goes on. Very long texts are
 * never kept.
 */
final class TextDictionary {
    private static final int MOST_TEXTS = 4_096;
    private static final int MOST_BYTES = 1 << 18;
    /** Longer texts are hardly ever categories. */
    private static final int LONGEST_KEPT = 256;

    private static final int FIRST_SLOTS = 64;
    private static final int ADDRESSES = 1_024;
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** 2^64 divided by the golden ratio, to spread keys (Knuth, 6.4). */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    // What is known: of each text its key, itself, its bytes if it is long, and the code it has in the batch in which
    // it was last seen.
    private int[] slots = new int[FIRST_SLOTS];
    private long[] lows = new long[FIRST_SLOTS / 2];
    private long[] highs = new long[FIRST_SLOTS / 2];
    private String[] known = new String[FIRST_SLOTS / 2];
    private byte[][] utf8s = new byte[FIRST_SLOTS / 2][];
    private int[] knownCodes = new int[FIRST_SLOTS / 2];
    private int[] seen = new int[FIRST_SLOTS / 2];
    private int size;
    private int bytes;

    // Addresses of long texts in the current batch, two to a place; made when the first one comes.
    private long[] addresses = new long[0];
    private int[] addressCodes = new int[0];
    private int[] addressSeen = new int[0];

    private int batch;
    private long[] heads = new long[0];
    private int[] codes = new int[0];
    private String[] texts = new String[0];
    private int textCount;

    /** Reads a column. The result lies in arrays of this dictionary, until the next call. */
    ColumnVector.Dictionary read(RawChunk chunk, int column) {
        int rows = chunk.rows();
        start(rows);
        chunk.heads(column, heads);
        for (int row = 0; row < rows; row++) {
            long low = heads[2 * row];
            long high = heads[2 * row + 1];
            if (RawChunk.isInline(low)) {
                codes[row] = shortText(low, high);
            } else if (low == RawChunk.NULL_HEAD && high == RawChunk.NULL_HEAD) {
                codes[row] = ColumnVector.Dictionary.NULL;
            } else {
                codes[row] = longText(chunk, column, row, low, high);
            }
        }
        return new ColumnVector.Dictionary(codes, texts, textCount);
    }

    private void start(int rows) {
        if (codes.length < rows) {
            heads = new long[2 * rows];
            codes = new int[rows];
            texts = new String[rows];
            textCount = 0;
        }
        Arrays.fill(texts, 0, textCount, null);
        textCount = 0;
        if (++batch == 0) {
            forget();
            Arrays.fill(addressSeen, 0);
            batch = 1;
        }
    }

    private int shortText(long low, long high) {
        int slot = slot(low, high);
        for (int entry = slots[slot] - 1; entry >= 0; entry = slots[slot] - 1) {
            if (lows[entry] == low && highs[entry] == high) {
                return code(entry);
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return code(add(low, high, RawChunk.inline(low, high), null));
    }

    private int longText(RawChunk chunk, int column, int row, long low, long high) {
        if (addresses.length == 0) {
            addresses = new long[2 * ADDRESSES];
            addressCodes = new int[ADDRESSES];
            addressSeen = new int[ADDRESSES];
        }
        int place = (int) (mixed(low, high) >>> 32) & (ADDRESSES - 2);
        for (int way = place; way < place + 2; way++) {
            if (addressSeen[way] == batch && addresses[2 * way] == low && addresses[2 * way + 1] == high) {
                return addressCodes[way];
            }
        }
        byte[] utf8 = chunk.utf8(column, row);
        int code = utf8.length > LONGEST_KEPT ? newCode(new String(utf8, UTF_8)) : code(find(utf8));
        int way = addressSeen[place] == batch ? place + 1 : place;
        addressSeen[way] = batch;
        addresses[2 * way] = low;
        addresses[2 * way + 1] = high;
        addressCodes[way] = code;
        return code;
    }

    private int find(byte[] utf8) {
        long hash = hash(utf8);
        // The length in the lower half: no short text has this key.
        long low = hash << Integer.SIZE | utf8.length;
        int slot = slot(low, hash);
        for (int entry = slots[slot] - 1; entry >= 0; entry = slots[slot] - 1) {
            if (lows[entry] == low && highs[entry] == hash && Arrays.equals(utf8s[entry], utf8)) {
                return entry;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return add(low, hash, utf8, utf8);
    }

    private int code(int entry) {
        if (seen[entry] != batch) {
            seen[entry] = batch;
            knownCodes[entry] = newCode(known[entry]);
        }
        return knownCodes[entry];
    }

    private int newCode(String text) {
        texts[textCount] = text;
        return textCount++;
    }

    /** @param kept the bytes of a long text, null for a short one */
    private int add(long low, long high, byte[] utf8, byte[] kept) {
        if (size == MOST_TEXTS || bytes > MOST_BYTES) {
            forget();
        } else if (size == lows.length) {
            grow();
        }
        int entry = size++;
        lows[entry] = low;
        highs[entry] = high;
        known[entry] = new String(utf8, UTF_8);
        utf8s[entry] = kept;
        seen[entry] = batch - 1;
        bytes += utf8.length;
        enter(entry);
        return entry;
    }

    private void enter(int entry) {
        int slot = slot(lows[entry], highs[entry]);
        while (slots[slot] != 0) {
            slot = (slot + 1) & (slots.length - 1);
        }
        slots[slot] = entry + 1;
    }

    /** Codes of the current batch stay what they are. */
    private void forget() {
        Arrays.fill(slots, 0);
        Arrays.fill(known, null);
        Arrays.fill(utf8s, null);
        size = 0;
        bytes = 0;
    }

    private void grow() {
        int room = 2 * lows.length;
        lows = Arrays.copyOf(lows, room);
        highs = Arrays.copyOf(highs, room);
        known = Arrays.copyOf(known, room);
        utf8s = Arrays.copyOf(utf8s, room);
        knownCodes = Arrays.copyOf(knownCodes, room);
        seen = Arrays.copyOf(seen, room);
        slots = new int[2 * room];
        for (int entry = 0; entry < size; entry++) {
            enter(entry);
        }
    }

    private int slot(long low, long high) {
        return (int) (mixed(low, high) >>> 40) & (slots.length - 1);
    }

    private static long mixed(long low, long high) {
        long mixed = (low ^ Long.rotateLeft(high, 29)) * SPREAD;
        return (mixed ^ mixed >>> 29) * SPREAD;
    }

    private static long hash(byte[] utf8) {
        long hash = utf8.length;
        int index = 0;
        for (; index + Long.BYTES <= utf8.length; index += Long.BYTES) {
            hash = mixed(hash, (long) WORDS.get(utf8, index));
        }
        long rest = 0;
        for (; index < utf8.length; index++) {
            rest = rest << Byte.SIZE | (utf8[index] & 0xFF);
        }
        return mixed(hash, rest);
    }
}
