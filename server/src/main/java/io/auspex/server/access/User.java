package io.auspex.server.access;

import java.util.Optional;

/**
 * Somebody who may have a session.
 *
 * @param verifier absent while no password is set: such a user cannot log in with one
 */
public record User(String name, boolean superuser, Optional<ScramVerifier> verifier) {}
