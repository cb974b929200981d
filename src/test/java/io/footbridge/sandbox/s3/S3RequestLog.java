package io.footbridge.sandbox.s3;

import static io.footbridge.sandbox.s3.S3Request.UNANSWERED;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts the requests from their arrival and records them when they are answered. */
final class S3RequestLog {

    private final List<S3Request> answered = new ArrayList<>();
    private final Map<S3Operation, Tally> tallies = new EnumMap<>(S3Operation.class);
    private final Map<S3Request, Integer> attempts = new HashMap<>();

    /** One request under way; closing it without an answer records it as unanswered. */
    final class Entry implements AutoCloseable {

        private final S3Request unanswered;
        private final String source;
        private final int attempt;
        private boolean ended;

        private Entry(S3Request unanswered, String source, int attempt) {
            this.unanswered = unanswered;
            this.source = source;
            this.attempt = attempt;
        }

        int attempt() {
            return attempt;
        }

        /** Call before the client can see the end of the answer, or its next request counts as concurrent. */
        void end(int status) {
            synchronized (S3RequestLog.this) {
                if (!ended) {
                    ended = true;
                    tallies.get(unanswered.operation()).underWay--;
                    answered.add(new S3Request(
                            unanswered.operation(), unanswered.bucket(), unanswered.key(), source, status));
                }
            }
        }

        @Override
        public void close() {
            end(UNANSWERED);
        }
    }

    synchronized Entry begin(S3Operation operation, String bucket, String key, String source) {
        tallies.computeIfAbsent(operation, o -> new Tally()).begin();
        S3Request request = new S3Request(operation, bucket, key, UNANSWERED);
        return new Entry(request, source, attempts.merge(request, 1, Integer::sum));
    }

    synchronized List<S3Request> answered() {
        return List.copyOf(answered);
    }

    synchronized int arrived(S3Operation operation) {
        return tallies.getOrDefault(operation, new Tally()).arrived;
    }

    synchronized int maxConcurrent(S3Operation operation) {
        return tallies.getOrDefault(operation, new Tally()).maxUnderWay;
    }

    private static final class Tally {
        private int arrived;
        private int underWay;
        private int maxUnderWay;

        private void begin() {
            arrived++;
            underWay++;
            maxUnderWay = Math.max(maxUnderWay, underWay);
        }
    }
}
