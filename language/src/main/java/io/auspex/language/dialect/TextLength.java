package io.auspex.language.dialect;

import io.auspex.language.dialect.Node.Group;
import io.auspex.language.dialect.Node.Leaf;
import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.token.Token.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How many bytes a VARCHAR or CHAR holds: the page "Character types".
 *
 * @param fixed whether it is a CHAR
 */
record TextLength(boolean fixed, int bytes) {
    private static final Set<String> TYPES =
            Set.of("varchar", "nvarchar", "text", "char", "nchar", "bpchar", "character");
    private static final int LONGEST_VARCHAR = 65_535;
    private static final int LONGEST_CHAR = 4_096;
    private static final int USUAL = 256;

    static boolean isText(String type) {
        return TYPES.contains(type);
    }

    /**
     * Of the type that starts at the index; empty if it is none of text.
     *
     * @throws SqlException INVALID_PARAMETER_VALUE for a length that Redshift does not know
     */
    static Optional<TextLength> at(List<Node> nodes, int index) {
        if (!(Nodes.at(nodes, index) instanceof Leaf name) || name.kind() != Kind.WORD || !isText(name.value())) {
            return Optional.empty();
        }
        boolean varying = Nodes.at(nodes, index + 1).isWord("varying");
        boolean fixed = !varying
                && (name.isWord("char") || name.isWord("nchar") || name.isWord("bpchar") || name.isWord("character"));
        int longest = fixed ? LONGEST_CHAR : LONGEST_VARCHAR;
        Node length = Nodes.at(nodes, varying ? index + 2 : index + 1);
        if (!(length instanceof Group group) || !group.isParentheses()) {
            return Optional.of(new TextLength(fixed, fixed && !name.isWord("bpchar") ? 1 : USUAL));
        }
        if (group.children().size() != 1 || !(group.children().get(0) instanceof Leaf value)) {
            return Optional.empty();
        }
        if (value.isWord("max")) {
            return Optional.of(new TextLength(fixed, longest));
        }
        if (value.kind() != Kind.NUMBER || !value.value().matches("[0-9]{1,9}")) {
            return Optional.empty();
        }
        int bytes = Integer.parseInt(value.value());
        String type = fixed ? "character" : "character varying";
        if (bytes < 1 || bytes > longest) {
            throw new SqlException(
                            SqlState.INVALID_PARAMETER_VALUE,
                            bytes < 1
                                    ? "length for type " + type + " must be at least 1"
                                    : "length for type " + type + " cannot exceed " + longest)
                    .withHint("MAX stands for the largest length.")
                    .at(value.start());
        }
        return Optional.of(new TextLength(fixed, bytes));
    }

    /**
     * The constraint that holds a column to it. Blanks at the end do not count. The two types are told apart by the side of the
     * number, by which errors and the catalog know them again.
     */
    String check(String column) {
        String measured = "strlen(rtrim(" + column + "))";
        return fixed ? "check (" + bytes + " >= " + measured + ")" : "check (" + measured + " <= " + bytes + ")";
    }
}
