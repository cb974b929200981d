package io.footbridge.benchmark.party;

import io.footbridge.batch.Batch;
import io.footbridge.export.Export;
import io.footbridge.intake.Dataset;
import io.footbridge.route.ImportHttp;
import io.footbridge.settings.Setting;
import io.footbridge.settings.Settings;
import io.footbridge.td.Answers;
import io.footbridge.td.ApiKey;
import io.footbridge.td.Outage;
import java.io.IOException;
import org.apache.hc.client5.http.classic.methods.HttpPut;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;

/** PUTs batches with the HTTP client that Camel's component uses, set up by Footbridge's own bean. */
final class BeansImport implements AutoCloseable {

    private final Dataset dataset;
    private final Answers answers = new Answers(new Outage());
    private final ImportHttp imports;
    private final CloseableHttpClient client;

    BeansImport(Settings settings, Dataset dataset) {
        this.dataset = dataset;
        this.imports = new ImportHttp(
                settings.get(Setting.TD_API_SERVER), "", new ApiKey(settings.get(Setting.TD_API_KEY)), 0, 0, 60);
        int connections = settings.integer(Setting.IMPORT_PARALLEL_OBJECTS);
        HttpClientBuilder builder = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnPerRoute(connections)
                        .setMaxConnTotal(connections)
                        .build());
        imports.configureHttpClient(builder);
        this.client = builder.build();
    }

    void put(Export export, Batch batch) throws IOException {
        HttpPut put = new HttpPut(imports.server() + batch.path());
        Answers.Followed followed =
                answers.follow(dataset.metrics(), dataset.refusals(), dataset.batches(), export, batch);
        put.setEntity(imports.entity(batch, followed));
        client.execute(put, confirmation -> {
            answers.accept(followed);
            return null;
        });
    }

    @Override
    public void close() throws IOException {
        client.close();
    }
}
