package io.auspex.server.storage;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** CSV as RFC 4180 has it. An unquoted field is told from a quoted one nowhere: Redshift does not either. */
final class CsvRecords implements RecordReader {
    /** What the reader says of a record, with the line behind it except for the first. */
    private static final Pattern PLACE = Pattern.compile("started in line (\\d+)");

    private final QuoteWatch quotes;
    private final CsvReader<CsvRecord> reader;
    private final Iterator<CsvRecord> records;

    CsvRecords(Reader in, CopyFormat format) {
        quotes = new QuoteWatch(in, format.delimiter(), format.quote());
        reader = CsvReader.builder()
                .fieldSeparator(format.delimiter())
                .quoteCharacter(format.quote())
                .skipEmptyLines(false)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(quotes);
        records = reader.iterator();
    }

    @Override
    public TextRecord next() throws IOException {
        try {
            CsvRecord record = records.hasNext() ? records.next() : null;
            if (quotes.endsInsideQuotes()) {
                throw new BrokenRecordException(
                        quotes.openedAt(), "the quote that is opened here is never closed", null);
            }
            if (record == null) {
                return null;
            }
            return new TextRecord(
                    record.getStartingLineNumber(), record.getFields().toArray(new String[0]));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (CsvParseException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw broken(e);
        }
    }

    private static BrokenRecordException broken(CsvParseException e) {
        Matcher place = PLACE.matcher(e.getMessage());
        long line = place.find() ? Long.parseLong(place.group(1)) : 1;
        String problem = e.getCause() instanceof CsvParseException cause ? cause.getMessage() : e.getMessage();
        return new BrokenRecordException(line, problem, e);
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
