package io.auspex.language.dialect;

import io.auspex.language.dialect.Node.Group;
import io.auspex.language.dialect.Node.Leaf;
import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.token.Token.Kind;
import io.auspex.language.type.SqlType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many bytes a VARCHAR or CHAR holds: the page "Character types".
 *
 * @param fixed whether it is a CHAR
 */
public record TextLength(boolean fixed, int bytes) {
    private static final Set<String> TYPES =
            Set.of("varchar", "nvarchar", "text", "char", "nchar", "bpchar", "character");
    /** What {@link #check} gives, as the engine writes it. */
    private static final Pattern CHECK = Pattern.compile(
            "CHECK\\(\\((?:(\\d{1,9}) >= strlen\\(rtrim\\(.*\\)\\)|strlen\\(rtrim\\(.*\\)\\) <= (\\d{1,9}))\\)\\)",
            Pattern.DOTALL);

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

    /** Of a column that this constraint holds to it; empty for any other constraint. */
    public static Optional<TextLength> ofConstraint(String text) {
        Matcher check = CHECK.matcher(text);
        if (!check.matches()) {
            return Optional.empty();
        }
        boolean fixed = check.group(1) != null;
        return Optional.of(new TextLength(fixed, Integer.parseInt(fixed ? check.group(1) : check.group(2))));
    }

    /** The type with its length. */
    public SqlType type() {
        return new SqlType(fixed ? SqlType.Kind.CHAR : SqlType.Kind.VARCHAR, bytes, SqlType.UNSPECIFIED);
    }

    /** A condition that is true of texts that are too long for it. */
    public String exceededBy(String column) {
        return "strlen(rtrim(" + column + ")) > " + bytes;
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
