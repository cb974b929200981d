package io.footbridge.report.render;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.footbridge.report.Gap;
import io.footbridge.report.People;
import io.footbridge.report.Report;
import io.footbridge.report.Scope;
import java.util.OptionalDouble;

/** A report for other programs; a figure that is not told is null, and beside it stands why. */
final class Json {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Json() {}

    static String render(Report report) {
        ObjectNode root = JSON.createObjectNode()
                .put("date", report.date().toString())
                .put("time_zone", report.timeZone().getId())
                .put("minimum_group", report.minimumGroup())
                .put("made_at", report.madeAt().toString())
                .put("day_is_over", report.isOver());
        report.onlyCameras().forEach(root.putArray("only_cameras")::add);
        report.scopes().forEach(scope -> root.withArray("scopes").add(node(scope)));
        return root.toPrettyString() + "\n";
    }

    private static ObjectNode node(Scope scope) {
        ObjectNode node = JSON.createObjectNode();
        node.put("camera", scope.camera().orElse(null));
        put(node, scope.visitors(), scope.dayBefore());
        put(node, "naive_count", scope.naive());
        put(node, scope.secondsInView());
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
            put(camera, figure.secondsInView());
        });
        ArrayNode gaps = node.putArray("gaps");
        scope.gaps().forEach(gap -> put(gaps.addObject(), gap));
        return node;
    }

    private static void put(ObjectNode node, OptionalDouble seconds) {
        node.put("seconds_in_view", seconds.isPresent() ? (Double) seconds.getAsDouble() : null);
    }

    private static void put(ObjectNode node, People visitors, People dayBefore) {
        put(node, "visitors", visitors);
        put(node, "day_before", dayBefore);
    }

    private static void put(ObjectNode node, String name, People count) {
        if (count.isTold()) {
            node.put(name, count.number());
        } else {
            node.putNull(name).put(name + "_missing", count.state().text());
        }
    }

    private static void put(ObjectNode node, Gap gap) {
        node.put("camera", gap.camera()).put("no_data", gap.isDay()).put("day_before_no_data", gap.isDayBefore());
        gap.silent().forEach(node.putArray("silent_hours")::add);
        gap.silentBefore().forEach(node.putArray("day_before_silent_hours")::add);
        node.put("objects_not_imported", gap.notImported()).put("objects_failed", gap.failed());
    }
}
