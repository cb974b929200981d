package io.footbridge.sandbox.s3;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * An S3 on 127.0.0.1 that keeps its buckets as folders. It checks signatures (version 4) and survives a restart on the
 * same folder.
 *
 * <p>Two habits of this server are not Amazon's: it sends {@code NextMarker} with every cut listing, and while a PUT is
 * under way a listing may show a second key that ends in a UUID.
 */
public final class S3Server implements AutoCloseable {

    /** The only access key that is let in. */
    public static final String ACCESS_KEY_ID = "SANDBOXACCESSKEY";

    /** The secret that belongs to {@link #ACCESS_KEY_ID}; it opens nothing but this server. */
    public static final String SECRET_ACCESS_KEY = "sandbox-secret-of-no-value";

    /** The region that clients sign for. */
    public static final String REGION = "ap-northeast-1";

    private static final int MAX_CONNECTIONS = 64;

    private final S3Proxy proxy;

    private S3Server(S3Proxy proxy) {
        this.proxy = proxy;
    }

    /**
     * Starts a server on a free port.
     *
     * @param folder where the buckets are kept; made if it is not there
     */
    public static S3Server start(Path folder) {
        return start(folder, 0);
    }

    /**
     * Starts a server.
     *
     * @param folder where the buckets are kept; made if it is not there
     * @param port the port on 127.0.0.1, 0 for a free one
     * @throws IllegalStateException if the port is taken
     */
    public static S3Server start(Path folder, int port) {
        requireNonNull(folder, "folder is null");
        Properties store = new Properties();
        store.setProperty("jclouds.filesystem.basedir", directory(folder).toString());
        S3Proxy proxy = S3Proxy.builder()
                .blobStore(BlobStores.create("filesystem-nio2", store))
                .endpoint(URI.create("http://127.0.0.1:" + port))
                .awsAuthentication(AuthenticationType.AWS_V4, ACCESS_KEY_ID, SECRET_ACCESS_KEY)
                .build();
        try {
            proxy.start();
        } catch (Exception e) {
            throw new IllegalStateException("S3 did not start on port " + port, e);
        }
        return new S3Server(proxy);
    }

    /** The address to give to clients, which must use path style. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + proxy.getPort());
    }

    /** A client of its own for every call; the caller closes it. */
    public S3Client client() {
        return client(ACCESS_KEY_ID, SECRET_ACCESS_KEY);
    }

    /** A client that signs with any credentials, the wrong ones too; the caller closes it. */
    public S3Client client(String accessKeyId, String secretAccessKey) {
        return S3Client.builder()
                .endpointOverride(endpoint())
                .region(Region.of(REGION))
                .forcePathStyle(true)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, secretAccessKey)))
                .httpClientBuilder(ApacheHttpClient.builder().maxConnections(MAX_CONNECTIONS))
                .build();
    }

    /** Makes a bucket; one that is already there stays as it is. */
    public void createBucket(String name) {
        try (S3Client client = client()) {
            boolean exists = client.listBuckets().buckets().stream()
                    .anyMatch(bucket -> bucket.name().equals(name));
            if (!exists) {
                client.createBucket(bucket -> bucket.bucket(name));
            }
        }
    }

    @Override
    public void close() {
        try {
            proxy.stop();
        } catch (Exception e) {
            throw new IllegalStateException("S3 at " + endpoint() + " did not stop", e);
        }
    }

    private static Path directory(Path folder) {
        try {
            return Files.createDirectories(folder).toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException("folder " + folder + " cannot be made", e);
        }
    }
}
