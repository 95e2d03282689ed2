package io.auspex.pgwire.startup;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auspex.pgwire.message.ProtocolViolation;
import io.auspex.server.access.ScramVerifier;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * The server's side of one SCRAM-SHA-256 exchange (RFC 5802, RFC 7677), without channel binding.
 *
 * <pre>
 *   client                                    server
 *     │ n,,n=,r=CLIENT ────────────────────────► │
 *     │ ◄──────────── r=CLIENT+SERVER,s=SALT,i=N │
 *     │ c=biws,r=CLIENT+SERVER,p=PROOF ────────► │ checks the proof
 *     │ ◄──────────────────────── v=SIGNATURE    │
 * </pre>
 *
 * The user name inside is ignored, as in PostgreSQL: it stands in the start-up packet.
 */
final class ScramExchange {
    static final String MECHANISM = "SCRAM-SHA-256";

    private static final int NONCE_BYTES = 18;

    private final ScramVerifier verifier;
    private final String serverNonce;
    private String gs2Header;
    private String clientFirstBare;
    private String serverFirst;
    private String nonce;

    ScramExchange(ScramVerifier verifier, SecureRandom random) {
        this(verifier, randomNonce(random));
    }

    ScramExchange(ScramVerifier verifier, String serverNonce) {
        this.verifier = verifier;
        this.serverNonce = serverNonce;
    }

    private static String randomNonce(SecureRandom random) {
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** Answers the client's first message. */
    String challenge(String clientFirst) {
        int headerEnd = clientFirst.indexOf(',', clientFirst.indexOf(',') + 1) + 1;
        if (headerEnd < 3 || (clientFirst.charAt(0) != 'n' && clientFirst.charAt(0) != 'y')) {
            throw new ProtocolViolation("Malformed SCRAM message: this server does no channel binding");
        }
        gs2Header = clientFirst.substring(0, headerEnd);
        clientFirstBare = clientFirst.substring(headerEnd);
        String[] attributes = clientFirstBare.split(",", -1);
        if (attributes.length < 2 || !attributes[0].startsWith("n=")) {
            throw new ProtocolViolation("Malformed SCRAM message: no user name");
        }
        String clientNonce = attribute(attributes[1], 'r');
        if (clientNonce.isEmpty() || !clientNonce.chars().allMatch(c -> c >= 0x21 && c <= 0x7E)) {
            throw new ProtocolViolation("Malformed SCRAM message: no nonce");
        }
        nonce = clientNonce + serverNonce;
        serverFirst = "r=" + nonce + ",s=" + Base64.getEncoder().encodeToString(verifier.salt()) + ",i="
                + verifier.iterations();
        return serverFirst;
    }

    /**
     * Checks the client's last message.
     *
     * @return the answer that proves that the server knows the verifier too; empty if the proof is wrong
     */
    Optional<String> verify(String clientFinal) {
        int proofStart = clientFinal.lastIndexOf(",p=");
        if (proofStart < 0) {
            throw new ProtocolViolation("Malformed SCRAM message: no proof");
        }
        String withoutProof = clientFinal.substring(0, proofStart);
        String[] attributes = withoutProof.split(",", -1);
        byte[] binding = decode(attribute(attributes[0], 'c'));
        if (attributes.length < 2 || !MessageDigest.isEqual(binding, gs2Header.getBytes(UTF_8))) {
            throw new ProtocolViolation("SCRAM channel binding does not match");
        }
        if (!MessageDigest.isEqual(attribute(attributes[1], 'r').getBytes(UTF_8), nonce.getBytes(UTF_8))) {
            throw new ProtocolViolation("SCRAM nonce does not match");
        }
        byte[] proof = decode(clientFinal.substring(proofStart + 3));
        byte[] message = (clientFirstBare + "," + serverFirst + "," + withoutProof).getBytes(UTF_8);
        return verifier.isProved(proof, message)
                ? Optional.of("v=" + Base64.getEncoder().encodeToString(verifier.serverSignature(message)))
                : Optional.empty();
    }

    private static String attribute(String text, char name) {
        if (text.length() < 2 || text.charAt(0) != name || text.charAt(1) != '=') {
            throw new ProtocolViolation("Malformed SCRAM message: attribute " + name + " is missing");
        }
        return text.substring(2);
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new ProtocolViolation("Malformed SCRAM message: not base64");
        }
    }
}
