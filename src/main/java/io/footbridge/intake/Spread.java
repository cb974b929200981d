package io.footbridge.intake;

import java.util.ArrayList;
import java.util.List;

/**
 * Puts what a listing shows into an order in which neighbours come after one another as late as may be: what is wrong with
 * one camera, one day or one end of the bucket then does not fill all hands at once, and several in a row speak for all.
 */
final class Spread {

    /** The part of the list between one and the next, which is never near a simple fraction. */
    private static final double GOLDEN = 0.6180339887498949;

    private Spread() {}

    static <T> List<T> of(List<T> inOrder) {
        int size = inOrder.size();
        int step = step(size);
        List<T> spread = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            spread.add(inOrder.get((int) ((long) i * step % size)));
        }
        return spread;
    }

    /** With no divisor in common with the size, so that each is met once. */
    private static int step(int size) {
        int step = Math.max(1, (int) Math.round(size * GOLDEN));
        while (divisor(step, size) > 1) {
            step++;
        }
        return step;
    }

    private static int divisor(int a, int b) {
        return b == 0 ? a : divisor(b, a % b);
    }
}
