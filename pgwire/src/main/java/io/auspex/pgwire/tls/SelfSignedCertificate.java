package io.auspex.pgwire.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * A key on the curve P-256 and a certificate for this machine that it signs itself (RFC 5280). The Java runtime can read
 * certificates but not make them, and a library for it would weigh more than the whole program.
 */
record SelfSignedCertificate(PrivateKey key, X509Certificate certificate) {
    private static final String COMMON_NAME = "2.5.4.3";
    private static final String ECDSA_WITH_SHA256 = "1.2.840.10045.4.3.2";
    private static final String KEY_USAGE = "2.5.29.15";
    private static final String SUBJECT_ALTERNATIVE_NAME = "2.5.29.17";
    private static final String BASIC_CONSTRAINTS = "2.5.29.19";
    private static final String EXTENDED_KEY_USAGE = "2.5.29.37";
    private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";
    private static final int VALID_DAYS = 3_650;
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;
    private static final int VERSION_3 = 2;

    /** RFC 5280, appendix A.1. */
    private static final int LONGEST_COMMON_NAME = 64;

    /** Good for the machine's names and addresses, from yesterday (clocks differ) for ten years. */
    static SelfSignedCertificate forThisMachine() throws GeneralSecurityException {
        return of(MachineNames.find());
    }

    static SelfSignedCertificate of(MachineNames machine) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair keys = generator.generateKeyPair();

        byte[] algorithm = DerWriter.sequence(DerWriter.objectIdentifier(ECDSA_WITH_SHA256));
        String shown = "Auspex on " + machine.own();
        byte[] name = DerWriter.sequence(DerWriter.set(DerWriter.sequence(
                DerWriter.objectIdentifier(COMMON_NAME),
                DerWriter.utf8(shown.substring(0, Math.min(shown.length(), LONGEST_COMMON_NAME))))));
        Instant from = Instant.now().minus(1, ChronoUnit.DAYS);
        byte[] content = DerWriter.sequence(
                DerWriter.explicit(0, DerWriter.integer(BigInteger.valueOf(VERSION_3))),
                DerWriter.integer(new BigInteger(127, new SecureRandom()).setBit(126)),
                algorithm,
                name,
                DerWriter.sequence(DerWriter.time(from), DerWriter.time(from.plus(VALID_DAYS, ChronoUnit.DAYS))),
                name,
                keys.getPublic().getEncoded(),
                DerWriter.explicit(3, extensions(machine)));

        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(keys.getPrivate());
        signature.update(content);
        byte[] whole = DerWriter.sequence(content, algorithm, DerWriter.bits(0, signature.sign()));
        X509Certificate certificate = (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(whole));
        certificate.verify(keys.getPublic());
        return new SelfSignedCertificate(keys.getPrivate(), certificate);
    }

    private static byte[] extensions(MachineNames machine) {
        List<byte[]> alternatives = new ArrayList<>();
        machine.names().forEach(name -> alternatives.add(DerWriter.implicit(DNS_NAME, name.getBytes(US_ASCII))));
        machine.addresses().forEach(address -> alternatives.add(DerWriter.implicit(IP_ADDRESS, address.getAddress())));
        return DerWriter.sequence(
                // A client that trusts the certificate itself trusts it as an authority, so it has to be one.
                extension(BASIC_CONSTRAINTS, true, DerWriter.sequence(DerWriter.truth())),
                // digitalSignature (bit 0) and keyCertSign (bit 5).
                extension(KEY_USAGE, true, DerWriter.bits(2, (byte) 0b1000_0100)),
                extension(
                        EXTENDED_KEY_USAGE,
                        false,
                        DerWriter.sequence(DerWriter.objectIdentifier(SERVER_AUTHENTICATION))),
                extension(SUBJECT_ALTERNATIVE_NAME, false, DerWriter.sequence(alternatives.toArray(new byte[0][]))));
    }

    private static byte[] extension(String identifier, boolean critical, byte[] value) {
        byte[] name = DerWriter.objectIdentifier(identifier);
        return critical
                ? DerWriter.sequence(name, DerWriter.truth(), DerWriter.octets(value))
                : DerWriter.sequence(name, DerWriter.octets(value));
    }
}
