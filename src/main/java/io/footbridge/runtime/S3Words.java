package io.footbridge.runtime;

import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Leaves of a refusal what S3 says in its own words: a store may quote there what it was sent, the access key or rows, and
 * exceptions are logged with their causes. Status, code and the request's id remain.
 */
final class S3Words implements ExecutionInterceptor {

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
