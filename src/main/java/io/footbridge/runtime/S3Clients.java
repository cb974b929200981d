package io.footbridge.runtime;

import io.footbridge.bucket.EncodedListings;
import io.footbridge.settings.Setting;
import io.footbridge.settings.Settings;
import io.footbridge.td.Server;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.apache.ProxyConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Makes the S3 client that the settings ask for. */
public final class S3Clients {

    private static final Duration CONNECT = Duration.ofSeconds(10);

    /** All attempts at a request together may take twice as long as one. */
    private static final int CALL_PER_ATTEMPT = 2;

    /** Beyond one for each object in flight: the poll, and objects that are read through beside themselves. */
    private static final int SPARE_CONNECTIONS = 8;

    /** What the HTTP server's and the batch's threads can use at once. */
    private static final int EDGE_CONNECTIONS = 40;

    private S3Clients() {}

    /**
     * One whose every request has an end, and every answer a bound; but not what is read of an object afterwards, which
     * is the reader's business, nor a copy, which takes what its object takes.
     */
    static S3Client of(Settings settings) {
        Duration timeout = Duration.ofSeconds(settings.integer(Setting.S3_TIMEOUT_SECONDS));
        S3ClientBuilder client = S3Client.builder()
                .overrideConfiguration(override -> override.apiCallAttemptTimeout(timeout)
                        .apiCallTimeout(timeout.multipliedBy(CALL_PER_ATTEMPT))
                        .addExecutionInterceptor(new S3Answers())
                        .addExecutionInterceptor(new EncodedListings()))
                .region(Region.of(settings.get(Setting.S3_REGION)))
                .credentialsProvider(credentials(settings))
                // Stores that are compatible with S3 do not all know the newer checksums.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .httpClientBuilder(ApacheHttpClient.builder()
                        .connectionTimeout(CONNECT)
                        .socketTimeout(timeout)
                        .proxyConfiguration(proxy(settings))
                        .maxConnections(connections(settings)));
        endpoint(settings).ifPresent(uri -> client.endpointOverride(uri).forcePathStyle(true));
        return client.build();
    }

    /** By the common rule, for the one server that is asked. */
    private static ProxyConfiguration proxy(Settings settings) {
        ProxyConfiguration.Builder proxy =
                ProxyConfiguration.builder().useSystemPropertyValues(false).useEnvironmentVariableValues(false);
        settings.proxies().to(server(settings)).ifPresent(known -> {
            proxy.endpoint(known.address());
            known.user().ifPresent(proxy::username);
            known.password().ifPresent(proxy::password);
        });
        return proxy.build();
    }

    private static URI server(Settings settings) {
        return endpoint(settings)
                .orElseGet(() -> URI.create("https://" + settings.get(Setting.S3_BUCKET) + "."
                        + S3Client.serviceMetadata().endpointFor(Region.of(settings.get(Setting.S3_REGION)))));
    }

    private static Optional<URI> endpoint(Settings settings) {
        return settings.find(Setting.S3_ENDPOINT)
                .map(address -> Server.of(address).uri());
    }

    private static int connections(Settings settings) {
        int edge = settings.flag(Setting.EDGE_ENABLED) ? EDGE_CONNECTIONS : 0;
        return settings.integer(Setting.IMPORT_PARALLEL_OBJECTS) + SPARE_CONNECTIONS + edge;
    }

    private static AwsCredentialsProvider credentials(Settings settings) {
        return settings.find(Setting.S3_ACCESS_KEY_ID)
                .<AwsCredentialsProvider>map(id -> StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(id, settings.get(Setting.S3_SECRET_ACCESS_KEY))))
                .orElseGet(() -> DefaultCredentialsProvider.builder().build());
    }
}
