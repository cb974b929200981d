package io.footbridge.command;

import static java.util.Map.entry;

import java.util.Locale;
import java.util.Map;

/** Which of Camel's jars has a component, a language or a data format. */
final class CamelJars {

    /** Those that are called otherwise than what is in them. */
    private static final Map<String, String> OTHERS = Map.ofEntries(
            entry("avroJackson", "jackson-avro"),
            entry("bindyCsv", "bindy"),
            entry("bindyFixed", "bindy"),
            entry("bindyKvp", "bindy"),
            entry("fhirJson", "fhir"),
            entry("fhirXml", "fhir"),
            entry("ftps", "ftp"),
            entry("groovyXml", "groovy-xml"),
            entry("gzipDeflater", "zip-deflater"),
            entry("hl7terser", "hl7"),
            entry("java", "joor"),
            entry("js", "javascript"),
            entry("mimeMultipart", "mail"),
            entry("parquetAvro", "parquet-avro"),
            entry("pgp", "crypto-pgp"),
            entry("protobufJackson", "jackson-protobuf"),
            entry("sftp", "ftp"),
            entry("smtp", "mail"),
            entry("smtps", "mail"),
            entry("spel", "spring"),
            entry("swiftMt", "swift"),
            entry("swiftMx", "swift"),
            entry("univocityCsv", "univocity-parsers"),
            entry("univocityFixed", "univocity-parsers"),
            entry("univocityTsv", "univocity-parsers"),
            entry("xquery", "saxon"),
            entry("xtokenize", "stax"),
            entry("zipDeflater", "zip-deflater"));

    private CamelJars() {}

    /** The name of the jar, such as {@code camel-jq}; a guess for what Camel does not have. */
    static String of(String name) {
        return "camel-" + OTHERS.getOrDefault(name, name.toLowerCase(Locale.ROOT));
    }
}
