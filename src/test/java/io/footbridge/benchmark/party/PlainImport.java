package io.footbridge.benchmark.party;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.apache.hc.client5.http.classic.methods.HttpPut;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import software.amazon.awssdk.services.s3.model.S3Object;

/** PUTs batches to Treasure Data, and checks that it confirms their MD5. */
final class PlainImport implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String server;
    private final String authorization;
    private final String table;
    private final CloseableHttpClient client;

    PlainImport(Map<String, String> environment, int connections) {
        this.server = environment.get("TD_API_SERVER");
        this.authorization = "TD1 " + environment.get("TD_API_KEY");
        this.table = environment.get("TD_DATABASE") + "/sense_video";
        this.client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnPerRoute(connections)
                        .setMaxConnTotal(connections)
                        .build())
                .build();
    }

    void put(S3Object object, int number, PlainBatch batch) throws IOException {
        byte[] bytes = batch.end();
        String id = md5((object.key() + object.eTag() + number).getBytes(UTF_8));
        HttpPut put = new HttpPut(server + "/v3/table/import_with_id/" + table + "/" + id + "/msgpack.gz");
        put.setHeader("Authorization", authorization);
        put.setEntity(new ByteArrayEntity(bytes, ContentType.APPLICATION_OCTET_STREAM));
        String answer = client.execute(put, response -> {
            if (response.getCode() != 200) {
                throw new IOException("Treasure Data answers " + response.getCode());
            }
            return EntityUtils.toString(response.getEntity());
        });
        if (!md5(bytes).equals(JSON.readTree(answer).path("md5_hex").asText())) {
            throw new IOException("Treasure Data does not confirm the MD5");
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
    }

    private static String md5(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JRE has MD5", e);
        }
    }
}
