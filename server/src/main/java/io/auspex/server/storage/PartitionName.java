package io.auspex.server.storage;

import java.nio.charset.StandardCharsets;

/** The folder of a partition as Hive names it: {@code column=value}, with what a folder's name cannot hold in hexadecimal. */
final class PartitionName {
    private static final String NULL_VALUE = "__HIVE_DEFAULT_PARTITION__";

    private PartitionName() {}

    /** @param value null for NULL */
    static String of(String column, String value) {
        boolean nothing = value == null || value.isEmpty();
        return plain(column) + "=" + (nothing ? NULL_VALUE : plain(value));
    }

    /** No slash, no control character and nothing that a file system may read as anything but a name is left. */
    private static String plain(String text) {
        StringBuilder name = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (letter || " _-.+,@".indexOf(c) >= 0) {
                name.append(c);
            } else {
                name.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            }
        }
        return name.toString();
    }
}
