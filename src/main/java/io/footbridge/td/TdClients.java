package io.footbridge.td;

import com.treasuredata.client.TDClient;

/** Makes the client for everything of TD's API but the import. */
public final class TdClients {

    private static final int RETRIES = 2;

    private TdClients() {}

    /** Neither a td.conf nor the JVM's properties can point it elsewhere: what they could say is said here. */
    public static TDClient of(Server server, ApiKey key) {
        return TDClient.newBuilder(false)
                .setEndpoint(server.host())
                .setPort(server.port())
                .setUseSSL(server.isSecure())
                .setApiKey(key.reveal())
                .setRetryLimit(RETRIES)
                .build();
    }
}
