package io.footbridge.log;

/**
 * How the log is written unless somebody says otherwise. It lies in a folder of ours, where logback finds it only if it is
 * told to: an application that has Footbridge on its class path logs in its own way.
 */
public final class LogConfiguration {

    private static final String PROPERTY = "logback.configurationFile";
    private static final String OURS = "io/footbridge/logback.xml";

    private LogConfiguration() {}

    /** Tells logback, which looks when the first logger is made; a file that it finds by itself comes first. */
    public static void choose() {
        ClassLoader loader = LogConfiguration.class.getClassLoader();
        boolean chosen = System.getProperty(PROPERTY) != null
                || loader.getResource("logback-test.xml") != null
                || loader.getResource("logback.xml") != null;
        if (!chosen) {
            System.setProperty(PROPERTY, OURS);
        }
    }
}
