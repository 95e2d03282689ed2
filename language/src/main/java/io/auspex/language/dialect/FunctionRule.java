package io.auspex.language.dialect;

import io.auspex.language.dialect.Node.Leaf;
import java.util.List;
import java.util.Optional;

/** Rewrites the call of one function; empty where the call is none of its business. */
interface FunctionRule {
    Optional<List<Node>> rewrite(Call call);

    /** @param arguments what stands between the commas, already rewritten */
    record Call(Leaf name, List<List<Node>> arguments) {
        int offset() {
            return name.start();
        }
    }
}
