package io.footbridge.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A report for other programs; a figure that is withheld is null. */
final class Json {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Json() {}

    static String render(Report report) {
        ObjectNode root = JSON.createObjectNode()
                .put("date", report.date().toString())
                .put("time_zone", report.timeZone().getId())
                .put("minimum_group", report.minimumGroup())
                .put("made_at", report.madeAt().toString());
        report.onlyCameras().forEach(root.putArray("only_cameras")::add);
        report.scopes().forEach(scope -> root.withArray("scopes").add(node(scope)));
        return root.toPrettyString() + "\n";
    }

    private static ObjectNode node(Scope scope) {
        ObjectNode node = JSON.createObjectNode();
        scope.camera().ifPresentOrElse(camera -> node.put("camera", camera), () -> node.putNull("camera"));
        put(node, scope.visitors(), scope.dayBefore());
        node.put("naive_count", number(scope.naive()));
        scope.secondsInView()
                .ifPresentOrElse(
                        seconds -> node.put("seconds_in_view", seconds), () -> node.putNull("seconds_in_view"));
        scope.groups()
                .forEach(figure -> put(
                        node.withArray("groups")
                                .addObject()
                                .put("age", figure.age())
                                .put("gender", figure.gender()),
                        figure.visitors(),
                        figure.dayBefore()));
        scope.hours()
                .forEach(figure -> put(
                        node.withArray("hours").addObject().put("hour", figure.hour()),
                        figure.visitors(),
                        figure.dayBefore()));
        scope.cameras().forEach(figure -> {
            ObjectNode camera = node.withArray("cameras").addObject().put("camera", figure.camera());
            put(camera, figure.visitors(), figure.dayBefore());
            figure.secondsInView()
                    .ifPresentOrElse(
                            seconds -> camera.put("seconds_in_view", seconds), () -> camera.putNull("seconds_in_view"));
        });
        return node;
    }

    private static void put(ObjectNode node, Count visitors, Count dayBefore) {
        node.put("visitors", number(visitors)).put("day_before", number(dayBefore));
    }

    private static Long number(Count count) {
        return count.isWithheld() ? null : count.number();
    }
}
