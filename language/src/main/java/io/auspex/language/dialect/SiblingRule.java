package io.auspex.language.dialect;

import java.util.List;

/**
 * Rewrites one list of neighbours: the statement itself, or what stands between two parentheses. What is inside the groups of
 * the list has been rewritten already. A rule that finds nothing to do returns the list it was given.
 */
interface SiblingRule {
    List<Node> rewrite(List<Node> siblings);
}
