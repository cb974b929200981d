package io.footbridge.sandbox;

import java.util.ArrayList;
import java.util.List;

/** Texts that Camel, or a library beside it, could take for something to be evaluated. None holds a slash. */
public final class Expressions {

    /** The file that a command in an expression would make in the working directory. */
    public static final String MARKER_FILE = "footbridge-was-evaluated";

    /** The system property that an expression would set. */
    public static final String MARKER_PROPERTY = "footbridge.was.evaluated";

    private static final List<String> FUNCTIONS = List.of(
            "bean:type:io.footbridge.sandbox.Tripwire?method=trip",
            "bean:io.footbridge.sandbox.Tripwire?method=trip",
            "bean:type:java.lang.Runtime?method=getRuntime.exec('touch " + MARKER_FILE + "')",
            "bean:type:java.lang.System?method=setProperty('" + MARKER_PROPERTY + "','yes')",
            "bean:type:java.lang.System?method=exit(77)",
            "bean:type:java.lang.Runtime?method=getRuntime.halt(77)",
            "type:java.lang.Integer.MAX_VALUE",
            "env:PATH",
            "env.PATH",
            "sysenv.PATH",
            "sys:java.home",
            "sys.java.home",
            "date:now:yyyy",
            "header.CamelAwsS3Key",
            "headers",
            "exchangeProperty.CamelAwsS3Key",
            "exchangeProperty.object.export.source.bucket",
            "camelContext.version",
            "camelContext.stop",
            "ref:td-key",
            "properties:td.database",
            "bodyAs(String)",
            "uuid",
            "exception.message",
            "jndi:ldap:127.0.0.1:1");

    /** Forms of an expression, with %s for the function. */
    private static final List<String> FORMS = List.of(
            "${%s}",
            "$simple{%s}",
            "a${%s}b",
            "${${%s}}",
            "${header.${%s}}",
            "$simple{header.$simple{%s}}",
            "RAW(${%s})",
            "RAW{${%s}}",
            "\"${%s}\"",
            "'${%s}'",
            "\\${%s}",
            "$${%s}",
            "${%s",
            "%s}",
            "{{%s}}",
            "{{%s:${%s}}}",
            "#{%s}",
            "%%24%%7B%s%%7D",
            "&keyName=${%s}",
            "?operation=deleteObject&keyName=${%s}#");

    private static final List<String> OTHERS = List.of(
            "{{env:PATH}}",
            "{{sys:java.home}}",
            "{{td.database}}",
            "{{td.api-key}}",
            "{{?td.database}}",
            "{{",
            "{{env:PATH",
            "}}",
            "${",
            "$simple{",
            "$",
            "{",
            "#bean:td-key",
            "#class:io.footbridge.sandbox.Tripwire#trip",
            "#type:io.footbridge.sandbox.Tripwire",
            "#valueAs(java.lang.Integer):1",
            "#property:td.database",
            "%{7*7}",
            "#{7*7}",
            "${7*7}",
            "%s%n%x",
            "{}",
            "{0}",
            "$1\\1",
            "(?i).*[",
            "null",
            "\"quoted\"",
            "'quoted'",
            "`touch " + MARKER_FILE + "`",
            "$(touch " + MARKER_FILE + ")",
            "; touch " + MARKER_FILE);

    private Expressions() {}

    /** All of them, each another. */
    public static List<String> all() {
        List<String> all = new ArrayList<>(OTHERS);
        for (String form : FORMS) {
            for (String function : FUNCTIONS) {
                all.add(String.format(form, function, function));
            }
        }
        return List.copyOf(all);
    }
}
