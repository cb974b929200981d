package io.footbridge.export;

import io.footbridge.failure.Escaped;
import io.footbridge.failure.Failure;
import io.footbridge.failure.Reason;
import io.footbridge.failure.Sort;
import io.footbridge.text.Count;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The lines of every TSV in a gzipped tar, one after the other, in memory that does not grow with it.
 *
 * <p>The end is reached only when the tar's end marker and the checksum of every gzip member were seen. Nothing is ever
 * written to disk, and members that are no plain files, or whose names point elsewhere, fail the whole archive.
 */
final class Archive implements LineSource {

    private static final String SUFFIX = ".tsv";
    private static final int TAR_RECORD_BYTES = 512;

    /** The longest path that Linux takes; a name is part of every row. */
    private static final int MAX_NAME_CHARACTERS = 4096;

    private static final int SHOWN_NAME_CHARACTERS = 100;
    private static final int MAX_ATTRIBUTE_CHARACTERS = 1 << 20;

    /** What an attribute takes besides its text, so that very many short ones count as well. */
    private static final int ATTRIBUTE_CHARACTERS = 100;

    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:/");

    private static final Logger LOG = LoggerFactory.getLogger(Archive.class);

    private final SourceObject source;
    private final String device;
    private final CheckedBody body;
    private final ArchiveLimits limits;
    private final MemberNames names = new MemberNames();

    private Expansion unpacked;
    private TarArchiveInputStream tar;
    private LineReader lines;
    private String entryName;
    private boolean isReread;
    private long passedBy;
    private long dataLines;
    private String firstPassedBy;
    private long headerStart;
    private int entries;

    /** Something that reads on. */
    @FunctionalInterface
    private interface Step<T> {
        T take() throws IOException;
    }

    Archive(SourceObject source, ObjectBody body, ArchiveLimits limits) {
        this(source, new CheckedBody(body), limits);
    }

    private Archive(SourceObject source, CheckedBody body, ArchiveLimits limits) {
        this.source = source;
        this.device = ExportKey.of(source.key()).map(ExportKey::device).orElse(null);
        this.body = body;
        this.limits = limits;
    }

    @Override
    public Line next() {
        return sorted(this::read);
    }

    /** Reads it beside the one in use, whose connection would only wait and break. */
    @Override
    public void verify() {
        body.release();
        try (Archive whole = again()) {
            whole.readThrough(body);
        }
    }

    @Override
    public void confirm() {
        body.confirm();
    }

    @Override
    public void close() {
        body.close();
    }

    /**
     * What is measured is only whether a line may be too long; which one it is, the lines themselves tell.
     *
     * @param sent the bytes that are to be those that were sound
     */
    private void readThrough(CheckedBody sent) {
        if (sorted(this::hasLongLine)) {
            try (Archive lineByLine = again()) {
                while (lineByLine.next() != null) {}
                sent.holdTo(lineByLine.body);
            }
        } else {
            sent.holdTo(body);
        }
    }

    private Archive again() {
        Archive again = new Archive(source, body.again(), limits);
        again.isReread = true;
        return again;
    }

    /** Takes a step; what may only look like the data's fault is made sure of before anybody hears of it. */
    private <T> T sorted(Step<T> step) {
        try {
            return step.take();
        } catch (Failure e) {
            if (e.sort() != Sort.DATA) {
                throw e;
            }
            if (e.reason() == Reason.CORRUPT_GZIP || e.reason() == Reason.CORRUPT_TAR) {
                readToTheEnd(); // Only what was read whole may be called broken.
            }
            body.confirm();
            throw e.entry().isEmpty() ? e.in(entryName) : e;
        } catch (IOException | IllegalArgumentException | ArithmeticException e) {
            readToTheEnd();
            body.confirm();
            throw new Failure(Reason.CORRUPT_TAR, "the tar is broken: " + Escaped.messageOf(e), entryName, 0, e);
        } catch (StackOverflowError e) {
            // commons-compress calls itself for a header about the header that follows, and nothing else here does.
            readToTheEnd();
            body.confirm();
            throw new Failure(
                    Reason.CORRUPT_TAR, "the tar is broken: too many headers about one member", entryName, 0, e);
        }
    }

    private boolean hasLongLine() throws IOException {
        openOnce();
        do {
            if (lines != null && lines.hasLongLine()) {
                return true;
            }
            lines = null;
        } while (nextEntry());
        finish();
        return false;
    }

    private Line read() throws IOException {
        openOnce();
        while (true) {
            if (lines != null) {
                Line line = lines.next();
                if (line != null) {
                    dataLines = line.ordinal();
                    return line;
                }
                lines = null;
            }
            if (!nextEntry()) {
                finish();
                return null;
            }
        }
    }

    private void openOnce() throws IOException {
        if (tar == null) {
            open();
        }
    }

    private void open() throws IOException {
        if (source.size() == 0) {
            throw new Failure(Reason.EMPTY_OBJECT, "it has 0 bytes");
        }
        Packed packed = new Packed(body);
        GzipCompressorInputStream gzip;
        try {
            gzip = GzipCompressorInputStream.builder()
                    .setInputStream(packed)
                    .setDecompressConcatenated(true)
                    .get();
        } catch (IOException | IllegalArgumentException e) {
            throw new Failure(Reason.CORRUPT_GZIP, "it is not gzip: " + Escaped.messageOf(e), e);
        }
        unpacked = new Expansion(gzip, packed, limits);
        tar = new TarArchiveInputStream(unpacked, "UTF-8");
    }

    private boolean nextEntry() throws IOException {
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
        entryName = entry.getName();
        check(entry);
        if (entry.isFile() && ExportKey.hasSuffix(entryName, SUFFIX)) {
            if (!names.add(entryName)) {
                throw new Failure(Reason.DUPLICATE_ENTRY, "two members have the name " + Escaped.of(entryName));
            }
            Entry lineage = new Entry(device, source.key(), entryName);
            InputStream content = entry.isSparse() ? unpacked.withHoles(tar) : tar;
            lines = new LineReader(content, lineage, limits.maxLineBytes(), entry.getRealSize(), dataLines);
        } else if (entry.isFile()) {
            passedBy++;
            firstPassedBy = firstPassedBy == null ? entryName : firstPassedBy;
        }
        return true;
    }

    /** A member that holds no TSV is nobody's mistake; an archive of nothing else may well be one. */
    private void sayWhatWasNotRead() {
        if (passedBy > 0 && !isReread) {
            LOG.atLevel(names.isEmpty() ? Level.WARN : Level.INFO)
                    .log(
                            "{}: {} not read, with a name that does not end in {}, such as {}",
                            Escaped.of(source.key()),
                            Count.of(passedBy, "member is", "members are"),
                            SUFFIX,
                            Escaped.of(firstPassedBy));
            passedBy = 0;
        }
    }

    private void skipRest() throws IOException {
        if (entryName == null) {
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

    private void finish() throws IOException {
        entryName = null;
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

    /** Throws what keeps the object from being read whole, if anything does. */
    private void readToTheEnd() {
        try {
            body.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new Failure(Reason.S3_UNAVAILABLE, "the object could not be read: " + e.getMessage(), e);
        }
    }
}
