package io.footbridge.application;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.footbridge.lint.yaml.SourceFile;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Stands for routes and Kamelets in a note: edited ones may make other rows of the same lines. */
final class RoutesDigest {

    /** Those of the jar make the same rows from version to version. */
    private static final String SHIPPED = "shipped";

    private static final int DIGEST_BYTES = 16;

    private RoutesDigest() {}

    /** 32 hexadecimal digits, or a word for the routes of the jar. */
    static String of(List<SourceFile> files) {
        if (files.stream().allMatch(SourceFile::shipped)) {
            return SHIPPED;
        }
        MessageDigest sha = sha256();
        for (SourceFile file : files) {
            add(file.name(), sha);
            add(file.shipped() ? SHIPPED : file.text(), sha);
        }
        return HexFormat.of().formatHex(sha.digest(), 0, DIGEST_BYTES);
    }

    private static void add(String part, MessageDigest sha) {
        byte[] bytes = part.getBytes(UTF_8);
        sha.update((bytes.length + ":").getBytes(UTF_8));
        sha.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JRE has SHA-256", e);
        }
    }
}
