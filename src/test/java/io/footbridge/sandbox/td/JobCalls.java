package io.footbridge.sandbox.td;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.footbridge.sandbox.sql.Query;
import io.footbridge.sandbox.sql.QueryEngine;
import io.footbridge.sandbox.sql.QueryException;
import io.footbridge.sandbox.sql.QueryResult;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Takes queries, tells how far they are, and hands out their results. */
final class JobCalls {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 20;

    private final Catalogue catalogue;
    private final JobQueue queue;
    private final QueryEngine engine;
    private final Supplier<Clock> clock;

    JobCalls(Catalogue catalogue, JobQueue queue, QueryEngine engine, Supplier<Clock> clock) {
        this.catalogue = catalogue;
        this.queue = queue;
        this.engine = engine;
        this.clock = clock;
    }

    List<Route> routes() {
        return List.of(
                Route.json("POST", "/v3/job/issue/{}/{}", this::issue),
                Route.json("GET", "/v3/job/list", this::list),
                Route.json("GET", "/v3/job/status/{}", call -> job(call).summary()),
                Route.json(
                        "GET",
                        "/v3/job/status_by_domain_key/{}",
                        call -> queue.jobOfDomainKey(call.variable(1)).summary()),
                Route.json("GET", "/v3/job/show/{}", call -> job(call).show()),
                Route.of("GET", "/v3/job/result/{}", this::result),
                Route.json("POST", "/v3/job/kill/{}", this::kill));
    }

    private JsonNode issue(Call call) throws Refusal {
        String database = call.variable(2);
        JobRequest request = JobRequest.query(call.variable(1), database, call.parameters());
        catalogue.database(database);
        Job job = queue.submit(request, this::run);
        String id = Long.toString(job.id());
        return JSON.createObjectNode().put("job", id).put("job_id", id).put("database", database);
    }

    private QueryResult run(Job job) throws QueryException {
        JobRequest request = job.request();
        Instant scheduled = request.scheduledTime().orElse(job.created());
        Query query = new Query(request.database(), request.query(), clock.get().instant(), Optional.of(scheduled));
        return engine.run(query, job::isKilled);
    }

    private JsonNode list(Call call) throws Refusal {
        Parameters parameters = call.parameters();
        int from = position("from", parameters, 0);
        int to = position("to", parameters, from + PAGE - 1);
        String status = parameters.text("status").orElse("");
        if (!status.isEmpty()
                && Arrays.stream(Job.Status.values())
                        .noneMatch(known -> known.word().equals(status))) {
            throw new Refusal(422, "Parameters are invalid: status " + status + " is unknown");
        }
        ObjectNode answer = JSON.createObjectNode();
        var jobs = answer.putArray("jobs");
        queue.newestFirst().stream()
                .filter(job -> status.isEmpty() || job.status().word().equals(status))
                .skip(from)
                .limit(Math.max(0, to - from + 1L))
                .forEach(job -> jobs.add(job.show()));
        return answer.put("count", jobs.size()).put("from", from).put("to", to);
    }

    private Answer result(Call call) throws Refusal {
        Parameters parameters = call.parameters();
        ResultFormat format = ResultFormat.of(parameters.text("format").orElse("msgpack"));
        Job job = job(call);
        QueryResult result = job.result()
                .orElseThrow(() -> new Refusal(
                        404,
                        "job " + job.id() + " has no result: its status is "
                                + job.status().word()));
        byte[] body = format == ResultFormat.MESSAGE_PACK_GZ
                ? job.packed()
                : format.render(result, flag("header", parameters), flag("nullify_special", parameters));
        return slice(body, "\"" + job.id() + "-" + format + "\"", format.contentType(), call.request());
    }

    private JsonNode kill(Call call) throws Refusal {
        Job job = job(call);
        Job.Status former = queue.kill(job);
        return JSON.createObjectNode().put("job_id", Long.toString(job.id())).put("former_status", former.word());
    }

    private Job job(Call call) throws Refusal {
        return queue.job(call.variable(1));
    }

    private static Answer slice(byte[] body, String etag, String contentType, Request request) throws Refusal {
        Map<String, String> headers = new LinkedHashMap<>(Map.of("ETag", etag, "Accept-Ranges", "bytes"));
        boolean unchanged = request.header("If-Range").map(etag::equals).orElse(true);
        Optional<String> header = request.header("Range").filter(given -> unchanged);
        Optional<ByteRange> range = header.isPresent() ? ByteRange.of(header.get(), body.length) : Optional.empty();
        if (range.isEmpty()) {
            return Answer.binary(200, headers, contentType, body);
        }
        headers.put("Content-Range", range.get().header(body.length));
        byte[] part = Arrays.copyOfRange(body, range.get().first(), range.get().end());
        return Answer.binary(206, headers, contentType, part);
    }

    /* Python writes True. */
    private static boolean flag(String name, Parameters parameters) {
        return parameters
                .text(name)
                .map(text -> text.toLowerCase(Locale.ROOT).equals("true"))
                .orElse(false);
    }

    private static int position(String name, Parameters parameters, int otherwise) throws Refusal {
        String text = parameters.text(name).filter(given -> !given.isEmpty()).orElse(Integer.toString(otherwise));
        if (!text.matches("\\d{1,9}")) {
            throw new Refusal(422, "Parameters are invalid: " + name + " is no position but " + text);
        }
        return Integer.parseInt(text);
    }
}
