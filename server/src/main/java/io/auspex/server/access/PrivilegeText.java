package io.auspex.server.access;

import io.auspex.language.statement.Grantee;
import io.auspex.language.statement.Privilege;
import io.auspex.language.statement.SecurableKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What is granted on a table or schema as PostgreSQL writes it (its documentation, 5.8 "Privileges"): the owner first,
 * {@code {grantee=letters/grantor,...}}, a star behind a letter for WITH GRANT OPTION; {@code A} and {@code P} are Redshift's ALTER
 * and DROP.
 */
final class PrivilegeText {
    /** In the order in which they are written. */
    private static final List<Map.Entry<Privilege, Character>> LETTERS = List.of(
            Map.entry(Privilege.INSERT, 'a'),
            Map.entry(Privilege.SELECT, 'r'),
            Map.entry(Privilege.UPDATE, 'w'),
            Map.entry(Privilege.DELETE, 'd'),
            Map.entry(Privilege.TRUNCATE, 'D'),
            Map.entry(Privilege.REFERENCES, 'x'),
            Map.entry(Privilege.ALTER, 'A'),
            Map.entry(Privilege.DROP, 'P'),
            Map.entry(Privilege.USAGE, 'U'),
            Map.entry(Privilege.CREATE, 'C'));

    private PrivilegeText() {}

    /** Empty where nothing is granted, as in PostgreSQL. */
    static Optional<String> of(AccessRules rules, Securable object) {
        List<AccessRules.Grant> grants = rules.grants(object);
        if (grants.isEmpty()) {
            return Optional.empty();
        }
        Map<String, List<AccessRules.Grant>> byHolder = grants.stream()
                .collect(Collectors.groupingBy(grant -> holder(grant.grantee()) + "=/" + grant.grantor()));
        TreeSet<String> held = new TreeSet<>();
        byHolder.values().forEach(list -> held.add(held(list)));
        String owner = rules.owner(object);
        List<String> items = new ArrayList<>();
        items.add(owner + "=" + (object.kind() == SecurableKind.SCHEMA ? "UC" : "arwdDxAP") + "/" + owner);
        items.addAll(held);
        return Optional.of("{" + String.join(",", items) + "}");
    }

    /** What one holder has from one grantor. */
    private static String held(List<AccessRules.Grant> grants) {
        StringBuilder letters = new StringBuilder();
        for (Map.Entry<Privilege, Character> entry : LETTERS) {
            for (AccessRules.Grant grant : grants) {
                if (grant.privilege() == entry.getKey()) {
                    letters.append(entry.getValue()).append(grant.option() ? "*" : "");
                }
            }
        }
        AccessRules.Grant first = grants.get(0);
        return holder(first.grantee()) + "=" + letters + "/" + first.grantor();
    }

    private static String holder(Grantee grantee) {
        return switch (grantee.kind()) {
            case PUBLIC -> "";
            case USER -> grantee.name();
            case GROUP, ROLE -> grantee.kind().name().toLowerCase(Locale.ROOT) + " " + grantee.name();
        };
    }
}
