package io.footbridge.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.model.S3Exception;

class FailureClassifierTest {

    @ParameterizedTest
    @CsvSource({
        "301, PermanentRedirect, S3_DENIED, CONFIGURATION",
        "400, AuthorizationHeaderMalformed, S3_DENIED, CONFIGURATION",
        "401, , S3_DENIED, CONFIGURATION",
        "403, AccessDenied, S3_DENIED, CONFIGURATION",
        "403, InvalidAccessKeyId, S3_DENIED, CONFIGURATION",
        "404, NoSuchBucket, S3_BUCKET_MISSING, CONFIGURATION",
        "404, NoSuchKey, S3_OBJECT_GONE, TRANSIENT",
        "404, , S3_OBJECT_GONE, TRANSIENT",
        "409, ConditionalRequestConflict, S3_OBJECT_CHANGED, TRANSIENT",
        "412, PreconditionFailed, S3_OBJECT_CHANGED, TRANSIENT",
        "429, TooManyRequests, S3_UNAVAILABLE, TRANSIENT",
        "500, InternalError, S3_UNAVAILABLE, TRANSIENT",
        "503, SlowDown, S3_UNAVAILABLE, TRANSIENT"
    })
    void answersOfS3AreSortedByStatus(int status, String code, Reason reason, FailureKind kind) {
        Failure failure = FailureClassifier.s3(refusal(status, code));

        assertThat(failure.reason()).isEqualTo(reason);
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.getMessage()).isEqualTo("S3 answers " + status + (code == null ? "" : " " + code));
    }

    @Test
    void answerOfS3WithoutDetailsIsSorted() {
        AwsServiceException bare = S3Exception.builder().statusCode(503).build();

        assertThat(FailureClassifier.s3(bare).reason()).isEqualTo(Reason.S3_UNAVAILABLE);
    }

    @ParameterizedTest
    @CsvSource({
        "301, PermanentRedirect, S3_UNAVAILABLE",
        "400, InvalidRequest, S3_OBJECT_DENIED",
        "400, RequestTimeout, S3_UNAVAILABLE",
        "400, ExpiredToken, S3_UNAVAILABLE",
        "403, AccessDenied, S3_OBJECT_DENIED",
        "404, NoSuchKey, S3_OBJECT_GONE",
        "404, NoSuchBucket, S3_BUCKET_MISSING",
        "408, , S3_UNAVAILABLE",
        "409, ConditionalRequestConflict, S3_OBJECT_CHANGED",
        "412, PreconditionFailed, S3_OBJECT_CHANGED",
        "416, InvalidRange, S3_OBJECT_DENIED",
        "429, TooManyRequests, S3_UNAVAILABLE",
        "500, InternalError, S3_UNAVAILABLE"
    })
    void refusalOfOneObjectIsNotThatOfAll(int status, String code, Reason reason) {
        assertThat(FailureClassifier.s3Object("GET", refusal(status, code)).reason())
                .isEqualTo(reason);
    }

    @Test
    void requestWithoutAnAnswerIsTriedAgainUnlessItWasBrokenOff() {
        assertThat(FailureClassifier.s3(SdkClientException.create("no route")).reason())
                .isEqualTo(Reason.S3_UNAVAILABLE);
        assertThat(FailureClassifier.s3Object("GET", SdkClientException.create("no route", new IOException("x")))
                        .reason())
                .isEqualTo(Reason.S3_UNAVAILABLE);
        assertThat(FailureClassifier.s3(AbortedException.create("interrupted")).reason())
                .isEqualTo(Reason.STOPPING);
    }

    static Stream<Arguments> exceptions() {
        return Stream.of(
                Arguments.of(SdkClientException.create("no route"), Reason.INTERNAL),
                Arguments.of(refusal(404, "NoSuchKey"), Reason.INTERNAL),
                Arguments.of(refusal(403, "AccessDenied"), Reason.INTERNAL),
                Arguments.of(new ConnectException("refused"), Reason.INTERNAL),
                Arguments.of(new SocketTimeoutException("Read timed out"), Reason.INTERNAL),
                Arguments.of(new SSLException("handshake"), Reason.INTERNAL),
                Arguments.of(new RejectedExecutionException("down"), Reason.INTERNAL),
                Arguments.of(new InterruptedException(), Reason.INTERNAL),
                Arguments.of(new NullPointerException("x is null"), Reason.INTERNAL),
                Arguments.of(new IllegalStateException(), Reason.INTERNAL),
                Arguments.of(new AssertionError("cannot be"), Reason.INTERNAL),
                Arguments.of(new StackOverflowError(), Reason.INTERNAL),
                Arguments.of(new OutOfMemoryError("Java heap space"), Reason.OUT_OF_MEMORY));
    }

    @ParameterizedTest
    @MethodSource("exceptions")
    void exceptionIsSortedHoweverItIsWrapped(Throwable thrown, Reason reason) {
        assertThat(FailureClassifier.classify(thrown).reason()).isEqualTo(reason);
        assertThat(FailureClassifier.classify(new RuntimeException("while splitting", new RuntimeException(thrown)))
                        .reason())
                .isEqualTo(reason);
        assertThat(FailureClassifier.classify(thrown).kind())
                .as("never the data's fault")
                .isEqualTo(FailureKind.TRANSIENT);
    }

    @Test
    void failureIsFoundAsItIs() {
        Failure failure = new Failure(Reason.CORRUPT_TAR, "broken", "a.tsv", 5, new IOException("x"));

        assertThat(FailureClassifier.classify(failure)).isSameAs(failure);
        assertThat(FailureClassifier.classify(new RuntimeException(failure))).isSameAs(failure);
    }

    @Test
    void unexpectedExceptionIsDescribedByItsRoot() {
        assertThat(FailureClassifier.classify(new RuntimeException("outer", new IllegalArgumentException("inner"))))
                .hasMessage("unexpected: IllegalArgumentException: inner");
        assertThat(FailureClassifier.classify(new IllegalStateException()))
                .hasMessage("unexpected: IllegalStateException");
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void reasonIsAWord(Reason reason) {
        assertThat(reason.word()).matches("[a-z0-9]+(-[a-z0-9]+)*");
    }

    private static AwsServiceException refusal(int status, String code) {
        return S3Exception.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
                .build();
    }
}
