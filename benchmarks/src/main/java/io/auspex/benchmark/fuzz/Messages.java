package io.auspex.benchmark.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

/** What a client might send: messages as they should be, and such with something wrong in them. */
final class Messages {
    /**
     * One of them.
     *
     * @param framed whether its length is its length, so that the server can go on with what follows
     */
    record Sent(byte[] bytes, boolean framed) {}

    private static final int[] OIDS = {
        0, 16, 17, 18, 19, 20, 21, 23, 25, 26, 114, 700, 701, 705, 1000, 1005, 1007, 1009, 1015, 1016, 1022, 1042, 1043,
        1082, 1083, 1114, 1184, 1185, 1186, 1231, 1266, 1700, 2950, 2951, 4000, 6551, 99_999, -1
    };
    private static final int[] LENGTHS = {
        0,
        1,
        3,
        4,
        5,
        8,
        127,
        10_000,
        65_535,
        1 << 20,
        (64 << 20) + 4,
        (64 << 20) + 5,
        1 << 30,
        Integer.MAX_VALUE,
        -1,
        -4,
        Integer.MIN_VALUE
    };
    private static final String[] NAMES = {"", "s1", "s2", "s3", "S_1", "C_1", "no such", "\"", "é"};
    private static final String[] TEXTS = {
        "1",
        "",
        "-5",
        "x",
        "{1,2}",
        "{\"a\",NULL}",
        "2020-01-01",
        "2020-01-01 12:00:00+02",
        "1e400",
        "NaN",
        "infinity",
        "t",
        "\\x6162",
        "1 day",
        "[1,{}]",
        "99999999999999999999",
        "00000000-0000-0000-0000-000000000001",
        "\\"
    };
    private static final String TYPES = "QPBDESCHFpfcdXRTZ1";
    private static final int LONGEST_BODY = 2 << 20;

    private final Random random;
    private final Statements statements;

    Messages(Random random) {
        this.random = random;
        this.statements = new Statements(random);
    }

    Sent next() {
        byte[] whole = whole();
        int dice = random.nextInt(100);
        if (dice < 88) {
            return new Sent(whole, true);
        }
        return dice < 97 ? new Sent(damagedInside(whole), true) : new Sent(damagedOutside(whole), false);
    }

    /** Ends whatever the connection may be in the midst of, and asks for a row with the text. */
    static byte[] marker(String text) {
        byte[] fail = new Message('f').string("enough").toBytes();
        byte[] sync = new Message('S').toBytes();
        byte[] query =
                new Message('Q').string("ROLLBACK; SELECT '" + text + "'").toBytes();
        return ByteBuffer.allocate(fail.length + sync.length + query.length)
                .put(fail)
                .put(sync)
                .put(query)
                .array();
    }

    static byte[] query(String sql) {
        return new Message('Q').string(sql).toBytes();
    }

    private byte[] whole() {
        return switch (random.nextInt(20)) {
            case 0, 1, 2, 3 -> query(statements.next());
            case 4, 5, 6 -> parse();
            case 7, 8, 9 -> bind();
            case 10, 11 ->
                new Message('D')
                        .int8(random.nextBoolean() ? 'S' : 'P')
                        .string(name())
                        .toBytes();
            case 12, 13, 14 ->
                new Message('E')
                        .string(name())
                        .int32(random.nextBoolean() ? 0 : random.nextInt(50) - 2)
                        .toBytes();
            case 15 ->
                new Message('C')
                        .int8(random.nextBoolean() ? 'S' : 'P')
                        .string(name())
                        .toBytes();
            case 16 -> new Message('S').toBytes();
            case 17 -> new Message('H').toBytes();
            case 18 -> new Message('d').bytes(copyData()).toBytes();
            default -> new Message(random.nextBoolean() ? 'c' : 'F').toBytes();
        };
    }

    private byte[] parse() {
        Message message = new Message('P').string(name()).string(statements.next());
        int count = random.nextInt(4);
        message.int16(count);
        for (int i = 0; i < count; i++) {
            message.int32(OIDS[random.nextInt(OIDS.length)]);
        }
        return message.toBytes();
    }

    private byte[] bind() {
        Message message = new Message('B').string(name()).string(name());
        formats(message);
        int count = random.nextInt(5);
        message.int16(count);
        for (int i = 0; i < count; i++) {
            message.value(value());
        }
        formats(message);
        return message.toBytes();
    }

    private void formats(Message message) {
        int count = random.nextInt(3);
        message.int16(count);
        for (int i = 0; i < count; i++) {
            message.int16(random.nextInt(20) == 0 ? random.nextInt() : random.nextInt(2));
        }
    }

    private byte[] value() {
        return switch (random.nextInt(6)) {
            case 0 -> null;
            case 1 -> bytes(random.nextInt(40));
            case 2 -> bytes(1 << random.nextInt(5));
            case 3 ->
                new Message(0)
                        .int32(random.nextInt(3))
                        .int32(random.nextInt(2))
                        .int32(23)
                        .int32(random.nextInt(3))
                        .int32(1)
                        .value(bytes(4))
                        .toBytes();
            default -> TEXTS[random.nextInt(TEXTS.length)].getBytes(UTF_8);
        };
    }

    private byte[] copyData() {
        if (random.nextInt(400) == 0) {
            return bytes(random.nextInt(LONGEST_BODY));
        }
        return random.nextBoolean() ? "1\tx\t2.5\t3\n".getBytes(UTF_8) : bytes(random.nextInt(200));
    }

    private String name() {
        return NAMES[random.nextInt(4) > 0 ? random.nextInt(4) : random.nextInt(NAMES.length)];
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** With a body that is not what the type announces, and the right length. */
    private byte[] damagedInside(byte[] whole) {
        byte[] body = Arrays.copyOfRange(whole, 5, whole.length);
        int type = whole[0];
        switch (random.nextInt(5)) {
            case 0 -> body = Arrays.copyOf(body, random.nextInt(body.length + 1));
            case 1 -> body = Arrays.copyOf(body, body.length + random.nextInt(100));
            case 2 -> body = bytes(random.nextInt(random.nextInt(50) == 0 ? 100_000 : 100));
            case 3 -> type = random.nextBoolean() ? TYPES.charAt(random.nextInt(TYPES.length())) : random.nextInt(256);
            default -> {
                for (int i = random.nextInt(4); i >= 0 && body.length > 0; i--) {
                    body[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
                }
            }
        }
        return new Message(type == 0 ? 1 : type).bytes(body).toBytes();
    }

    /** With a length that is none, or no message at all. */
    private byte[] damagedOutside(byte[] whole) {
        if (random.nextInt(3) == 0) {
            return bytes(1 + random.nextInt(60));
        }
        if (random.nextBoolean()) {
            return Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
        }
        ByteBuffer.wrap(whole).putInt(1, LENGTHS[random.nextInt(LENGTHS.length)] + random.nextInt(2));
        return whole;
    }

    /** The first packet of a client that means well. */
    static byte[] startup() {
        return new Message(0)
                .int32(3 << 16)
                .string("user")
                .string("awsuser")
                .string("database")
                .string("dev")
                .int8(0)
                .toBytes();
    }

    /** First packets of clients that do not, and what they may send behind them. */
    byte[] stranger() {
        byte[] packet =
                switch (random.nextInt(8)) {
                    case 0 -> new Message(0).int32(80_877_103).toBytes();
                    case 1 -> new Message(0).int32(80_877_104).toBytes();
                    case 2 ->
                        new Message(0)
                                .int32(80_877_102)
                                .int32(random.nextInt(5_000))
                                .int32(random.nextInt())
                                .toBytes();
                    case 3 ->
                        new Message(0)
                                .int32(3 << 16 | random.nextInt(4))
                                .string("user")
                                .string(random.nextBoolean() ? "awsuser" : "nobody")
                                .string("_pq_.option")
                                .string("1")
                                .string(TEXTS[random.nextInt(TEXTS.length)])
                                .string(statements.next())
                                .int8(0)
                                .toBytes();
                    case 4 -> bytes(1 + random.nextInt(100));
                    case 5 ->
                        new Message(0)
                                .int32(random.nextInt())
                                .bytes(bytes(random.nextInt(12_000)))
                                .toBytes();
                    default -> startup();
                };
        int damage = random.nextInt(4);
        if (damage == 0) {
            packet[random.nextInt(packet.length)] ^= (byte) (1 << random.nextInt(8));
        } else if (damage == 1) {
            packet = Arrays.copyOf(packet, random.nextInt(packet.length) + 1);
        }
        byte[] behind = random.nextBoolean()
                ? new byte[0]
                : random.nextBoolean()
                        ? new Message('p').bytes(bytes(random.nextInt(300))).toBytes()
                        : new Message('p')
                                .string("SCRAM-SHA-256")
                                .value("n,,n=,r=nonce".getBytes(UTF_8))
                                .toBytes();
        return ByteBuffer.allocate(packet.length + behind.length)
                .put(packet)
                .put(behind)
                .array();
    }
}
