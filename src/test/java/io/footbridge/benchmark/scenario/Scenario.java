package io.footbridge.benchmark.scenario;

import java.io.IOException;

/** What can be measured; the order is that of the report. */
public enum Scenario {
    /** Throughput of large archives, on one core and on two. */
    BIG,
    /** How much a second core does for one large archive. */
    SINGLE,
    /** Large archives, the start of the JVM included. */
    PROCESS,
    /** Throughput of small archives. */
    DAILY,
    /** Small archives on a slow network. */
    DELAYED,
    /** Memory against the size of an archive. */
    MEMORY,
    /** Time and memory against the number of objects. */
    MANY,
    /** Time to the first post, and what an idle process uses. */
    START,
    /** Bytes allocated for a row. */
    ALLOCATION,
    /** Seconds for the queries of the report. */
    REPORT;

    /** Measures, and reports. */
    public void run(Bench bench) throws IOException, InterruptedException {
        switch (this) {
            case BIG -> Throughput.big(bench);
            case SINGLE -> Throughput.single(bench);
            case PROCESS -> Throughput.process(bench);
            case DAILY -> SmallObjects.daily(bench);
            case DELAYED -> SmallObjects.delayed(bench);
            case MEMORY -> Memory.run(bench);
            case MANY -> ManyObjects.run(bench);
            case START -> StartAndIdle.run(bench);
            case ALLOCATION -> Allocation.run(bench);
            case REPORT -> ReportQueries.run(bench);
        }
    }
}
