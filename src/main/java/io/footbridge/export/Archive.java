package io.footbridge.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.footbridge.failure.Escaped;
import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import io.footbridge.key.SourceObject;
import io.footbridge.row.ExportFormat;
import io.footbridge.text.Count;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The lines of every file of data in a gzipped tar.
 *
 * <p>The end is reached only when the tar's end marker and the checksum of every gzip member were seen. Members that are no
 * plain files, or whose names point elsewhere, fail the whole archive.
 */
final class Archive extends ObjectLines {

    private static final int TAR_RECORD_BYTES = 512;

    /** The longest path that Linux takes; a name is part of every row. */
    private static final int MAX_NAME_CHARACTERS = 4096;

    private static final int SHOWN_NAME_CHARACTERS = 100;
    private static final int MAX_ATTRIBUTE_CHARACTERS = 1 << 20;

    /** What an attribute takes besides its text, so that very many short ones count as well. */
    private static final int ATTRIBUTE_CHARACTERS = 100;

    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:/");

    private static final Logger LOG = LoggerFactory.getLogger(Archive.class);

    /** A digest of each name of data: in memory that does not grow with the names' length. */
    private final Set<UUID> names = new HashSet<>();

    private LimitedInflater unpacked;
    private TarArchiveInputStream tar;
    private long passedBy;
    private String firstPassedBy;
    private long headerStart;
    private int entries;

    Archive(SourceObject source, CheckedBody body, ExportFormat format, ArchiveLimits limits) {
        super(source, body, format, limits);
    }

    @Override
    void open() {
        unpacked = unpack();
        tar = new TarArchiveInputStream(unpacked, "UTF-8");
    }

    @Override
    boolean nextEntry() throws IOException {
        skipRest();
        headerStart = (unpacked.position() + TAR_RECORD_BYTES - 1) / TAR_RECORD_BYTES * TAR_RECORD_BYTES;
        unpacked.beginHeader();
        TarArchiveEntry entry = tar.getNextEntry();
        unpacked.endHeader();
        if (entry == null) {
            sayWhatWasNotRead();
            return false;
        }
        checkName(entry.getName());
        enter(entry.getName());
        check(entry);
        if (entry.isFile() && format.format().isDataName(entry.getName())) {
            if (!names.add(UUID.nameUUIDFromBytes(entry.getName().getBytes(UTF_8)))) {
                throw new Failure(Reason.DUPLICATE_ENTRY, "two members have the name " + Escaped.of(entry.getName()));
            }
            begin(entry.isSparse() ? unpacked.withHoles(tar) : tar, entry.getRealSize());
        } else if (entry.isFile()) {
            passedBy++;
            firstPassedBy = firstPassedBy == null ? entry.getName() : firstPassedBy;
        }
        return true;
    }

    /** A member that holds no data is nobody's mistake; an archive of nothing else may well be one. */
    private void sayWhatWasNotRead() {
        if (passedBy > 0 && !isReread()) {
            LOG.atLevel(names.isEmpty() ? Level.WARN : Level.INFO)
                    .log(
                            "{}: {} not read, with a name that does not end in {}, such as {}",
                            Escaped.of(source.key()),
                            Count.of(passedBy, "member is", "members are"),
                            format.format().suffixes(),
                            Escaped.of(firstPassedBy));
            passedBy = 0;
        }
    }

    private void skipRest() throws IOException {
        if (entryName() == null) {
            return;
        }
        if (tar.getCurrentEntry().isSparse()) {
            while (tar.skip(Long.MAX_VALUE) > 0) {} // Reading would fill holes, of which there may be terabytes.
        } else {
            tar.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static void checkName(String name) {
        if (name.length() > MAX_NAME_CHARACTERS) {
            throw new Failure(
                    Reason.UNSAFE_NAME,
                    "a member's name has more than " + MAX_NAME_CHARACTERS + " characters; it begins with "
                            + Escaped.of(name.substring(0, SHOWN_NAME_CHARACTERS)));
        }
    }

    private void check(TarArchiveEntry entry) {
        if (++entries > limits.maxEntries()) {
            throw new Failure(
                    Reason.TOO_MANY_ENTRIES,
                    "it has more than " + Count.of(limits.maxEntries(), "member") + " (archive.max-entries)");
        }
        if (!entry.isCheckSumOK()) {
            throw new Failure(Reason.CORRUPT_TAR, "the tar is broken: a header's checksum is wrong");
        }
        if (attributeCharacters(entry) > MAX_ATTRIBUTE_CHARACTERS) {
            throw new Failure(Reason.CORRUPT_TAR, "the tar is broken: a member has too many attributes");
        }
        if (isUnsafe(entry.getName())) {
            throw new Failure(
                    Reason.UNSAFE_NAME, "the member's name leads out of the archive: " + Escaped.of(entry.getName()));
        }
        if (entry.isSymbolicLink()
                || entry.isLink()
                || entry.isFIFO()
                || entry.isCharacterDevice()
                || entry.isBlockDevice()) {
            throw new Failure(Reason.UNSAFE_MEMBER, "a member is a link or a device: " + Escaped.of(entry.getName()));
        }
        if (entry.getRealSize() > limits.maxEntryBytes() || entry.getSize() > limits.maxEntryBytes()) {
            throw new Failure(
                    Reason.ENTRY_TOO_LARGE,
                    "a member has more than " + limits.maxEntryBytes() + " bytes (archive.max-entry-bytes): "
                            + Escaped.of(entry.getName()));
        }
    }

    private static boolean isUnsafe(String name) {
        String slashed = name.replace('\\', '/');
        return slashed.startsWith("/")
                || DRIVE.matcher(slashed).lookingAt()
                || slashed.equals("..")
                || slashed.startsWith("../")
                || slashed.endsWith("/..")
                || slashed.contains("/../");
    }

    /** Attributes of the whole archive are among those of every member, and grow with each that brings more. */
    private static long attributeCharacters(TarArchiveEntry entry) {
        long characters = 0;
        for (Map.Entry<String, String> attribute : entry.getExtraPaxHeaders().entrySet()) {
            characters += ATTRIBUTE_CHARACTERS
                    + attribute.getKey().length()
                    + attribute.getValue().length();
        }
        return characters;
    }

    @Override
    void finish() throws IOException {
        enter(null);
        // What is left is padding, and the checksums that are checked on the way.
        unpacked.transferTo(OutputStream.nullOutputStream());
        long rest = unpacked.position() - headerStart;
        if (rest < TAR_RECORD_BYTES) {
            throw new Failure(Reason.CORRUPT_TAR, "the tar is broken: it ends without its end marker");
        }
        if (unpacked.trailingZeros() < rest) {
            throw new Failure(Reason.CORRUPT_TAR, "the tar is broken: something follows its end marker");
        }
        body.confirmWhole();
    }
}
