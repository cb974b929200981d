package io.footbridge.route;

import static java.util.Objects.requireNonNull;

import io.footbridge.batch.Batch;
import io.footbridge.td.ApiKey;
import io.footbridge.td.Server;
import io.footbridge.td.TdHttp;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.EntityTemplate;

/**
 * Makes the body of an import, and signs requests to TD's import server below the routes, where no message, log or URI can
 * show the key.
 */
public final class TdImportHttp implements HttpClientConfigurer {

    private final Server server;
    private final ApiKey key;
    private final String userAgent;
    private final TdHttp http;

    public TdImportHttp(Server server, ApiKey key, String userAgent, TdHttp http) {
        this.server = requireNonNull(server, "server is null");
        this.key = requireNonNull(key, "key is null");
        this.userAgent = requireNonNull(userAgent, "userAgent is null");
        this.http = requireNonNull(http, "http is null");
    }

    /** A batch as a body that can be sent more than once, and that is not copied for it. */
    public HttpEntity entity(Batch batch) {
        return new EntityTemplate(batch.length(), ContentType.APPLICATION_OCTET_STREAM, null, batch::writeTo);
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        http.configure(client);
        client.setUserAgent(userAgent)
                .addExecInterceptorFirst("outages", new ImportOutages())
                .addRequestInterceptorLast((request, entity, context) -> {
                    boolean ours = request.getAuthority() != null
                            && server.host()
                                    .equalsIgnoreCase(request.getAuthority().getHostName());
                    if (ours) {
                        request.setHeader(HttpHeaders.AUTHORIZATION, key.authorization());
                    }
                });
    }
}
