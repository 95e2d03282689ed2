package io.auspex.language.token;

import java.util.Set;

/** Where the list of a SELECT ends: at the word that begins its next clause, or the next query of a set operation. */
public final class SelectClauses {
    private static final Set<String> WORDS = Set.of(
            "from",
            "into",
            "where",
            "group",
            "having",
            "order",
            "limit",
            "offset",
            "fetch",
            "union",
            "intersect",
            "except",
            "minus",
            "window",
            "qualify");

    private SelectClauses() {}

    /**
     * Whether a word ends the list that it stands in. FROM does not in {@code IS [NOT] DISTINCT FROM}, GROUP does not in
     * {@code WITHIN GROUP}, and no word does as the second half of a qualified name.
     *
     * @param word unquoted, in lower case
     * @param before what stands directly before it, if that is an unquoted word or a point; else ""
     * @param beforeThat the same one further back
     */
    public static boolean endList(String word, String before, String beforeThat) {
        if (!WORDS.contains(word) || before.equals(".")) {
            return false;
        }
        return switch (word) {
            case "group" -> !before.equals("within");
            case "from" -> !(before.equals("distinct") && (beforeThat.equals("is") || beforeThat.equals("not")));
            default -> true;
        };
    }
}
