package io.auspex.language.statement;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The kinds of things that privileges are granted on. */
public enum SecurableKind {
    /** Tables and views. */
    TABLE,
    SCHEMA,
    DATABASE,
    MODEL,
    /** The whole system: what RBAC calls system permissions. */
    SYSTEM,
    /** A role of the cloud, named by ARN, {@code default} or {@code all}; the privileges are the statements it serves. */
    IAM_ROLE;

    /** The privileges that such a thing knows. */
    public Set<Privilege> privileges() {
        return switch (this) {
            case TABLE -> EnumSet.range(Privilege.SELECT, Privilege.DROP);
            case SCHEMA -> EnumSet.of(Privilege.CREATE, Privilege.USAGE, Privilege.ALTER, Privilege.DROP);
            case DATABASE -> EnumSet.of(Privilege.CREATE, Privilege.TEMP, Privilege.USAGE);
            case MODEL -> EnumSet.of(Privilege.EXECUTE);
            case SYSTEM -> EnumSet.of(Privilege.CREATE_MODEL, Privilege.DROP_MODEL, Privilege.ACCESS_SYSTEM_TABLE);
            case IAM_ROLE ->
                EnumSet.of(Privilege.COPY, Privilege.UNLOAD, Privilege.EXTERNAL_FUNCTION, Privilege.CREATE_MODEL);
        };
    }

    /** As it stands in an error: {@code table}. */
    public String shown() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
