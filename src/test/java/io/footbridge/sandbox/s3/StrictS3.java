package io.footbridge.sandbox.s3;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * An S3 server in memory that keeps to what Amazon S3 documents where embedded servers are lenient: ListObjects names
 * the next marker only if a delimiter was sent, conditions are checked, keys may be any text. Requests can be made to
 * fail. Signatures are not checked, and multipart uploads, versions and deletion of many objects at once are not there.
 *
 * <p>One thing differs on purpose: an object that was put without a Content-Type is returned without one, as other
 * vendors do, while Amazon makes up {@code binary/octet-stream}.
 */
public final class StrictS3 implements AutoCloseable {

    /** The access key of {@link #client()}. */
    public static final String ACCESS_KEY = "strict-s3";

    private static final String SECRET_KEY = "strict-s3-secret";
    private static final int THREADS = 64;
    private static final int BACKLOG = 128;

    static {
        // The JDK's server reads this once. Without it small answers wait 40 ms for the client's acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final S3Buckets buckets = new S3Buckets();
    private final S3RequestLog log = new S3RequestLog();
    private final S3Handler handler = new S3Handler(buckets, log);
    private final HttpServer server;
    private final ExecutorService threads;
    private final S3Client client;

    private StrictS3(HttpServer server) {
        this.server = server;
        this.threads = Executors.newFixedThreadPool(THREADS, task -> {
            Thread thread = new Thread(task, "strict-s3");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", handler);
        server.start();
        this.client = clientBuilder().build();
    }

    /** Starts an empty server on a free port of the loopback address. */
    public static StrictS3 start() throws IOException {
        return start(0);
    }

    /** Starts an empty server on this port of the loopback address. */
    public static StrictS3 start(int port) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
        return new StrictS3(HttpServer.create(address, BACKLOG));
    }

    /** Where the server listens, without a path. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** A client of this server with the SDK's defaults, retries included. It is closed with the server. */
    public S3Client client() {
        return client;
    }

    /** Builds further clients of this server, which are the caller's to close. */
    public S3ClientBuilder clientBuilder() {
        return S3Client.builder()
                .endpointOverride(endpoint())
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, SECRET_KEY)));
    }

    /** Makes a bucket, unless it is there. */
    public void createBucket(String bucket) {
        buckets.create(bucket);
    }

    /** Stores an object without a Content-Type, and makes its bucket if needed. No request is recorded. */
    public void put(String bucket, String key, byte[] content) {
        buckets.create(bucket).put(key, StoredObject.of(content.clone(), Map.of()));
    }

    /**
     * Stores an object whose ETag is no digest of its content, and whose checksum S3 tells to who asks for it. No request
     * is recorded.
     *
     * @param etag without quotes, such as that of a multipart upload
     * @param checksums header to value, such as {@code x-amz-checksum-crc64nvme}
     */
    public void put(String bucket, String key, byte[] content, String etag, Map<String, String> checksums) {
        StoredObject stored = StoredObject.of(content.clone(), checksums);
        buckets.create(bucket)
                .put(
                        key,
                        new StoredObject(
                                stored.content(),
                                stored.size(),
                                '"' + etag + '"',
                                stored.lastModified(),
                                stored.headers()));
    }

    /**
     * Stores an object whose content is made anew whenever it is read.
     *
     * @param size in bytes; the content may be longer, never shorter
     * @param content opens the content
     */
    public void putGenerated(String bucket, String key, long size, Supplier<InputStream> content) {
        buckets.create(bucket).put(key, StoredObject.generated(size, content));
    }

    /** Lets every page of a listing that begins before this key end before it, as S3 may end a page anywhere. */
    public void breakPagesAt(String bucket, String key) {
        buckets.create(bucket).breakPagesAt(key);
    }

    /** Lets no page of a listing hold more than this, as S3 may end a page anywhere; else it is 1,000. */
    public void limitPagesTo(String bucket, int size) {
        buckets.create(bucket).limitPagesTo(size);
    }

    /** The keys in the order in which S3 lists them; none if there is no such bucket. */
    public List<String> keys(String bucket, String prefix) {
        return buckets.find(bucket).map(found -> found.keys(prefix)).orElse(List.of());
    }

    /**
     * The whole content.
     *
     * @throws NoSuchElementException if there is no such object
     */
    public byte[] bytes(String bucket, String key) {
        return object(bucket, key).bytes();
    }

    /**
     * The ETag in double quotes.
     *
     * @throws NoSuchElementException if there is no such object
     */
    public String etag(String bucket, String key) {
        return object(bucket, key).etag();
    }

    /** Lets these faults happen from the next request on, instead of those named before. */
    public void onRequest(S3Faults faults) {
        handler.faults(faults);
    }

    /** Answers 403 InvalidAccessKeyId to every request that was signed with another access key. */
    public void requireAccessKey(String id) {
        handler.requireAccessKey(id);
    }

    /** All requests that have ended, in the order of their ends, retries included. */
    public List<S3Request> requests() {
        return log.answered();
    }

    /** How many requests of this operation have arrived, those under way included. */
    public int count(S3Operation operation) {
        return log.arrived(operation);
    }

    /** How many requests of this operation were under way at once, at most. */
    public int maxConcurrent(S3Operation operation) {
        return log.maxConcurrent(operation);
    }

    /** Ends every connection, that of a held or delayed request too, and forgets all objects. */
    @Override
    public void close() {
        client.close();
        handler.close();
        server.stop(0);
        threads.shutdownNow();
    }

    private StoredObject object(String bucket, String key) {
        return buckets.find(bucket)
                .flatMap(found -> found.find(key))
                .orElseThrow(() -> new NoSuchElementException("no object " + key + " in bucket " + bucket));
    }
}
