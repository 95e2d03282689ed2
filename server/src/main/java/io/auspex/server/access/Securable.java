package io.auspex.server.access;

import static java.util.Objects.requireNonNull;

import io.auspex.language.statement.QualifiedName;
import io.auspex.language.statement.SecurableKind;
import java.util.Locale;

/**
 * Something that privileges are granted on. Tables and schemas are found without regard to case, as the engine finds them.
 *
 * @param schema empty for what is in no schema; of a schema, its own name
 * @param name empty for schemas
 */
public record Securable(SecurableKind kind, String schema, String name) {
    public static final Securable SYSTEM = new Securable(SecurableKind.SYSTEM, "", "");

    public Securable {
        requireNonNull(kind, "kind is null");
        if (kind == SecurableKind.TABLE || kind == SecurableKind.SCHEMA) {
            schema = schema.toLowerCase(Locale.ROOT);
            name = name.toLowerCase(Locale.ROOT);
        }
    }

    /** @param name with its schema */
    public static Securable table(QualifiedName name) {
        return new Securable(SecurableKind.TABLE, name.schema().orElseThrow(), name.name());
    }

    public static Securable schema(String name) {
        return new Securable(SecurableKind.SCHEMA, name, "");
    }

    public static Securable database(String name) {
        return new Securable(SecurableKind.DATABASE, "", name);
    }

    /** @param name with its schema */
    public static Securable model(QualifiedName name) {
        return new Securable(SecurableKind.MODEL, name.schema().orElseThrow(), name.name());
    }

    /** @param name an ARN, several with commas between, {@code default} or {@code all} */
    public static Securable iamRole(String name) {
        return new Securable(SecurableKind.IAM_ROLE, "", name);
    }

    /** As errors name it: the object's own name. */
    public String shown() {
        return kind == SecurableKind.SCHEMA ? schema : name;
    }
}
