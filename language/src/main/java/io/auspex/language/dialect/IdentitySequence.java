package io.auspex.language.dialect;

import io.auspex.language.statement.QualifiedName;
import java.math.BigInteger;
import java.util.Optional;
import java.util.UUID;

/**
 * The sequence behind an IDENTITY column. Its name is {@code <table>_<column>_identity_<12 hexadecimal digits>}: the random
 * part keeps it apart from that of a dropped or renamed table of the same name, which the engine leaves behind.
 */
record IdentitySequence(Optional<String> schema, String name, boolean temporary, BigInteger seed, BigInteger step) {

    static String randomSuffix() {
        return UUID.randomUUID().toString().replace("-", "").substring(20);
    }

    static IdentitySequence of(
            Optional<String> schema,
            String table,
            String column,
            boolean temporary,
            BigInteger seed,
            BigInteger step,
            String suffix) {
        return new IdentitySequence(schema, table + "_" + column + "_identity_" + suffix, temporary, seed, step);
    }

    private String qualifiedName() {
        return new QualifiedName(schema, name).quoted();
    }

    /** The statement that makes it. */
    String definition() {
        String bounds = step.signum() > 0
                ? " minvalue " + seed.min(BigInteger.ONE)
                : " minvalue " + Long.MIN_VALUE + " maxvalue " + seed.max(BigInteger.ONE.negate());
        return "create " + (temporary ? "temporary " : "") + "sequence if not exists " + qualifiedName()
                + " start with " + seed + " increment by " + step + bounds;
    }

    /** The argument of nextval: the name as SQL text, in a string. */
    String reference() {
        return qualifiedName();
    }
}
