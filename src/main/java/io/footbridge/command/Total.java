package io.footbridge.command;

import java.util.OptionalLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How many objects there are to do, counted on a thread of its own; nothing until that is known. */
final class Total {

    private static final Logger LOG = LoggerFactory.getLogger(Total.class);

    private volatile OptionalLong counted = OptionalLong.empty();

    private Total() {}

    /** @param count gives nothing if there are too many to be counted */
    static Total counting(Supplier<OptionalLong> count) {
        Total total = new Total();
        Thread thread = new Thread(() -> total.count(count), "total");
        thread.setDaemon(true);
        thread.start();
        return total;
    }

    private void count(Supplier<OptionalLong> count) {
        try {
            counted = count.get();
        } catch (RuntimeException e) {
            LOG.debug("the objects cannot be counted", e); // The import says what is wrong with the bucket.
        }
    }

    OptionalLong get() {
        return counted;
    }
}
