package io.auspex.server.storage;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Iterator;

/** CSV as RFC 4180 has it. An unquoted field is told from a quoted one nowhere: Redshift does not either. */
final class CsvRecords implements RecordReader {
    private final CsvReader<CsvRecord> reader;
    private final Iterator<CsvRecord> records;

    CsvRecords(Reader in, CopyFormat format) {
        reader = CsvReader.builder()
                .fieldSeparator(format.delimiter())
                .quoteCharacter(format.quote())
                .skipEmptyLines(false)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(in);
        records = reader.iterator();
    }

    @Override
    public TextRecord next() throws IOException {
        try {
            if (!records.hasNext()) {
                return null;
            }
            CsvRecord record = records.next();
            return new TextRecord(
                    record.getStartingLineNumber(), record.getFields().toArray(new String[0]));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (CsvParseException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw new IOException(e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
