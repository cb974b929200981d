package io.footbridge.benchmark.party;

import io.footbridge.batch.Batch;
import io.footbridge.export.Export;
import io.footbridge.http.Proxies;
import io.footbridge.ops.Accounts;
import io.footbridge.route.TdImportHttp;
import io.footbridge.settings.Setting;
import io.footbridge.settings.Settings;
import io.footbridge.td.Answers;
import io.footbridge.td.ApiKey;
import io.footbridge.td.RefusalStreak;
import io.footbridge.td.Server;
import io.footbridge.td.TdHttp;
import java.io.IOException;
import java.time.Duration;
import org.apache.hc.client5.http.classic.methods.HttpPut;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.EntityTemplate;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** PUTs batches with the HTTP client that Camel's component uses, set up by Footbridge's own bean. */
final class BeansImport implements AutoCloseable {

    private final String table;
    private final Answers answers;
    private final CloseableHttpClient client;

    BeansImport(Settings settings, Accounts accounts, RefusalStreak streak) {
        Server server = Server.of(settings.get(Setting.TD_API_SERVER)).importServer();
        this.table = server + "/v3/table/import_with_id/" + settings.get(Setting.TD_DATABASE) + "/"
                + settings.get(Setting.TD_TABLE) + "/";
        this.answers = new Answers(accounts, streak, new io.footbridge.td.Outage());
        int connections = settings.integer(Setting.IMPORT_PARALLEL_OBJECTS);
        HttpClientBuilder builder = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnPerRoute(connections)
                        .setMaxConnTotal(connections)
                        .build());
        new TdImportHttp(
                        server,
                        new ApiKey(settings.get(Setting.TD_API_KEY)),
                        "footbridge-beans",
                        new TdHttp(server, Proxies.none(), Duration.ofSeconds(60)))
                .configureHttpClient(builder);
        this.client = builder.build();
    }

    void put(Export export, Batch batch) throws IOException {
        HttpPut put = new HttpPut(table + batch.id() + "/msgpack.gz");
        put.setEntity(new EntityTemplate(batch.length(), ContentType.APPLICATION_OCTET_STREAM, null, batch::writeTo));
        client.execute(put, response -> {
            answers.accept(export, batch, response.getCode(), EntityUtils.toByteArray(response.getEntity()));
            return null;
        });
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
