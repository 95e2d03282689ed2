package io.auspex.language.statement;

import java.time.LocalDateTime;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** What says who there is and what they may do. Names are folded, passwords as written. */
public sealed interface AccessStatement extends Statement.Access {
    /**
     * Absent where the statement does not say.
     *
     * @param connectionLimit negative for UNLIMITED
     * @param sessionTimeout in seconds; 0 for RESET SESSION TIMEOUT
     */
    record UserOptions(
            Optional<Password> password,
            Optional<Boolean> superuser,
            Optional<Boolean> createDatabase,
            Optional<Boolean> unrestrictedLog,
            Optional<LocalDateTime> validUntil,
            OptionalInt connectionLimit,
            OptionalInt sessionTimeout) {}

    /** @param text absent for PASSWORD DISABLE */
    record Password(Optional<String> text) {
        @Override
        public String toString() {
            return "Password[...]";
        }
    }

    record CreateUser(String name, UserOptions options, List<String> groups) implements AccessStatement {
        public CreateUser {
            groups = List.copyOf(groups);
        }
    }

    record AlterUser(String name, UserOptions options) implements AccessStatement {}

    /** ALTER USER name SET parameter TO value; an absent value means RESET. */
    record SetUserParameter(String name, String parameter, Optional<String> value) implements AccessStatement {}

    /** A user, group or role that gets another name. */
    record RenamePrincipal(Grantee principal, String newName) implements AccessStatement {}

    record DropUsers(List<String> names, boolean ifExists) implements AccessStatement {
        public DropUsers {
            names = List.copyOf(names);
        }
    }

    record CreateGroup(String name, List<String> users) implements AccessStatement {
        public CreateGroup {
            users = List.copyOf(users);
        }
    }

    /** @param add false for DROP USER */
    record AlterGroup(String name, boolean add, List<String> users) implements AccessStatement {
        public AlterGroup {
            users = List.copyOf(users);
        }
    }

    record DropGroup(String name) implements AccessStatement {}

    record CreateRole(String name) implements AccessStatement {}

    /** @param force whether what the role was granted, and whom it was granted to, is revoked first */
    record DropRole(String name, boolean force) implements AccessStatement {}

    /** GRANT ROLE, or REVOKE ROLE. */
    record GrantRoles(boolean grant, List<String> roles, List<Grantee> grantees, boolean adminOption)
            implements AccessStatement {
        public GrantRoles {
            roles = List.copyOf(roles);
            grantees = List.copyOf(grantees);
        }
    }

    /**
     * GRANT or REVOKE of privileges.
     *
     * @param privileges absent for ALL
     * @param option of a GRANT, WITH GRANT OPTION; of a REVOKE, GRANT OPTION FOR
     */
    record GrantPrivileges(
            boolean grant, Optional<Set<Privilege>> privileges, Target target, List<Grantee> grantees, boolean option)
            implements AccessStatement {
        public GrantPrivileges {
            privileges = privileges.map(set -> Collections.unmodifiableSet(new TreeSet<>(set)));
            grantees = List.copyOf(grantees);
        }
    }

    /** What privileges are granted on. */
    sealed interface Target {
        /** @param names for schemas, databases and roles of the cloud without a schema; none for the system */
        record Named(SecurableKind kind, List<QualifiedName> names) implements Target {
            public Named {
                names = List.copyOf(names);
            }
        }

        record AllTables(List<String> schemas) implements Target {
            public AllTables {
                schemas = List.copyOf(schemas);
            }
        }

        /** Functions are those of models; privileges on them are granted on the model. */
        record Functions(List<QualifiedName> names) implements Target {
            public Functions {
                names = List.copyOf(names);
            }
        }

        record AllFunctions(List<String> schemas) implements Target {
            public AllFunctions {
                schemas = List.copyOf(schemas);
            }
        }
    }

    /**
     * ALTER DEFAULT PRIVILEGES ... ON TABLES.
     *
     * @param users whose future tables are meant; none for those of the user who says it
     * @param schemas in which; none for all
     */
    record AlterDefaultPrivileges(List<String> users, List<String> schemas, GrantPrivileges change)
            implements AccessStatement {
        public AlterDefaultPrivileges {
            users = List.copyOf(users);
            schemas = List.copyOf(schemas);
        }
    }

    /** ALTER TABLE, VIEW or SCHEMA ... OWNER TO. */
    record ChangeOwner(SecurableKind kind, QualifiedName name, String newOwner) implements AccessStatement {}
}
