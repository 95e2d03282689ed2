package io.auspex.server.access;

import io.auspex.language.statement.Grantee;
import io.auspex.language.statement.Privilege;
import io.auspex.language.statement.SecurableKind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Who there is and what they may do, at one moment: everything that decisions need, in memory, because every statement asks.
 * Immutable; {@link AccessCatalog} reads it.
 */
public final class AccessRules {
    /** A privilege that somebody holds. */
    public record Grant(Securable on, Privilege privilege, Grantee grantee, String grantor, boolean option) {}

    /** A role that somebody is in. */
    public record RoleGrant(String role, Grantee grantee, boolean adminOption) {}

    /** What a table yet to be made will be granted; schema empty for all. */
    public record DefaultGrant(String owner, String schema, Privilege privilege, Grantee grantee, boolean option) {}

    private final Map<String, User> users;
    private final Map<String, Set<String>> groups;
    private final Map<String, String> roles;
    private final List<RoleGrant> roleGrants;
    private final Map<Securable, String> owners;
    private final Map<Securable, List<Grant>> grants;
    private final List<DefaultGrant> defaultGrants;
    private final Map<String, Set<Grantee>> identities = new ConcurrentHashMap<>();

    /**
     * @param groups members by group
     * @param roles owners by role
     * @param owners of what somebody else than the first superuser owns
     */
    AccessRules(
            List<User> users,
            Map<String, Set<String>> groups,
            Map<String, String> roles,
            List<RoleGrant> roleGrants,
            Map<Securable, String> owners,
            List<Grant> grants,
            List<DefaultGrant> defaultGrants) {
        this.users = users.stream().collect(Collectors.toUnmodifiableMap(User::name, user -> user, (a, b) -> a));
        this.groups = Map.copyOf(groups);
        this.roles = Map.copyOf(roles);
        this.roleGrants = List.copyOf(roleGrants);
        this.owners = Map.copyOf(owners);
        this.grants = grants.stream().collect(Collectors.groupingBy(Grant::on));
        this.defaultGrants = List.copyOf(defaultGrants);
    }

    public Optional<User> user(String name) {
        return Optional.ofNullable(users.get(name));
    }

    public boolean isSuperuser(String user) {
        User found = users.get(user);
        return found != null && found.superuser();
    }

    public boolean exists(Grantee grantee) {
        return switch (grantee.kind()) {
            case USER -> users.containsKey(grantee.name());
            case GROUP -> groups.containsKey(grantee.name());
            case ROLE -> roles.containsKey(grantee.name());
            case PUBLIC -> true;
        };
    }

    public Set<String> members(String group) {
        return groups.getOrDefault(group, Set.of());
    }

    public Optional<String> roleOwner(String role) {
        return Optional.ofNullable(roles.get(role));
    }

    public List<RoleGrant> roleGrants() {
        return roleGrants;
    }

    public List<DefaultGrant> defaultGrants() {
        return defaultGrants;
    }

    public List<Grant> grants(Securable on) {
        return grants.getOrDefault(on, List.of());
    }

    /** Whether anything that matches is owned or granted. */
    public boolean knows(Predicate<Securable> which) {
        return owners.keySet().stream().anyMatch(which)
                || grants.keySet().stream().anyMatch(which);
    }

    /** Whom a table or schema belongs to. Models keep their owner themselves. */
    public String owner(Securable object) {
        return owners.getOrDefault(object, User.FIRST);
    }

    /** The first thing that a user owns, for an error to name; without models. */
    public Optional<Securable> firstOwned(String user) {
        return owners.entrySet().stream()
                .filter(entry -> entry.getValue().equals(user))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The first thing that somebody holds a privilege on, for an error to name. */
    public Optional<Grant> firstGrant(Grantee grantee) {
        return grants.values().stream()
                .flatMap(List::stream)
                .filter(grant -> grant.grantee().equals(grantee))
                .findFirst();
    }

    /** The user, the user's groups, all roles that these lead to, and PUBLIC. */
    public Set<Grantee> identities(String user) {
        return identities.computeIfAbsent(user, this::findIdentities);
    }

    private Set<Grantee> findIdentities(String user) {
        Set<Grantee> found = new HashSet<>(Set.of(Grantee.PUBLIC, Grantee.user(user)));
        groups.forEach((group, members) -> {
            if (members.contains(user)) {
                found.add(new Grantee(Grantee.Kind.GROUP, group));
            }
        });
        for (Grantee member : List.copyOf(found)) {
            found.addAll(rolesOf(member));
        }
        return Set.copyOf(found);
    }

    /** All roles that somebody has, directly or through other roles. */
    Set<Grantee> rolesOf(Grantee start) {
        Set<Grantee> found = new HashSet<>();
        Deque<Grantee> open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty()) {
            Grantee member = open.poll();
            for (RoleGrant grant : roleGrants) {
                Grantee role = new Grantee(Grantee.Kind.ROLE, grant.role());
                if (grant.grantee().equals(member) && found.add(role)) {
                    open.add(role);
                }
            }
        }
        return found;
    }

    /** Whether a user may do this: as superuser, as the object's owner, or because of a grant. */
    public boolean allows(String user, Privilege privilege, Securable object) {
        return isSuperuser(user) || owns(user, object) || isGranted(user, privilege, object);
    }

    /** Whether the object has an owner of this name, who still exists. */
    public boolean owns(String user, Securable object) {
        return switch (object.kind()) {
            case TABLE, SCHEMA -> users.containsKey(user) && owner(object).equals(user);
            case DATABASE, MODEL, SYSTEM, IAM_ROLE -> false;
        };
    }

    /**
     * Whether a user may know that there is such a thing: as superuser, as its owner, or because of any privilege on it. A
     * schema is known to who knows something in it, too.
     */
    public boolean sees(String user, Securable object) {
        if (!users.containsKey(user)) {
            return false;
        }
        if (isSuperuser(user) || owns(user, object) || holdsAny(user, object)) {
            return true;
        }
        boolean schema = object.kind() == SecurableKind.SCHEMA;
        return schema
                && (owners.entrySet().stream()
                                .anyMatch(entry -> entry.getKey().schema().equalsIgnoreCase(object.schema())
                                        && entry.getValue().equals(user))
                        || grants.keySet().stream()
                                .anyMatch(on -> on.schema().equalsIgnoreCase(object.schema()) && holdsAny(user, on)));
    }

    private boolean holdsAny(String user, Securable object) {
        Set<Grantee> identities = identities(user);
        return grants(object).stream().anyMatch(grant -> identities.contains(grant.grantee()));
    }

    public boolean isGranted(String user, Privilege privilege, Securable object) {
        return users.containsKey(user)
                && grants(object).stream()
                        .anyMatch(grant -> grant.privilege() == privilege
                                && identities(user).contains(grant.grantee()));
    }

    /** Whether the user may hand the privilege on: only users can hold it WITH GRANT OPTION. */
    public boolean mayGrant(String user, Privilege privilege, Securable object) {
        return isSuperuser(user)
                || owns(user, object)
                || grants(object).stream()
                        .anyMatch(grant -> grant.privilege() == privilege
                                && grant.option()
                                && grant.grantee().equals(Grantee.user(user)));
    }

    /** Whether a role of the cloud may be assumed for a statement. A chain of roles counts as a whole. */
    public boolean mayAssume(String user, String role, Privilege command) {
        String name = role.equalsIgnoreCase("default") ? role.toLowerCase(Locale.ROOT) : role;
        return isSuperuser(user)
                || isGranted(user, command, Securable.iamRole("all"))
                || isGranted(user, command, Securable.iamRole(name));
    }
}
