package io.auspex.server.access;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.server.catalog.CatalogDatabase;
import io.auspex.server.catalog.CatalogTransaction;
import java.security.SecureRandom;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Who may connect, and how they prove it. Kept in {@code auspex.users}. */
public final class Accounts {
    private static final int SECRET_BYTES = 32;

    private final CatalogDatabase database;

    /**
     * Salts the verifiers of users that do not exist. Kept through restarts: whose salt is another one after a restart would be
     * known not to exist.
     */
    private final byte[] secret;

    public Accounts(CatalogDatabase database) {
        this.database = database;
        this.secret = database.transact(Accounts::secret);
    }

    private static byte[] secret(CatalogTransaction transaction) {
        List<String> kept = transaction.query("SELECT secret FROM auspex.login_secret", row -> row.text(0));
        if (!kept.isEmpty()) {
            return Base64.getDecoder().decode(kept.get(0));
        }
        byte[] made = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(made);
        transaction.execute(
                "INSERT INTO auspex.login_secret VALUES ($1)",
                Base64.getEncoder().encodeToString(made));
        return made;
    }

    public Optional<User> user(String name) {
        return database.transact(transaction -> AccessCatalog.user(transaction, name));
    }

    public List<User> users() {
        return database.transact(AccessCatalog::users);
    }

    /** Creates a user that cannot log in until {@link #setPassword}; a no-op if there is one of that name. */
    public void createSuperuser(String name) {
        LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC);
        database.change(transaction -> {
            boolean missing = transaction
                    .query("SELECT 1 FROM auspex.users WHERE name = $1", row -> true, name)
                    .isEmpty();
            if (missing) {
                transaction.execute("""
                        INSERT INTO auspex.users (id, name, superuser, created)
                        SELECT coalesce(max(id), 99) + 1, $1, true, CAST($2 AS TIMESTAMP) FROM auspex.users""", name, now);
            }
        });
    }

    /** What a SCRAM exchange with this user is checked against; empty if there is none of that name or no password. */
    public Optional<ScramVerifier> verifier(String user) {
        return user(user).flatMap(User::verifier);
    }

    /** As {@link #verifier}, with one that nothing matches where there is none: for an exchange that gives nothing away. */
    public ScramVerifier verifierOrFake(String user) {
        return verifier(user).orElseGet(() -> ScramVerifier.fake(user, secret));
    }

    /** Takes the same work whether or not the user exists. */
    public boolean checkPassword(String user, String password) {
        return verifierOrFake(user).matches(password);
    }

    public void setPassword(String user, String password) {
        String verifier = ScramVerifier.of(password).toString();
        long changed = database.transact(transaction ->
                transaction.execute("UPDATE auspex.users SET verifier = $1 WHERE name = $2", verifier, user));
        if (changed == 0) {
            throw new SqlException(SqlState.UNDEFINED_OBJECT, "User \"" + user + "\" does not exist");
        }
    }
}
