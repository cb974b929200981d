package io.footbridge.report.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hashing;
import io.footbridge.report.ExampleReports;
import io.footbridge.report.Label;
import io.footbridge.report.Report;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page as text; {@link PageBrowserIT} opens it. */
final class PageTest {

    private static final Pattern CELL = Pattern.compile("<t[hd][^>]*>([^<]*)</t[hd]>");
    private static final Pattern SCRIPT = Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL);

    @Test
    void everyFigureOfEveryScopeIsInATable() {
        Report report = ExampleReports.twoCameras(0);
        List<String> figures = report.scopes().stream()
                .flatMap(scope -> Table.of(scope).stream())
                .flatMap(table -> Stream.concat(Stream.of(table.header()), table.rows().stream()))
                .flatMap(List::stream)
                .toList();
        assertThat(cells(Format.HTML.render(report))).isEqualTo(figures).hasSizeGreaterThan(3 * 24 * 3);
    }

    @Test
    void theHeadlineSaysHowManyCameAndHowManyTheNaiveCountWouldHaveGiven() {
        assertThat(Format.HTML.render(ExampleReports.twoCameras(0)))
                .contains(
                        "<title>Visitors on Thursday, 15 August 2019 (Asia/Tokyo)</title>",
                        "<dt>Visitors</dt><dd>12</dd>",
                        "<dt>Day before</dt><dd>8</dd>",
                        "<dt>Change</dt><dd>+4 (+50%)</dd>",
                        "<dd>11.3<small> s</small></dd>",
                        "A count of distinct ids per label gives 19:",
                        "gives 11:",
                        "gives 8:");
    }

    @Test
    void aChangeDownwardsHasAMinusAndOneFromNobodyNoPercentage() {
        assertThat(Format.HTML.render(ExampleReports.twoCameras(0)))
                .contains("<dd>\u22121 (\u221213%)</dd>", "<dd>+5</dd>");
        assertThat(Format.HTML.render(ExampleReports.nobody())).contains("<dd>\u00b10</dd>");
    }

    @Test
    void daysOfDifferentCamerasHaveNoChange() {
        String page = Format.HTML.render(ExampleReports.gaps());
        assertThat(page).contains("<dt>Day before</dt><dd>2</dd>", "<dd>+2 (+100%)</dd>");
        assertThat(page.split("<dt>Change</dt>", -1))
                .as("only that of the door")
                .hasSize(2);
    }

    @Test
    void whatIsWithheldIsNowhereInThePage() {
        String page = Format.HTML.render(ExampleReports.labelled("Adult", 3, 5));
        assertThat(body(page))
                .contains(
                        "<dd class=\"withheld\">withheld</dd>",
                        "<td class=\"withheld number\">withheld</td>",
                        "The count of distinct ids per label is withheld.",
                        "Figures of fewer than 5 people are withheld")
                .doesNotContain("<dt>Change</dt>");
        assertThat(cells(page)).doesNotContain("3", "10.0").contains("withheld", "-");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "</script><script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "\" onmouseover=\"alert(1)",
                "{{title}} {{{script}}}",
                "&lt;b&gt; & 'quoted'",
                "two\u2028lines"
            })
    void aLabelIsText(String label) {
        String page = Format.HTML.render(ExampleReports.labelled(label));
        assertThat(cells(page)).contains(Label.of(label));
        assertThat(page.split("<script", -1)).hasSize(2);
        assertThat(body(page)).doesNotContain("<img", "<b>").contains("</html>");
    }

    @Test
    void theBrowserIsToldToRunThisScriptAloneAndToLoadNothing() {
        String page = Format.HTML.render(ExampleReports.busyDay(0));
        Matcher script = SCRIPT.matcher(page);
        assertThat(script.find()).isTrue();
        byte[] hash = Hashing.sha256().hashString(script.group(1), UTF_8).asBytes();
        assertThat(page)
                .contains("content=\"default-src 'none'; script-src 'sha256-"
                        + Base64.getEncoder().encodeToString(hash) + "'; style-src 'sha256-");
        assertThat(page).contains("Copyright 2010-2023 Mike Bostock", "Permission to use, copy, modify");
        assertThat(body(page)).doesNotContain("http:", "https:", " src=", "url(", "@import", "style=");
    }

    @Test
    void aDayOfThreeCamerasIsSmallerThanHalfAMegabyteAndTheSameForTheSameReport() {
        Report report = ExampleReports.busyDay(5);
        String page = Format.HTML.render(report);
        assertThat(page.getBytes(UTF_8)).hasSizeLessThan(500_000);
        assertThat(Format.HTML.render(report)).isEqualTo(page);
    }

    @Test
    void aSingleCameraNeedsNoChoice() {
        assertThat(Format.HTML.render(ExampleReports.labelled("Adult"))).doesNotContain("<select");
        assertThat(Format.HTML.render(ExampleReports.twoCameras(0))).contains("<select");
    }

    @Test
    void onADayWithoutAnybodyThePageSaysSo() {
        assertThat(Format.HTML.render(ExampleReports.nobody()))
                .contains("<dt>Visitors</dt><dd>0</dd>", "Nobody came on this day or the day before.")
                .contains("<th scope=\"row\">23:00</th><td class=\"number\">0</td>");
    }

    private static List<String> cells(String page) {
        return CELL.matcher(page)
                .results()
                .map(cell -> unescaped(cell.group(1)))
                .toList();
    }

    private static String unescaped(String text) {
        return text.replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&#39;", "'")
                .replace("&#x3D;", "=")
                .replace("&#x60;", "`")
                .replace("&amp;", "&");
    }

    /** Without the library, which names the addresses of its makers and of SVG. */
    private static String body(String page) {
        return SCRIPT.matcher(page).replaceAll("");
    }
}
