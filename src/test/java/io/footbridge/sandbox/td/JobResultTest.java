package io.footbridge.sandbox.td;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.treasuredata.client.TDClient;
import com.treasuredata.client.TDClientHttpNotFoundException;
import com.treasuredata.client.model.TDColumn;
import com.treasuredata.client.model.TDColumnType;
import com.treasuredata.client.model.TDJob;
import com.treasuredata.client.model.TDResultFormat;
import java.io.ByteArrayInputStream;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class JobResultTest {

    private static final String TWO_ROWS =
            "select * from (values (1, 'a,b', 0.5e0, true), (2, null, nan(), false)) t (n, s, x, b) order by n";

    @TempDir
    private static Path folder;

    private static ApiFixture api;
    private static TDClient client;

    @BeforeAll
    static void start() {
        api = new ApiFixture(folder);
        client = api.client();
        client.createDatabase("cameras");
        client.createTable("cameras", "persons");
        client.updateTableSchema(
                "cameras",
                "persons",
                List.of(new TDColumn("uid", TDColumnType.STRING), new TDColumn("frame_index", "long", "Frame Index")));
        client.importBytes(
                "cameras",
                "persons",
                Bodies.of(List.of(
                        Map.of("time", 1_534_204_800L, "uid", "a", "Frame Index", 7L),
                        Map.of("time", 1_534_204_801L, "uid", "b"))));
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void answersAQueryOnWhatWasImported() {
        String id = api.run("select uid, frame_index, time from persons order by uid");

        TDJob job = client.jobInfo(id);

        assertThat(job.getType()).isEqualTo(TDJob.Type.PRESTO);
        assertThat(job.getDatabase()).isEqualTo("cameras");
        assertThat(job.getQuery()).startsWith("select uid");
        assertThat(job.getNumRecords()).isEqualTo(2);
        assertThat(job.getCreatedAt()).endsWith(" UTC");
        assertThat(job.getStartAt()).isNotBlank();
        assertThat(job.getEndAt()).isNotBlank();
        assertThat(job.getResultSchema())
                .contains("[[\"uid\", \"varchar\"], [\"frame_index\", \"bigint\"], [\"time\", \"bigint\"]]");
        assertThat(api.text(id, TDResultFormat.JSON)).isEqualTo("[\"a\",7,1534204800]\n[\"b\",null,1534204801]\n");
        assertThat(client.jobStatus(id).getResultSize())
                .isEqualTo(job.getResultSize())
                .isEqualTo(api.result(id, TDResultFormat.MESSAGE_PACK_GZ).length);
    }

    @Test
    void handsOutResultsInEveryFormat() throws Exception {
        String id = api.run(TWO_ROWS);

        assertThat(api.text(id, TDResultFormat.JSON)).isEqualTo("[1,\"a,b\",0.5,true]\n[2,null,\"NaN\",false]\n");
        assertThat(api.text(id, TDResultFormat.CSV)).isEqualTo("1,\"a,b\",0.5,true\n2,,NaN,false\n");
        assertThat(api.text(id, TDResultFormat.TSV)).isEqualTo("1\ta,b\t0.5\ttrue\n2\t\tNaN\tfalse\n");
        List<String> packed = List.of("[1,\"a,b\",0.5,true]", "[2,null,null,false]");
        assertThat(ApiFixture.unpack(new ByteArrayInputStream(api.result(id, TDResultFormat.MESSAGE_PACK))))
                .isEqualTo(packed);
        assertThat(ApiFixture.unpack(
                        new GZIPInputStream(new ByteArrayInputStream(api.result(id, TDResultFormat.MESSAGE_PACK_GZ)))))
                .isEqualTo(packed);
    }

    @Test
    void putsTheNamesOfTheColumnsFirstWhereTheyAreAskedFor() throws Exception {
        String path = "/v3/job/result/" + api.run(TWO_ROWS);

        assertThat(api.get(path + "?format=csv&header=true").body()).startsWith("n,s,x,b\n1,");
        assertThat(api.get(path + "?format=tsv&header=True").body()).startsWith("n\ts\tx\tb\n1\t");
        assertThat(api.get(path + "?format=json&header=True").body()).startsWith("[\"n\",\"s\",\"x\",\"b\"]\n[1,");
        assertThat(api.get(path + "?format=csv&header=False").body()).startsWith("1,");
        assertThat(api.get(path + "?format=msgpack&header=true").body())
                .isEqualTo(api.get(path + "?format=msgpack").body());
        assertThat(api.get(path + "?format=csv&nullify_special=true").body()).endsWith("2,,,false\n");
    }

    @Test
    void writesArraysAndMapsAsJson() {
        String id = api.run("select array[1, null], map(array['k'], array[1.5e0])");

        assertThat(api.text(id, TDResultFormat.JSON)).isEqualTo("[[1,null],{\"k\":1.5}]\n");
        assertThat(api.text(id, TDResultFormat.TSV)).isEqualTo("[1,null]\t\"{\"\"k\"\":1.5}\"\n");
    }

    @Test
    void handsOutAPartOfAResult() throws Exception {
        String id = api.run(TWO_ROWS);
        String path = "/v3/job/result/" + id + "?format=msgpack.gz";
        byte[] whole = api.result(id, TDResultFormat.MESSAGE_PACK_GZ);

        HttpResponse<byte[]> part = api.getBytes(path, "Range", "bytes=2-5");

        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.headers().firstValue("Content-Range")).contains("bytes 2-5/" + whole.length);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(whole, 2, 6));
        assertThat(api.getBytes(path, "Range", "bytes=5-").body())
                .isEqualTo(Arrays.copyOfRange(whole, 5, whole.length));
        assertThat(api.getBytes(path, "Range", "bytes=-3").body())
                .isEqualTo(Arrays.copyOfRange(whole, whole.length - 3, whole.length));
        assertThat(api.getBytes(path, "Range", "bytes=100000-").statusCode()).isEqualTo(416);
        String etag = part.headers().firstValue("ETag").orElseThrow();
        assertThat(api.getBytes(path, "Range", "bytes=2-5", "If-Range", etag).statusCode())
                .isEqualTo(206);
        assertThat(api.getBytes(path, "Range", "bytes=2-5", "If-Range", "\"other\"")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void refusesAnUnknownFormatAndAResultThatIsNotThere() throws Exception {
        assertThat(api.get("/v3/job/result/" + api.run("select 1") + "?format=xml")
                        .statusCode())
                .isEqualTo(406);
        String failed = api.run("select nosuch");
        assertThatThrownBy(() -> api.text(failed, TDResultFormat.JSON))
                .isInstanceOf(TDClientHttpNotFoundException.class);
    }
}
