package io.footbridge.report.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.footbridge.report.ExampleReports;
import io.footbridge.report.People;
import io.footbridge.report.Report;
import io.footbridge.report.Scope;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.print.PrintOptions;

/** The page as a reader has it: opened from a file, in a browser that has no network. */
@Timeout(120)
final class PageBrowserIT {

    private static final int PHONE = 360;
    private static final int DESK = 1280;

    @TempDir
    private static Path profile;

    @TempDir
    private Path directory;

    private static Chromium chromium;

    @BeforeAll
    static void start() {
        Optional<Chromium.Installed> installed = Chromium.Installed.find();
        if (installed.isEmpty()) {
            String skipped = "browser tests skipped: no chromium with a chromedriver is on the path";
            assertThat(System.getenv("CI"))
                    .as(skipped + ", and CI must have one")
                    .isNull();
            System.out.println(skipped);
            Assumptions.abort(skipped);
        }
        chromium = new Chromium(installed.get(), profile);
    }

    @AfterAll
    static void stop() {
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void reset() {
        chromium.runScripts(true);
        chromium.prefers("prefers-color-scheme", "light");
        chromium.log();
    }

    @ParameterizedTest
    @CsvSource({"360, light", "360, dark", "1280, light", "1280, dark"})
    void theChartsAreDrawnAndNothingOverflowsOrComplains(int width, String scheme) throws IOException {
        chromium.prefers("prefers-color-scheme", scheme);
        open(ExampleReports.busyDay(5), width);

        List<WebElement> charts = visible(".chart svg");
        assertThat(charts).hasSize(3);
        for (WebElement chart : charts) {
            assertThat(chart.getRect().getWidth()).isBetween(200, width);
            assertThat(chart.getRect().getHeight()).isGreaterThan(100);
            assertThat(chart.getAttribute("aria-label")).contains("The table that follows has the figures");
            assertThat(chart.findElements(By.cssSelector("rect.day")))
                    .hasSizeGreaterThan(2)
                    .allSatisfy(bar -> {
                        assertThat(bar.getRect().getWidth()).isPositive();
                        assertThat(bar.getRect().getHeight()).isPositive();
                    });
        }
        assertThat(number("return document.documentElement.scrollWidth")).isLessThanOrEqualTo(width);
        assertThat(chromium.log()).isEmpty();
    }

    @Test
    void theFiguresAreThoseOfTheReport() throws IOException {
        Report report = ExampleReports.busyDay(5);
        open(report, DESK);
        assertThat(cells()).isEqualTo(figures(report.all()));
        assertThat(visible(".headline .total dd"))
                .extracting(WebElement::getText)
                .containsExactly(report.all().visitors().text());
    }

    @Test
    void everyCameraShowsItsFiguresAndOnlyThose() throws IOException {
        Report report = ExampleReports.twoCameras(0);
        open(report, PHONE);
        List<WebElement> cameras = visible("#camera option");
        assertThat(cameras).hasSameSizeAs(report.scopes());
        for (int scope = report.scopes().size() - 1; scope >= 0; scope--) {
            cameras.get(scope).click();
            awaitCharts(3);
            assertThat(cells()).isEqualTo(figures(report.scopes().get(scope)));
        }
        assertThat(chromium.log()).isEmpty();
    }

    @Test
    void aChartTellsNothingThatIsWithheld() throws IOException {
        open(ExampleReports.labelled("Adult", 3, 5), DESK);
        awaitCharts(3);
        assertThat(visible(".chart rect.day"))
                .as("only the keys to the colours")
                .hasSize(3);
        assertThat(visible(".chart text.gap"))
                .extracting(WebElement::getText)
                .containsOnly(People.State.WITHHELD.text());
        assertThat(visible(".chart").get(1).getText()).contains("\u00d7 withheld");
    }

    @Test
    void aLabelFromOutsideIsShownAndNotRun() throws IOException {
        String label = "</script><img src=x onerror=alert(1)>" + "W".repeat(150);
        open(ExampleReports.labelled(label), PHONE);
        awaitCharts(3);
        assertThat(cells()).contains(label);
        assertThat(visible("img")).isEmpty();
        assertThat(number("return document.documentElement.scrollWidth")).isLessThanOrEqualTo(PHONE);
        assertThat(chromium.log()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {PHONE, DESK})
    void whatIsMissingIsShownAndMarked(int width) throws IOException {
        open(ExampleReports.gaps(), width);
        awaitCharts(3);
        assertThat(visible(".gaps li")).hasSize(2);
        assertThat(visible(".gaps li").get(1).getText()).startsWith("Silent on this day: ");
        visible("#camera option").get(1).click();
        awaitCharts(3);
        assertThat(visible(".chart").get(1).getText()).contains("\u2013 silent").doesNotContain("withheld");
        visible("#camera option").get(2).click();
        awaitCharts(3);
        assertThat(visible(".chart").get(1).getText()).contains("day before: no data");
        assertThat(number("return document.documentElement.scrollWidth")).isLessThanOrEqualTo(width);
        assertThat(chromium.log()).isEmpty();
    }

    @Test
    void aDayWithoutAnybodyHasTwoEmptyCharts() throws IOException {
        open(ExampleReports.nobody(), PHONE);
        awaitCharts(2);
        assertThat(visible(".nobody")).hasSize(1);
        assertThat(cells()).isEqualTo(figures(ExampleReports.nobody().all()));
        assertThat(chromium.log()).isEmpty();
    }

    @Test
    void withoutScriptsEveryFigureIsThere() throws IOException {
        Report report = ExampleReports.twoCameras(0);
        chromium.runScripts(false);
        open(report, PHONE);
        List<String> figures = report.scopes().stream()
                .flatMap(scope -> figures(scope).stream())
                .toList();
        assertThat(cells()).isEqualTo(figures);
        assertThat(visible("select")).isEmpty();
        assertThat(visible(".chart")).isEmpty();
    }

    @Test
    void itPrints() throws IOException {
        open(ExampleReports.busyDay(0), DESK);
        awaitCharts(3);
        byte[] pdf = Base64.getDecoder()
                .decode(chromium.driver().print(new PrintOptions()).getContent());
        assertThat(new String(pdf, 0, 5, StandardCharsets.US_ASCII)).isEqualTo("%PDF-");
        assertThat(pdf).hasSizeGreaterThan(10_000);
    }

    private void open(Report report, int width) throws IOException {
        Path page = Files.writeString(directory.resolve("visitors.html"), Format.HTML.render(report));
        chromium.open(page, width, 844);
    }

    private static void awaitCharts(int count) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(visible(".chart svg")).hasSize(count));
    }

    private static List<WebElement> visible(String selector) {
        return chromium.driver().findElements(By.cssSelector(selector)).stream()
                .filter(WebElement::isDisplayed)
                .toList();
    }

    /** The text of every cell that is to be seen, heads of columns included. */
    private static List<String> cells() {
        return visible("th, td").stream().map(WebElement::getText).toList();
    }

    private static List<String> figures(Scope scope) {
        return Table.of(scope).stream()
                .filter(table -> !table.rows().isEmpty())
                .flatMap(table -> Stream.concat(Stream.of(table.header()), table.rows().stream()))
                .flatMap(List::stream)
                .toList();
    }

    private static long number(String script) {
        return (Long) chromium.driver().executeScript(script);
    }
}
