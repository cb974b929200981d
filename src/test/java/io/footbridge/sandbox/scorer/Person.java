package io.footbridge.sandbox.scorer;

import java.util.SplittableRandom;

/**
 * Somebody, or with {@code type} 2 a bicycle, on the way through a camera's view.
 *
 * @param uid the track, unique on one device and day
 * @param type 1 for a pedestrian
 * @param firstFrame the first frame in view, counted from midnight
 * @param frames how many frames in view
 * @param age the true one
 * @param gender the true one
 * @param fromX where the box enters, in pixels
 * @param toX where the box leaves, in pixels
 * @param y the upper edge, in pixels
 * @param height of the box, in pixels
 */
record Person(
        int uid,
        int type,
        int firstFrame,
        int frames,
        String age,
        String gender,
        double fromX,
        double toX,
        double y,
        double height) {

    static final int PEDESTRIAN = 1;

    private static final int BICYCLE = 2;
    private static final double BICYCLES = 0.03;
    private static final int VIEW_WIDTH = 1920;
    private static final String[] AGES = {"Adult", "Adult", "Adult", "Young", "Young", "Old", "Child"};

    static Person entering(int uid, int firstFrame, int meanFrames, SplittableRandom random) {
        boolean leftwards = random.nextBoolean();
        return new Person(
                uid,
                random.nextDouble() < BICYCLES ? BICYCLE : PEDESTRIAN,
                firstFrame,
                random.nextInt(meanFrames / 2, meanFrames * 3 / 2 + 1),
                anyAge(random),
                anyGender(random),
                leftwards ? VIEW_WIDTH : -80,
                leftwards ? -80 : VIEW_WIDTH,
                random.nextDouble(200, 500),
                random.nextDouble(150, 400));
    }

    /** The same person, taking another time. */
    Person staying(int newFrames) {
        return new Person(uid, type, firstFrame, newFrames, age, gender, fromX, toX, y, height);
    }

    static String anyAge(SplittableRandom random) {
        return AGES[random.nextInt(AGES.length)];
    }

    static String anyGender(SplittableRandom random) {
        return random.nextBoolean() ? "Female" : "Male";
    }

    /** The first frame after the last in view. */
    int endFrame() {
        return firstFrame + frames;
    }

    boolean isInView(int frame) {
        return firstFrame <= frame && frame < endFrame();
    }

    /** The left edge of the box in a frame: a steady walk with a slight sway. */
    double x(int frame) {
        double way = (frame - firstFrame) / (double) frames;
        return fromX + (toX - fromX) * way + 3 * Math.sin(frame);
    }
}
