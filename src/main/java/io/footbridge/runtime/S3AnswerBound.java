package io.footbridge.runtime;

import io.footbridge.http.LimitedInputStream;
import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.Abortable;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/** Bounds every answer of S3 but an object's own bytes: a page of a listing has a thousand keys of a kilobyte at most. */
final class S3AnswerBound implements ExecutionInterceptor {

    private static final long ANSWER_BYTES = 4L * 1024 * 1024;

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        boolean isObject = context.request() instanceof GetObjectRequest
                && context.httpResponse().isSuccessful();
        return isObject ? context.responseBody() : context.responseBody().map(S3AnswerBound::bounded);
    }

    private static InputStream bounded(InputStream body) {
        return new LimitedInputStream(body, ANSWER_BYTES, () -> {
            if (body instanceof Abortable connection) {
                connection.abort(); // Closing it would read the rest first.
            }
            throw SdkClientException.create("S3 answers with more than " + ANSWER_BYTES + " bytes");
        });
    }
}
