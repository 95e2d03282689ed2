package io.auspex.language.statement;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/** Whom a privilege is granted to. */
public record Grantee(Kind kind, String name) {
    /** Everybody, also users that do not exist yet. */
    public static final Grantee PUBLIC = new Grantee(Kind.PUBLIC, "public");

    public enum Kind {
        USER,
        GROUP,
        ROLE,
        PUBLIC;

        /** As system views and errors write it. */
        public String shown() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Grantee {
        requireNonNull(kind, "kind is null");
        requireNonNull(name, "name is null");
    }

    public static Grantee user(String name) {
        return new Grantee(Kind.USER, name);
    }
}
