package io.footbridge.report.render;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.remote.http.ClientConfig;

/** The machine's own Chromium without a window and without a network. Nothing is downloaded to have one. */
final class Chromium implements AutoCloseable {

    private static final List<String> BROWSERS =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    // Selenium has typed commands for some versions only and warns of all others; the few we send are not typed.
    private static final Logger TYPED_COMMANDS = Logger.getLogger("org.openqa.selenium.devtools");

    static {
        TYPED_COMMANDS.setLevel(Level.SEVERE);
    }

    private final ChromeDriver driver;

    /** The programs on the path. */
    record Installed(Path browser, Path driver) {

        static Optional<Installed> find() {
            Optional<Path> driver = onPath("chromedriver");
            Optional<Path> browser = BROWSERS.stream()
                    .map(Installed::onPath)
                    .flatMap(Optional::stream)
                    .findFirst();
            return browser.isPresent() && driver.isPresent()
                    ? Optional.of(new Installed(browser.get(), driver.get()))
                    : Optional.empty();
        }

        private static Optional<Path> onPath(String program) {
            return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                    .map(directory -> Path.of(directory, program))
                    .filter(Files::isExecutable)
                    .findFirst();
        }
    }

    /** @param profile an empty directory */
    Chromium(Installed installed, Path profile) {
        requireNonNull(installed, "installed is null");
        ChromeOptions options =
                new ChromeOptions().setBinary(installed.browser().toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile,
                // No name has an address, and what has one is asked for at a port where nobody answers.
                "--host-resolver-rules=MAP * ~NOTFOUND",
                "--proxy-server=127.0.0.1:9",
                "--proxy-bypass-list=<-loopback>");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(installed.driver().toFile())
                        .usingAnyFreePort()
                        .build(),
                options,
                ClientConfig.defaultConfig().connectionTimeout(PATIENCE).readTimeout(PATIENCE));
        driver.manage().timeouts().pageLoadTimeout(PATIENCE).scriptTimeout(PATIENCE);
    }

    ChromeDriver driver() {
        return driver;
    }

    /** Opens a page on a screen of this many CSS pixels. */
    void open(Path page, int width, int height) {
        command(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 2, "mobile", width < 600));
        driver.get(page.toUri().toString());
    }

    void prefers(String feature, String value) {
        command("Emulation.setEmulatedMedia", Map.of("features", List.of(Map.of("name", feature, "value", value))));
    }

    void runScripts(boolean allowed) {
        command("Emulation.setScriptExecutionDisabled", Map.of("value", !allowed));
    }

    /** What the page and the browser had to say since the last time. */
    List<LogEntry> log() {
        return driver.manage().logs().get(LogType.BROWSER).getAll();
    }

    private void command(String name, Map<String, Object> parameters) {
        driver.executeCdpCommand(name, parameters);
    }

    @Override
    public void close() {
        driver.quit();
    }
}
