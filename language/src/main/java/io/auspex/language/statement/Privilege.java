package io.auspex.language.statement;

/** What somebody may be allowed to do, in the words of GRANT. Which of them an object knows is said by {@link SecurableKind}. */
public enum Privilege {
    SELECT,
    INSERT,
    UPDATE,
    DELETE,
    TRUNCATE,
    REFERENCES,
    ALTER,
    DROP,
    CREATE,
    USAGE,
    TEMP,
    EXECUTE,
    CREATE_MODEL,
    DROP_MODEL,
    ACCESS_SYSTEM_TABLE,
    /** The rest say for which statement a role of the cloud may be assumed. */
    COPY,
    UNLOAD,
    EXTERNAL_FUNCTION;

    /** As a person writes it: {@code CREATE MODEL}. */
    public String shown() {
        return name().replace('_', ' ');
    }
}
