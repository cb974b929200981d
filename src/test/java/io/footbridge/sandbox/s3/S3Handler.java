package io.footbridge.sandbox.s3;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Takes requests from the JDK's server, lets faults happen to them and has the answers sent. */
final class S3Handler implements HttpHandler, AutoCloseable {

    private final S3Buckets buckets;
    private final S3Service service;
    private final S3RequestLog log;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile S3Faults faults = S3Faults.NONE;
    private volatile Optional<String> accessKey = Optional.empty();

    S3Handler(S3Buckets buckets, S3RequestLog log) {
        this.buckets = buckets;
        this.service = new S3Service(buckets);
        this.log = log;
    }

    void faults(S3Faults newFaults) {
        faults = newFaults;
    }

    void requireAccessKey(String id) {
        accessKey = Optional.of(id);
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        // Closing an exchange before its answer is complete closes the connection: so an answer gets lost.
        try (exchange) {
            S3Target target;
            try {
                target = S3Target.of(exchange.getRequestURI());
            } catch (S3Error e) {
                S3Response.error(e, exchange.getRequestURI().getRawPath()).send(exchange, status -> {});
                return;
            }
            handle(exchange, target);
        }
    }

    private void handle(HttpExchange exchange, S3Target target) throws IOException {
        S3Operation operation = target.operation(exchange.getRequestMethod(), exchange.getRequestHeaders());
        try (S3RequestLog.Entry entry = log.begin(operation, target.bucket(), target.name(), source(exchange))) {
            S3Fault fault =
                    faults.decide(operation, target.name(), entry.attempt()).orElse(null);
            S3Response response = answer(exchange, operation, target, fault);
            // A client that still writes would see a broken connection instead of the answer.
            exchange.getRequestBody().transferTo(OutputStream.nullOutputStream());
            if (fault instanceof S3Fault.CutBody cut) {
                response.sendPart(exchange, cut.bytes(), entry::end);
            } else if (fault instanceof S3Fault.Drip drip) {
                S3Distortion.dripping(response, drip, closed).send(exchange, entry::end);
            } else if (fault instanceof S3Fault.LostAnswer lost) {
                lost.meanwhile().run();
            } else if (fault instanceof S3Fault.SlowAnswer slow) {
                drip(response, exchange, slow);
            } else if (fault instanceof S3Fault.LargeAnswer large) {
                response.sendAfterBlanks(exchange, large.blanks(), entry::end);
            } else {
                response.send(exchange, entry::end);
            }
        }
    }

    private static String source(HttpExchange exchange) {
        String source = exchange.getRequestHeaders().getFirst("x-amz-copy-source");
        try {
            return source == null ? "" : S3Target.ofCopySource(source).key();
        } catch (S3Error e) {
            return ""; // It is about to be refused.
        }
    }

    private S3Response answer(HttpExchange exchange, S3Operation operation, S3Target target, S3Fault fault)
            throws IOException {
        try {
            checkAccess(exchange);
            suffer(fault, exchange, target);
            if (fault instanceof S3Fault.Impostor) {
                return S3Response.empty(200, Map.of());
            }
            Headers headers = S3Distortion.distort(fault, exchange.getRequestHeaders());
            return S3Distortion.distort(fault, service.serve(operation, target, headers, exchange.getRequestBody()));
        } catch (S3Error e) {
            return S3Response.error(e, exchange.getRequestURI().getRawPath());
        }
    }

    private void checkAccess(HttpExchange exchange) throws S3Error {
        String authorization = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElse("");
        if (accessKey.isPresent() && !authorization.contains("Credential=" + accessKey.get() + "/")) {
            throw new S3Error(403, "InvalidAccessKeyId", "There is no such access key");
        }
    }

    /** What a fault does before the request takes effect. */
    private void suffer(S3Fault fault, HttpExchange exchange, S3Target target) throws IOException, S3Error {
        if (fault instanceof S3Fault.Refusal refusal) {
            throw new S3Error(refusal.status(), refusal.code(), refusal.message());
        } else if (fault instanceof S3Fault.Delay delay) {
            delay(delay);
        } else if (fault instanceof S3Fault.Hold hold) {
            hold(hold.gate());
        } else if (fault instanceof S3Fault.Vanished) {
            String copySource = exchange.getRequestHeaders().getFirst("x-amz-copy-source");
            S3Target victim = copySource == null ? target : S3Target.ofCopySource(copySource);
            buckets.find(victim.bucket()).ifPresent(bucket -> bucket.remove(victim.key()));
        }
    }

    private void delay(S3Fault.Delay delay) throws IOException {
        try {
            if (closed.await(delay.time().toNanos(), TimeUnit.NANOSECONDS)) {
                throw new InterruptedIOException("server closed");
            }
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private void drip(S3Response response, HttpExchange exchange, S3Fault.SlowAnswer slow) throws IOException {
        OutputStream out = response.begin(exchange);
        try {
            while (!closed.await(slow.pause().toNanos(), TimeUnit.NANOSECONDS)) {
                out.write(' ');
                out.flush();
            }
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static void hold(CountDownLatch gate) throws IOException {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** The thread belongs to the server, which interrupts it only to end it. */
    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("server closed");
    }

    /** Ends every delay. */
    @Override
    public void close() {
        closed.countDown();
    }
}
