package io.footbridge.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Requests that no camera sends, each with the status that it must be answered with; 0 for none. */
final class HostileRequests {

    private static final String COUNT = "{\"time\": 5, \"num_pedestrian\": 4}";

    private HostileRequests() {}

    static Map<String, Integer> withStatuses(String token) {
        Map<String, Integer> requests = new LinkedHashMap<>();
        numbers()
                .forEach(number ->
                        requests.put(post(token, "", "", "{\"time\": " + number + ", \"num_pedestrian\": 4}"), 400));
        devices().forEach(device -> requests.put(post(token, "?device_id=" + device, "", COUNT), 400));
        bodies().forEach((body, status) -> requests.put(post(token, "", "", body), status));
        for (String method : List.of("GET", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH", "BREW")) {
            requests.put(post(token, "", "", "").replaceFirst("POST", method), 405);
        }
        for (String path :
                List.of("/", "/edge", "/edge/counts;x", "/edge/counts/x", "/observe/health", "/q/dev", "/%00")) {
            requests.put(post(token, "", "", COUNT).replaceFirst("/edge/counts", path), 404);
        }
        tokens(token).forEach(request -> requests.put(request, 401));
        requests.putAll(malformed(token));
        return requests;
    }

    private static List<String> numbers() {
        return List.of(
                "1e400",
                "-1e400",
                "9223372036854775807",
                "9223372036854775808",
                "NaN",
                "-1",
                "1e999999999",
                "1e-999999999",
                "0x10",
                "01",
                "+1",
                "1.0",
                "5E0",
                "[5]",
                "{}",
                "null",
                "true",
                "\"5\"",
                "9".repeat(900),
                "9".repeat(60_000),
                "1." + "0".repeat(60_000),
                "[".repeat(30_000),
                "{\"a\":".repeat(10_000));
    }

    private static List<String> devices() {
        return List.of(
                "../../x",
                "a%0d%0aSet-Cookie:x",
                "a%22b",
                "a'b",
                "%00",
                "x".repeat(129),
                "%E3%82%AB",
                "%ED%A0%80",
                "${env:TD_API_KEY}",
                "a&device_id=b",
                "%zz",
                "%",
                "a%2fb",
                "%e2%80%ae");
    }

    private static Map<String, Integer> bodies() {
        return Map.of(
                " ".repeat(70_000),
                413,
                "[".repeat(30_000) + "]".repeat(30_000),
                400,
                "{\"time\": 5, \"time\": 6, \"num_pedestrian\": 4}",
                400,
                "\u001f\u008b\b\0\0\0\0\0",
                400,
                "{\"\\ud800\": 1}",
                400,
                COUNT + COUNT,
                400);
    }

    private static List<String> tokens(String token) {
        String request = post(token, "?access_token=" + token + "&token=" + token, "", COUNT);
        String header = "Authorization: Bearer " + token + "\r\n";
        return List.of(
                request.replace(header, ""),
                request.replace(header, "Authorization: Bearer \r\n"),
                request.replace(header, "Authorization: Basic " + token + "\r\n"),
                request.replace(header, "Authorization: Bearer " + token + "x\r\n"),
                request.replace(header, "Authorization: Bearer nobody\r\n" + header),
                request.replace(header, header + "Authorization: Bearer nobody\r\n"),
                request.replace(header, "Authorization: Bearer " + "x".repeat(7000) + "\r\n"));
    }

    private static Map<String, Integer> malformed(String token) {
        String start = "POST /edge/counts HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
        Map<String, Integer> requests = new LinkedHashMap<>();
        requests.put(post(token, "", "", COUNT).replace("Host: x\r\n", ""), 400);
        requests.put(post(token, "", "Content-Encoding: gzip\r\n", "\u001f\u008b"), 400);
        requests.put(start + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n12", 400);
        requests.put(start + "Content-Length: -5\r\n\r\n", 400);
        requests.put(start + "Content-Length: 99999999999\r\n\r\n", 413);
        requests.put(start + "Transfer-Encoding :chunked\r\n\r\n0\r\n\r\n", 400);
        requests.put(start + "Transfer-Encoding: chunked\r\n\r\nzz\r\n", 0);
        requests.put(start + "A: " + "x".repeat(20_000) + "\r\n\r\n", 431);
        requests.put("POST /" + "x".repeat(20_000) + " HTTP/1.1\r\n\r\n", 414);
        requests.put(
                start.replace("application/json", "multipart/form-data; boundary=x") + "Content-Length: 0\r\n\r\n",
                415);
        return requests;
    }

    private static String post(String token, String query, String headers, String body) {
        return "POST /edge/counts" + query + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: application/json\r\n" + headers + "Content-Length: " + body.length() + "\r\n\r\n"
                + body;
    }
}
