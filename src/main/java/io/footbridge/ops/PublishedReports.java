package io.footbridge.ops;

import java.time.Instant;
import java.time.LocalDate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bean that knows when this process last published a report. */
public final class PublishedReports {

    private static final Logger LOG = LoggerFactory.getLogger(PublishedReports.class);

    private volatile Instant last = Instant.now();

    public void published(LocalDate date) {
        last = Instant.now();
        LOG.info("published the report of {}", date);
    }

    /** When the last one was published, else when the process started. */
    public Instant last() {
        return last;
    }
}
