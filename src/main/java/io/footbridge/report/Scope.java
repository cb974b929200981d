package io.footbridge.report;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The figures of one camera, or of all cameras together. Everybody is in one group, one hour and one camera, so each of
 * the lists adds up to the total.
 *
 * @param camera the device id; empty for all cameras together
 * @param naive how many the count of distinct ids per label would have given for the same people
 * @param secondsInView from a visitor's first sight to the last, in the mean; empty if nobody came or it is withheld
 * @param groups by age and gender, in the order to show
 * @param hours by the hour of the first sight, 0 to 23 without gaps
 * @param cameras one per camera, in order of their ids
 * @param gaps the cameras of which something is missing, in order of their ids
 */
public record Scope(
        Optional<String> camera,
        People visitors,
        People dayBefore,
        People naive,
        OptionalDouble secondsInView,
        List<GroupFigure> groups,
        List<HourFigure> hours,
        List<CameraFigure> cameras,
        List<Gap> gaps) {

    /** The same figures, of the cameras only those. */
    public Scope withCameras(Set<String> some) {
        return new Scope(
                camera,
                visitors,
                dayBefore,
                naive,
                secondsInView,
                groups,
                hours,
                cameras.stream().filter(one -> some.contains(one.camera())).toList(),
                gaps);
    }

    /** People of one age and gender, either of which may be {@link Report#UNKNOWN}. */
    public record GroupFigure(String age, String gender, People visitors, People dayBefore) {}

    /** People who were first seen in the hour that begins at {@code hour} o'clock. */
    public record HourFigure(int hour, People visitors, People dayBefore) {}

    /** People whom one camera saw. */
    public record CameraFigure(String camera, People visitors, People dayBefore, OptionalDouble secondsInView) {}
}
