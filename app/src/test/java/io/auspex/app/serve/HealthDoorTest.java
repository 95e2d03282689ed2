package io.auspex.app.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auspex.app.failure.CommandFailure;
import io.auspex.app.release.Release;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class HealthDoorTest {
    @Test
    void answersHealthAndNothingElse() throws IOException, InterruptedException {
        try (HealthDoor door = HealthDoor.open(InetAddress.getLoopbackAddress(), 0)) {
            HttpResponse<String> health = get(door, "/health");
            assertThat(health.statusCode()).isEqualTo(200);
            assertThat(health.body())
                    .isEqualTo("{\"status\":\"ok\",\"version\":\""
                            + Release.current().auspex() + "\"}");
            assertThat(health.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(get(door, "/").statusCode()).isEqualTo(404);
            assertThat(get(door, "/health/more").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void aTakenPortIsNamed() {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (HealthDoor door = HealthDoor.open(loopback, 0)) {
            assertThatThrownBy(() -> HealthDoor.open(loopback, door.port()))
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining(String.valueOf(door.port()))
                    .hasMessageContaining("--http-port");
        }
    }

    private static HttpResponse<String> get(HealthDoor door, String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + door.port() + path);
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
}
