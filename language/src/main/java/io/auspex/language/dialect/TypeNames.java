package io.auspex.language.dialect;

import io.auspex.language.dialect.Node.Group;
import io.auspex.language.dialect.Node.Leaf;
import io.auspex.language.token.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Types that the engine does not know or spells differently: SUPER, VARBYTE, FLOAT, and MAX as a length. They are rewritten only
 * where a type stands - behind {@code ::}, in CAST, in a column definition - because each may also name a column.
 */
final class TypeNames implements SiblingRule {
    /** Longest VARCHAR of Redshift, in bytes. */
    private static final String MAX_LENGTH = "65535";

    @Override
    public List<Node> rewrite(List<Node> siblings) {
        List<Node> result = siblings;
        for (int i = siblings.size() - 1; i > 0; i--) {
            if (siblings.get(i - 1).isOperator("::")) {
                result = typeAt(copied(result, siblings), i);
            } else if (siblings.get(i) instanceof Group group
                    && group.isParentheses()
                    && (siblings.get(i - 1).isWord("cast")
                            || siblings.get(i - 1).isWord("try_cast"))) {
                result = copied(result, siblings);
                result.set(i, cast(group));
            }
        }
        return result;
    }

    private static List<Node> copied(List<Node> result, List<Node> siblings) {
        return result == siblings ? new ArrayList<>(siblings) : result;
    }

    private static Group cast(Group group) {
        List<Node> inside = new ArrayList<>(group.children());
        for (int i = inside.size() - 2; i > 0; i--) {
            if (inside.get(i).isWord("as")) {
                return group.with(typeAt(inside, i + 1));
            }
        }
        return group;
    }

    /** Rewrites, in place, the type that starts at the index. */
    static List<Node> typeAt(List<Node> nodes, int index) {
        if (!(Nodes.at(nodes, index) instanceof Leaf name)) {
            return nodes;
        }
        if (name.isKind(Kind.QUOTED_IDENTIFIER)) {
            if (name.value().equals("char")) {
                nodes.set(index, Nodes.rename(name, "varchar"));
            }
            return nodes;
        }
        switch (name.value()) {
            case "decimal", "numeric", "dec" -> usualDigits(nodes, index);
            case "super" -> nodes.set(index, Nodes.rename(name, "json"));
            // Types of PostgreSQL's catalog.
            case "name", "cstring" -> nodes.set(index, Nodes.rename(name, "varchar"));
            case "oid" -> nodes.set(index, Nodes.rename(name, "bigint"));
            case "varbyte", "varbinary" -> {
                nodes.set(index, Nodes.rename(name, "blob"));
                dropLength(nodes, index + 1);
            }
            case "binary" -> {
                if (Nodes.at(nodes, index + 1).isWord("varying")) {
                    nodes.set(index, Nodes.rename(name, "blob"));
                    nodes.remove(index + 1);
                    dropLength(nodes, index + 1);
                }
            }
            case "float" -> {
                nodes.set(index, Nodes.rename(name, isSinglePrecision(Nodes.at(nodes, index + 1)) ? "real" : "double"));
                dropLength(nodes, index + 1);
            }
            case "varchar", "nvarchar", "char", "nchar", "text", "bpchar" -> maxLength(nodes, index + 1);
            case "character" -> maxLength(nodes, Nodes.at(nodes, index + 1).isWord("varying") ? index + 2 : index + 1);
            default -> {}
        }
        return nodes;
    }

    /** The index behind the type that starts at the index: {@code double precision}, {@code varchar(3)}, {@code int[]}. */
    static int endOfType(List<Node> nodes, int index) {
        int i = index + 1;
        if (Nodes.at(nodes, i).isWord("precision") || Nodes.at(nodes, i).isWord("varying")) {
            i++;
        }
        if (Nodes.at(nodes, i).isParentheses()) {
            i++;
        }
        boolean zone = Nodes.at(nodes, i).isWord("with") || Nodes.at(nodes, i).isWord("without");
        if (zone
                && Nodes.at(nodes, i + 1).isWord("time")
                && Nodes.at(nodes, i + 2).isWord("zone")) {
            i += 3;
        }
        while (Nodes.at(nodes, i) instanceof Group group && group.open().value().equals("[")) {
            i++;
        }
        return Math.min(i, nodes.size());
    }

    /** What PostgreSQL's catalog, and so a column without another name, calls the type at the index; null where it is no word. */
    static String internalName(List<Node> nodes, int index) {
        if (!(Nodes.at(nodes, index) instanceof Leaf name) || !name.isName()) {
            return null;
        }
        boolean zoned = nodes.subList(index, nodes.size()).stream().anyMatch(node -> node.isWord("with"));
        return switch (name.value()) {
            case "int", "integer" -> "int4";
            case "smallint" -> "int2";
            case "bigint" -> "int8";
            case "real" -> "float4";
            case "float" -> isSinglePrecision(Nodes.at(nodes, index + 1)) ? "float4" : "float8";
            case "double" -> "float8";
            case "decimal", "dec" -> "numeric";
            case "boolean" -> "bool";
            case "nvarchar" -> "varchar";
            case "character" -> Nodes.at(nodes, index + 1).isWord("varying") ? "varchar" : "bpchar";
            case "char", "nchar" -> name.isKind(Kind.WORD) ? "bpchar" : name.value();
            case "varbinary", "binary" -> "varbyte";
            case "time" -> zoned ? "timetz" : "time";
            case "timestamp" -> zoned ? "timestamptz" : "timestamp";
            default -> name.value();
        };
    }

    /** FLOAT alone has double precision, and FLOAT(n) as many bits as it asks for; the engine's own FLOAT has single. */
    private static boolean isSinglePrecision(Node length) {
        return length instanceof Group group
                && group.children().size() == 1
                && group.children().get(0) instanceof Leaf bits
                && bits.kind() == Kind.NUMBER
                && bits.value().matches("[1-9]|1[0-9]|2[0-4]");
    }

    /** Without digits given it has 18, none of them behind the point. */
    private static void usualDigits(List<Node> nodes, int index) {
        Node next = Nodes.at(nodes, index + 1);
        boolean array = next instanceof Group group && !group.isParentheses();
        if (!next.isParentheses() && !array) {
            int offset = nodes.get(index).start();
            nodes.add(index + 1, Nodes.arguments(Nodes.text("18 , 0", offset), offset));
        }
    }

    private static void dropLength(List<Node> nodes, int index) {
        if (Nodes.at(nodes, index).isParentheses()) {
            nodes.remove(index);
        }
    }

    private static void maxLength(List<Node> nodes, int index) {
        if (Nodes.at(nodes, index) instanceof Group group
                && group.children().size() == 1
                && group.children().get(0).isWord("max")) {
            Node max = group.children().get(0);
            nodes.set(index, group.with(Nodes.text(MAX_LENGTH, max.start())));
        }
    }
}
