package io.footbridge;

import java.io.IOException;
import java.net.ConnectException;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A step of an operator that fails on the objects whose key names a fault, and passes all others. */
public final class FaultyStep implements Processor {

    /** What comes before the fault in a key. */
    static final String BAD = "bad-";

    /** For {@code process: ref}. */
    @Override
    public void process(Exchange exchange) throws Exception {
        pass(exchange.getProperty("CamelAwsS3Key", String.class));
    }

    /** For {@code bean: ref}. */
    public void pass(String key) throws Exception {
        if (key.contains(BAD)) {
            fail(key.substring(key.indexOf(BAD) + BAD.length(), key.indexOf(".tgz")));
        }
    }

    private static void fail(String fault) throws Exception {
        switch (fault) {
            case "IOException" -> throw new IOException("the disk is full");
            case "ConnectException" -> throw new ConnectException("the geocoder is down");
            case "S3Exception404" -> throw S3Exception.builder().statusCode(404).build();
            case "S3Exception403" -> throw s3("AccessDenied", 403);
            case "S3Exception400" -> throw s3("InvalidRequest", 400);
            case "AwsServiceException404" -> throw service(404);
            case "AwsServiceException403" -> throw service(403);
            case "AwsServiceException401" -> throw service(401);
            case "AwsServiceException400" -> throw service(400);
            case "NoSuchKeyException" ->
                throw NoSuchKeyException.builder().statusCode(404).build();
            case "RejectedExecutionException" -> throw new RejectedExecutionException("my pool is full");
            case "InterruptedException" -> throw new InterruptedException("my timer");
            case "StackOverflowError" -> throw new StackOverflowError();
            case "AssertionError" -> throw new AssertionError("cannot be");
            case "NoClassDefFoundError" -> throw new NoClassDefFoundError("com/example/Gone");
            case "OutOfMemoryError" -> throw new OutOfMemoryError("Java heap space");
            default -> throw new IllegalArgumentException(fault);
        }
    }

    private static Exception s3(String code, int status) {
        return S3Exception.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .build();
    }

    private static Exception service(int status) {
        return AwsServiceException.builder()
                .statusCode(status)
                .message("SecretsManager answers " + status)
                .build();
    }
}
