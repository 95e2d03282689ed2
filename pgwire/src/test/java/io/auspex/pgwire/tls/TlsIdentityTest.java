package io.auspex.pgwire.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsIdentityTest {
    @TempDir
    Path folder;

    @Test
    void makesACertificateForThisMachine() throws Exception {
        TlsIdentity identity = TlsIdentity.open(new TlsSource.Made(folder.resolve("tls")));
        assertThat(identity.certificate().getSubjectAlternativeNames())
                .contains(List.of(2, "localhost"), List.of(7, "127.0.0.1"), List.of(7, "0:0:0:0:0:0:0:1"));
        assertThat(identity.certificate().getBasicConstraints()).isEqualTo(Integer.MAX_VALUE);
        assertThat(identity.certificate().getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(identity.certificate().getKeyUsage()).startsWith(true, false, false, false, false, true);
        assertThat(Files.getPosixFilePermissions(folder.resolve("tls/server.p12")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        try (InputStream pem = Files.newInputStream(identity.certificateFile().orElseThrow())) {
            assertThat(CertificateFactory.getInstance("X.509").generateCertificate(pem))
                    .isEqualTo(identity.certificate());
        }
    }

    @Test
    void namesTheMachineAsClientsMayReachIt() throws Exception {
        List<InetAddress> addresses = List.of(InetAddress.getByName("192.0.2.7"), InetAddress.getByName("2001:db8::7"));
        MachineNames machine = new MachineNames(List.of("localhost", "db.example.org"), addresses);
        SelfSignedCertificate made = SelfSignedCertificate.of(machine);
        assertThat(made.certificate().getSubjectAlternativeNames())
                .containsExactly(
                        List.of(2, "localhost"),
                        List.of(2, "db.example.org"),
                        List.of(7, "192.0.2.7"),
                        List.of(7, "2001:db8:0:0:0:0:0:7"));
        assertThat(made.certificate().getSubjectX500Principal().getName()).isEqualTo("CN=Auspex on db.example.org");

        MachineNames found = MachineNames.find();
        List<InetAddress> own = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLinkLocalAddress())
                .toList();
        assertThat(found.addresses()).containsAll(own);
        assertThat(found.names()).first().isEqualTo("localhost");
    }

    @Test
    void keepsItThroughRestarts() throws IOException {
        TlsIdentity first = TlsIdentity.open(new TlsSource.Made(folder));
        assertThat(TlsIdentity.open(new TlsSource.Made(folder)).certificate()).isEqualTo(first.certificate());
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("server.p12", "cert.pem");
        }
    }

    @Test
    void saysWhichKeyStoreIsBroken() throws IOException {
        Files.writeString(folder.resolve("server.p12"), "no key store");
        assertThatThrownBy(() -> TlsIdentity.open(new TlsSource.Made(folder))).isInstanceOf(IOException.class);
    }

    private static String pem(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + label
                + "-----\n";
    }

    private TlsSource.PemFiles pemFiles(SelfSignedCertificate certificate, PrivateKey key) throws Exception {
        Path certificates = Files.writeString(
                folder.resolve("chain.pem"),
                "Subject: text before is ignored\n"
                        + pem("CERTIFICATE", certificate.certificate().getEncoded())
                        + pem(
                                "CERTIFICATE",
                                SelfSignedCertificate.forThisMachine()
                                        .certificate()
                                        .getEncoded()));
        Path keyFile = Files.writeString(folder.resolve("key.pem"), pem("PRIVATE KEY", key.getEncoded()));
        return new TlsSource.PemFiles(certificates, keyFile, Optional.empty());
    }

    @Test
    void takesPemFilesOfTheOperator() throws Exception {
        SelfSignedCertificate own = SelfSignedCertificate.forThisMachine();
        TlsIdentity identity = TlsIdentity.open(pemFiles(own, own.key()));
        assertThat(identity.certificate()).isEqualTo(own.certificate());
        assertThat(identity.certificateFile()).contains(folder.resolve("chain.pem"));
    }

    @Test
    void refusesAKeyOfAnotherCertificate() throws Exception {
        TlsSource.PemFiles files = pemFiles(
                SelfSignedCertificate.forThisMachine(),
                SelfSignedCertificate.forThisMachine().key());
        assertThatThrownBy(() -> TlsIdentity.open(files))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not the one of the certificate");
    }

    @Test
    void takesAKeyStoreOfTheOperator() throws Exception {
        SelfSignedCertificate own = SelfSignedCertificate.forThisMachine();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("any", own.key(), "changeit".toCharArray(), new Certificate[] {own.certificate()});
        Path file = folder.resolve("own.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, "changeit".toCharArray());
        }
        assertThat(TlsIdentity.open(new TlsSource.KeyStoreFile(file, Optional.of("changeit")))
                        .certificate())
                .isEqualTo(own.certificate());
        assertThatThrownBy(() -> TlsIdentity.open(new TlsSource.KeyStoreFile(file, Optional.of("wrong"))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("own.p12");
    }

    /** Made by openssl: AES-256 with a key of PBKDF2, the password is "open". */
    @Test
    void opensAnEncryptedKeyWithItsPassword() throws Exception {
        Path certificate = resource("certificate.pem");
        Path key = resource("encrypted-key.pem");
        TlsIdentity identity = TlsIdentity.open(new TlsSource.PemFiles(certificate, key, Optional.of("open")));
        assertThat(identity.certificate().getSubjectX500Principal().getName()).isEqualTo("CN=localhost");
        assertThatThrownBy(() -> TlsIdentity.open(new TlsSource.PemFiles(certificate, key, Optional.empty())))
                .hasMessageContaining("AUSPEX_TLS_PASSWORD");
        assertThatThrownBy(() -> TlsIdentity.open(new TlsSource.PemFiles(certificate, key, Optional.of("wrong"))))
                .isInstanceOf(IOException.class);
    }

    private Path resource(String name) throws IOException {
        try (InputStream content = TlsIdentityTest.class.getResourceAsStream(name)) {
            return Files.write(folder.resolve(name), content.readAllBytes());
        }
    }

    @Test
    void saysWhatIsWrongWithAFile() throws Exception {
        SelfSignedCertificate own = SelfSignedCertificate.forThisMachine();
        TlsSource.PemFiles files = pemFiles(own, own.key());
        Path old = Files.writeString(folder.resolve("old.pem"), pem("EC PRIVATE KEY", new byte[8]));
        assertThatThrownBy(() -> TlsIdentity.open(new TlsSource.PemFiles(files.certificates(), old, Optional.empty())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("openssl pkcs8");
        assertThatThrownBy(() -> TlsIdentity.open(
                        new TlsSource.PemFiles(folder.resolve("none.pem"), files.key(), Optional.empty())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("none.pem does not exist");
        assertThatThrownBy(() -> TlsIdentity.open(new TlsSource.PemFiles(files.key(), files.key(), Optional.empty())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("holds no certificate");
    }
}
