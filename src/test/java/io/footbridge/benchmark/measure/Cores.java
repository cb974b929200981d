package io.footbridge.benchmark.measure;

import java.util.List;

/** Which cores a party and the servers may use, by the numbers that {@code taskset} takes. */
public enum Cores {
    /** One for the party and another for the servers. */
    ONE("one core", "0", "1"),
    /** Two, which the servers share with the party. */
    TWO("two cores", "0,1", "0,1");

    private final String title;
    private final String party;
    private final String servers;

    Cores(String title, String party, String servers) {
        this.title = title;
        this.party = party;
        this.servers = servers;
    }

    public String title() {
        return title;
    }

    List<String> pinParty() {
        return List.of("taskset", "-c", party);
    }

    List<String> pinServers() {
        return List.of("taskset", "-c", servers);
    }
}
