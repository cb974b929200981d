package io.footbridge.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.footbridge.ops.PublishedReports;
import io.footbridge.report.render.Csv;
import io.footbridge.report.render.Page;
import io.footbridge.route.RouteServices;
import io.footbridge.runtime.Services;
import io.footbridge.sandbox.td.TreasureData;
import io.footbridge.settings.Settings;
import io.footbridge.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.builder.AdviceWithRouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.DefaultRegistry;
import org.apache.camel.test.junit5.CamelContextConfiguration;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.apache.camel.test.main.junit5.CamelMainTestSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The routes of the report alone: its day comes from the test, and what it would put into the bucket goes to mocks. */
class ReportRoutesTest extends CamelMainTestSupport {

    private static final String CSV = "mock:csv";
    private static final String PAGE = "mock:page";

    private final Report report = ExampleReports.twoCameras(0);
    private final Services services = services();
    private final PublishedReports published = services.reports();
    private final Instant start = published.last();

    @Override
    public void configureTest(TestExecutionConfiguration test) {
        super.configureTest(test);
        test.withUseAdviceWith(true);
    }

    @Override
    public void configureContext(CamelContextConfiguration context) {
        super.configureContext(context);
        Properties settings = new Properties();
        settings.setProperty("s3.bucket", "exports");
        settings.setProperty("td.database", "shop");
        // Nothing waits when a report fails.
        settings.setProperty("schedule.retry-seconds", "0");
        settings.setProperty("camel.component.quartz.auto-start-scheduler", "false");
        context.withUseOverridePropertiesWithPropertiesComponent(settings);
    }

    @Override
    protected void configure(MainConfigurationProperties main) {
        main.withRoutesIncludePattern("file:routes/*.camel.yaml");
    }

    @Override
    protected String getPropertyPlaceholderLocations() {
        return "file:application.properties";
    }

    /** Nothing else is asked for beans before the routes are read, whose own beans take these. */
    @Override
    @SuppressWarnings("deprecation")
    protected Registry createCamelRegistry() {
        Registry registry = new DefaultRegistry();
        registry.bind("process-services", services);
        new RouteServices(services).beans().forEach(registry::bind);
        return registry;
    }

    /** Neither of the two ends is asked here. */
    private static Services services() {
        try {
            Map<String, String> environment = Map.of(
                    "S3_BUCKET", "exports",
                    "TD_DATABASE", "shop",
                    "TD_API_KEY", TreasureData.API_KEY);
            return new Services(Settings.read(environment, Path.of("")), Set.of());
        } catch (SettingsException e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void close() {
        services.close();
    }

    @Test
    void theReportOfTheDayBeforeIsPublishedAndNoted() throws Exception {
        start(report);
        MockEndpoint csv = getMockEndpoint(CSV);
        MockEndpoint page = getMockEndpoint(PAGE);
        csv.expectedBodiesReceived(new Csv().render(report));
        page.expectedMessageCount(1);

        template.sendBody("direct:every-day", "");

        MockEndpoint.assertIsSatisfied(context);
        assertThat(page.getExchanges().get(0).getMessage().getBody(String.class))
                .isEqualTo(new Page().render(report));
        assertThat(published.last()).isAfter(start);
    }

    @Test
    void aReportWhosePageIsNotPutIsNotNotedAsPublished() throws Exception {
        start(report);
        getMockEndpoint(PAGE).whenAnyExchangeReceived(exchange -> {
            throw new IOException("the bucket is full");
        });

        assertThatThrownBy(() -> template.sendBody("direct:publish", report))
                .isInstanceOf(CamelExecutionException.class)
                .hasRootCauseMessage("the bucket is full");

        getMockEndpoint(CSV).expectedMessageCount(1);
        MockEndpoint.assertIsSatisfied(context);
        assertThat(published.last()).isEqualTo(start);
    }

    @Test
    void aReportThatCannotBeMadeIsTriedAgainAndPublishesNothing() throws Exception {
        start(new NoDataException("no object of the day was imported", List.of()));
        getMockEndpoint(CSV).expectedMessageCount(0);
        getMockEndpoint("mock:asked").expectedMessageCount(4);

        Exchange tried = template.send("direct:every-day", exchange -> {});

        MockEndpoint.assertIsSatisfied(context);
        assertThat(tried.isFailed()).isFalse(); // The cron goes on.
        assertThat(published.last()).isEqualTo(start);
    }

    /** @param answer the report, or what is thrown instead */
    private void start(Object answer) throws Exception {
        AdviceWith.adviceWith(context, "report", advised -> {
            advised.replaceFromWith("direct:every-day");
            advised.weaveById("ask-treasure-data").replace().to("mock:asked");
        });
        getMockEndpoint("mock:asked").whenAnyExchangeReceived(exchange -> {
            if (answer instanceof Exception failure) {
                throw failure;
            }
            exchange.getMessage().setBody(answer);
        });
        AdviceWith.adviceWith(context, "publish", ReportRoutesTest::replaceBucket);
        context.start();
    }

    private static void replaceBucket(AdviceWithRouteBuilder advised) throws Exception {
        advised.weaveById("put-csv").replace().to(CSV);
        advised.weaveById("put-page").replace().to(PAGE);
    }
}
