package io.footbridge.benchmark.party;

import java.net.URI;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.main.Main;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Camel Main with the components that Footbridge starts with, and nothing of Footbridge's own: how soon such an application
 * can post at all.
 */
public final class BareCamel {

    private BareCamel() {}

    public static void main(String[] args) throws Exception {
        try (S3Client s3 = S3Client.builder()
                .region(Region.AP_NORTHEAST_1)
                .endpointOverride(URI.create(System.getenv("S3_ENDPOINT")))
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        System.getenv("S3_ACCESS_KEY_ID"), System.getenv("S3_SECRET_ACCESS_KEY"))))
                .build()) {
            CountDownLatch posted = new CountDownLatch(1);
            Main main = new Main();
            main.configure().withRoutesIncludePattern("classpath:io/footbridge/benchmark/s3-to-http.camel.yaml");
            main.bind("s3", s3);
            main.bind("posted", posted);
            main.start();
            posted.await();
            main.stop();
        }
    }
}
