package io.footbridge.td;

import com.treasuredata.client.TDClient;
import com.treasuredata.client.TDClientException;
import com.treasuredata.client.TDClientHttpConflictException;
import com.treasuredata.client.model.TDJob;
import com.treasuredata.client.model.TDJobRequest;
import com.treasuredata.client.model.TDJobRequestBuilder;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bean that gives Treasure Data queries to run. */
public final class Jobs {

    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

    private final Supplier<TDClient> td;
    private final String database;
    private final Duration timeout;

    /**
     * @param td asked for when there is a first query
     * @param timeoutSeconds how long one query may take
     */
    public Jobs(Supplier<TDClient> td, String database, long timeoutSeconds) {
        this.td = td;
        this.database = database;
        this.timeout = Duration.ofSeconds(timeoutSeconds);
    }

    /**
     * Gives a query to Treasure Data, once: the client sends a request again whose answer was lost, and by its domain
     * key Treasure Data knows the second one and names the job that it has.
     *
     * @param sql in Trino's dialect
     * @throws JobException if Treasure Data does not take it
     * @see <a href="https://github.com/treasure-data/td-client-java/pull/46">what a domain key is for</a>
     */
    public Job start(String name, String sql) {
        TDJobRequest request = new TDJobRequestBuilder()
                .setType(TDJob.Type.PRESTO) // The client knows no other word for Trino.
                .setDatabase(database)
                .setQuery(sql)
                .setDomainKey("footbridge-" + UUID.randomUUID())
                .createTDJobRequest();
        String id;
        try {
            id = td.get().submit(request);
        } catch (TDClientHttpConflictException e) {
            id = e.getConflictsWith().orElseThrow(() -> notTaken(name, e));
        } catch (TDClientException e) {
            throw notTaken(name, e);
        }
        LOG.info("Treasure Data runs {} as job {}", name, id);
        return new Job(td.get(), name, id, timeout);
    }

    private static JobException notTaken(String name, TDClientException e) {
        return new JobException(
                "Treasure Data rejects the query " + name + ": " + Quoted.hidden(String.valueOf(e.getMessage())), e);
    }
}
