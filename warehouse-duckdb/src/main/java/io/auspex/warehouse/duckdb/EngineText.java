package io.auspex.warehouse.duckdb;

import java.util.ArrayList;
import java.util.List;

/**
 * SQL as the engine gets it, with the way back to the place in the caller's text that each character came from.
 *
 * @param sql one statement
 * @param spans stretches of {@code sql} in order, without gaps
 */
record EngineText(String sql, List<Span> spans) {
    /**
     * @param start where it begins in the engine's text
     * @param original where it begins in the caller's text
     * @param copied whether characters correspond one to one; otherwise all of it stands for the one place
     */
    record Span(int start, int original, boolean copied) {}

    EngineText {
        spans = List.copyOf(spans);
    }

    /**
     * The place in the caller's text.
     *
     * @param bytes 0-based offset into the engine's text, counted in UTF-8 bytes as DuckDB does
     * @return 0-based offset in UTF-16 units, or -1 where there is none
     */
    int originalOffset(int bytes) {
        int offset = utf16Offset(bytes);
        if (offset < 0) {
            return -1;
        }
        Span found = null;
        for (Span span : spans) {
            if (span.start() > offset) {
                break;
            }
            found = span;
        }
        if (found == null || found.original() < 0) {
            return -1;
        }
        return found.copied() ? found.original() + offset - found.start() : found.original();
    }

    /** The text from a byte offset on, or empty where the offset lies outside. */
    String from(int bytes) {
        int offset = utf16Offset(bytes);
        return offset < 0 ? "" : sql.substring(offset);
    }

    private int utf16Offset(int bytes) {
        int seen = 0;
        int i = 0;
        while (i < sql.length() && seen < bytes) {
            int codePoint = sql.codePointAt(i);
            seen += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
            i += Character.charCount(codePoint);
        }
        return seen == bytes ? i : -1;
    }

    /** Puts an engine text together from copied and inserted parts. */
    static final class Builder {
        private final StringBuilder sql = new StringBuilder();
        private final List<Span> spans = new ArrayList<>();

        /** Text of ours; an error in it points at {@code original}, or nowhere if that is -1. */
        Builder insert(String text, int original) {
            spans.add(new Span(sql.length(), original, false));
            sql.append(text);
            return this;
        }

        Builder copy(String source, int start, int end) {
            if (end > start) {
                spans.add(new Span(sql.length(), start, true));
                sql.append(source, start, end);
            }
            return this;
        }

        EngineText build() {
            return new EngineText(sql.toString(), spans);
        }
    }
}
