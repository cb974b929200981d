package io.footbridge.runtime;

import io.footbridge.http.LimitedInputStream;
import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.Abortable;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/**
 * Bounds what S3 answers, but an object's own bytes, and leaves out of a refusal what S3 says in its own words: a store may
 * quote there what it was sent, the access key or rows, and exceptions are logged with their causes. Status, code and the
 * request's id remain.
 */
final class S3Answers implements ExecutionInterceptor {

    /** A page of a listing has a thousand keys of a kilobyte at most. */
    private static final long ANSWER_BYTES = 4L * 1024 * 1024;

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        boolean isObject = context.request() instanceof GetObjectRequest
                && context.httpResponse().isSuccessful();
        return isObject ? context.responseBody() : context.responseBody().map(S3Answers::bounded);
    }

    private static InputStream bounded(InputStream body) {
        return new LimitedInputStream(body, ANSWER_BYTES, () -> {
            if (body instanceof Abortable connection) {
                connection.abort(); // Closing it would read the rest first.
            }
            throw SdkClientException.create("S3 answers with more than " + ANSWER_BYTES + " bytes");
        });
    }

    @Override
    public Throwable modifyException(Context.FailedExecution context, ExecutionAttributes attributes) {
        return context.exception() instanceof AwsServiceException refusal && refusal.awsErrorDetails() != null
                ? wordless(refusal)
                : context.exception();
    }

    private static AwsServiceException wordless(AwsServiceException refusal) {
        AwsErrorDetails details = refusal.awsErrorDetails();
        AwsServiceException wordless = refusal.toBuilder()
                .message(details.errorCode())
                .awsErrorDetails(details.toBuilder()
                        .errorMessage(details.errorCode())
                        .rawResponse(null)
                        .build())
                .build();
        wordless.setStackTrace(refusal.getStackTrace());
        return wordless;
    }
}
