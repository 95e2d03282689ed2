package io.auspex.pgwire.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsIdentityTest {
    @TempDir
    Path folder;

    @Test
    void makesACertificateForThisMachine() throws Exception {
        TlsIdentity identity = TlsIdentity.open(new TlsSource.Made(folder.resolve("tls")));
        assertThat(identity.certificate().getSubjectAlternativeNames())
                .containsExactly(List.of(2, "localhost"), List.of(7, "127.0.0.1"), List.of(7, "0:0:0:0:0:0:0:1"));
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
}
