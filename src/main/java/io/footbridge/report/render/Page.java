package io.footbridge.report.render;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import com.google.common.io.Resources;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import io.footbridge.report.Report;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Base64;

/**
 * The bean that writes a report as a page which needs nothing but itself: the figures are tables of text, and a script in
 * the page draws a chart beside each. The page forbids the browser every other script and style, and all of the network.
 */
public final class Page {

    /** What every page has in it, with the hashes by which the browser knows that it is ours; read when the first is made. */
    record Code(String style, String styleHash, String script, String scriptHash) {

        private static final Template PAGE =
                Mustache.compiler().emptyStringIsFalse(true).compile(resource("page.html"));
        private static final String STYLE = resource("page.css");
        // The licence of D3 wants to be in every copy.
        private static final String SCRIPT =
                "/*\n" + resource("d3/LICENSE") + "*/\n" + resource("d3/d3.min.js") + "\n" + resource("page.js");
        private static final Code OURS = new Code(STYLE, hash(STYLE), SCRIPT, hash(SCRIPT));
    }

    /** The whole page, the same for the same report. */
    public String render(Report report) {
        StringWriter page = new StringWriter();
        Code.PAGE.execute(PageContent.of(report), Code.OURS, page);
        return page.toString();
    }

    private static String hash(String code) {
        byte[] hash = Hashing.sha256().hashString(code, UTF_8).asBytes();
        return "sha256-" + Base64.getEncoder().encodeToString(hash);
    }

    private static String resource(String name) {
        try {
            return Resources.toString(Resources.getResource(Report.class, name), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the page's " + name + " cannot be read", e);
        }
    }
}
