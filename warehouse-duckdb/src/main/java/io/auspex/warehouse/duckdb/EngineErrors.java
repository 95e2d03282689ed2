package io.auspex.warehouse.duckdb;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.auspex.language.error.Spelling;
import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes errors of ours from DuckDB's. The driver gives no SQLSTATE; with {@code errors_as_json} its message is a JSON object
 * with the kind of error, the name it is about and the place. Where PostgreSQL has a sentence for the same thing, users get
 * that sentence: clients and people know it.
 */
final class EngineErrors {
    /** What the dialect's macros say of a text that would be too long. */
    private static final String TOO_LONG = "requested length too large";

    /** What the dialect's macro of generate_series says. */
    private static final String NO_STEP = "step size cannot equal zero";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ERROR_KIND = Pattern.compile("^(?:[A-Z][A-Za-z ]*Error: )+");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");
    private static final Pattern CALL = Pattern.compile("'?([^('\"]+|\"[^\"]+\")\\((.*)\\)'?", Pattern.DOTALL);
    private static final Pattern NO_COLUMN_IN_TABLE = Pattern.compile(
            "Table \"([^\"]+)\" does not have a column (?:named|with name) \"([^\"]+)\".*", Pattern.DOTALL);
    private static final Pattern TEXT_TO_TYPE = Pattern.compile(
            "Could not convert string ['\"](.*)['\"] to (.+?)(?: when casting from source column .*)?$",
            Pattern.DOTALL);
    private static final Pattern TOO_LARGE = Pattern.compile(
            "Type \\w+ with value (\\S+) can't be cast because the value is out of range for the destination type"
                    + " (\\w+)");
    private static final Pattern NOT_NULL =
            Pattern.compile("NOT NULL constraint failed: \"?(.+?)\"?\\.\"?([^.\"]+)\"?");
    private static final Pattern NO_UPDATED_COLUMN =
            Pattern.compile("Referenced update column (.+) not found in table!?.*", Pattern.DOTALL);
    /** The constraints by which {@code ColumnDefinition} of the language holds texts to their lengths. */
    private static final Pattern TEXT_LENGTH = Pattern.compile(
            "^CHECK.* with expression CHECK\\(\\((?:(\\d+) >= strlen\\(rtrim\\(.*\\)\\)|strlen\\(rtrim\\(.*\\)\\) <="
                    + " (\\d+))\\)\\)$",
            Pattern.DOTALL);

    private static final Pattern MISSING_SCHEMA =
            Pattern.compile("\\w+ with name \"(.+)\" does not exist because schema \".+\" does not exist\\.?");
    private static final Pattern WRONG_KIND = Pattern.compile(
            "Existing object \"?(.+?)\"? is of type (\\w+), trying to (drop|replace with) type (\\w+).*");
    private static final Pattern SUGGESTION =
            Pattern.compile("\\n+(?=Did you mean|Candidate|\\tCandidate|Either add|Use |You might)");

    private static final String NO_SPACE = "No space left";

    /** Names that are none of the user's business, wherever they stand in a suggestion. */
    private static final Pattern INTERNAL_NAME = Pattern.compile("auspex_|duckdb_|\\bmain\\.|sqlite_");

    private final ErrorEnvelope envelope;

    EngineErrors(ErrorEnvelope envelope) {
        this.envelope = envelope;
    }

    /** @param text what the engine was given, or null where the error has no place in a statement */
    SqlException translate(Exception error, EngineText text) {
        String message = error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
        Optional<SqlException> ours = envelope.open(message);
        if (ours.isPresent()) {
            return ours.get().causedBy(error);
        }
        JsonNode report = report(message);
        SqlException translated = report == null ? plain(message) : sentence(report);
        if (report != null && text != null) {
            translated = placed(translated, report, text);
        }
        return translated.causedBy(error);
    }

    /** True for an error that leaves a transaction as it was: DuckDB aborts it at all others. */
    static boolean leavesTransaction(SqlException error) {
        return error.getCause() != null
                && error.getCause().getMessage() != null
                && error.getCause().getMessage().contains("\"exception_type\":\"Parser\"");
    }

    private static JsonNode report(String message) {
        int brace = message.indexOf('{');
        if (brace < 0) {
            return null;
        }
        try {
            JsonNode node = JSON.readTree(message.substring(brace));
            return node != null && node.has("exception_type") ? node : null;
        } catch (JsonProcessingException e) {
            ObjectNode beginning = beginning(message.substring(brace));
            return beginning.has("exception_type") ? beginning : null;
        }
    }

    /** The fields of a report whose end is missing: the driver loses some of it where names are not ASCII. */
    private static ObjectNode beginning(String json) {
        ObjectNode fields = JSON.createObjectNode();
        try (JsonParser parser = JSON.createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                fields.put(name, parser.getText());
            }
        } catch (IOException e) {
            String message = fields.path("exception_message").asText();
            if (!fields.has("error_subtype") && message.contains("does not exist")) {
                fields.put("error_subtype", "MISSING_ENTRY");
            }
        }
        return fields;
    }

    private static SqlException plain(String message) {
        String text = ERROR_KIND.matcher(message).replaceFirst("");
        if (message.startsWith("IO Error") || text.contains(NO_SPACE)) {
            return inputOutput(text);
        }
        if (message.startsWith("INTERNAL Error") || message.startsWith("FATAL Error")) {
            return internal(text);
        }
        if (message.contains("closed")) {
            return new SqlException(SqlState.CONNECTION_FAILURE, "the warehouse session is closed");
        }
        if (message.startsWith("Invalid Input Error") || message.startsWith("Conversion Error")) {
            return new SqlException(SqlState.DATA_EXCEPTION, firstLine(text));
        }
        return internal(text);
    }

    private static SqlException inputOutput(String message) {
        if (message.contains("Could not set lock on file")) {
            return new SqlException(SqlState.OBJECT_IN_USE, "the database is in use by another process")
                    .withHint("Stop the other server on this data folder, or choose another folder.");
        }
        if (message.contains(NO_SPACE)) {
            return new SqlException(SqlState.DISK_FULL, "no space left on the device that holds the database");
        }
        if (message.contains("not a valid DuckDB database file")) {
            return new SqlException(SqlState.DATA_CORRUPTED, "the database file is not one that this program wrote");
        }
        return new SqlException(SqlState.IO_ERROR, firstLine(message));
    }

    /** Memory and the room for what is spilled have limits of their own, and the engine one kind of error for both. */
    private static SqlException outOfMemory(String message) {
        if (message.contains("max_temp_directory_size") || message.contains("offload data block")) {
            return new SqlException(
                            SqlState.DISK_FULL,
                            "the statement's intermediate results do not fit: " + firstLine(message))
                    .withHint("Raise the server's --temp-limit or its --memory, or let the query touch less data at"
                            + " once.");
        }
        return new SqlException(SqlState.OUT_OF_MEMORY, "out of memory: " + firstLine(message))
                .withHint("Raise the server's --memory, or let the query touch less data at once.");
    }

    private static SqlException sentence(JsonNode report) {
        String message = report.path("exception_message").asText();
        if (message.startsWith("Max expression depth limit")) {
            return new SqlException(SqlState.PROGRAM_LIMIT_EXCEEDED, "the statement is nested too deeply");
        }
        if (message.startsWith(TOO_LONG)) {
            return new SqlException(SqlState.PROGRAM_LIMIT_EXCEEDED, TOO_LONG).withHint("A text may be 16 MB long.");
        }
        if (message.startsWith(NO_STEP) || message.startsWith("interval cannot be 0")) {
            return new SqlException(SqlState.INVALID_PARAMETER_VALUE, NO_STEP);
        }
        return switch (report.path("exception_type").asText()) {
            case "Parser", "Syntax" -> stated(SqlState.SYNTAX_ERROR, message);
            case "Catalog" -> catalog(report, message);
            case "Binder" -> binder(report, message);
            case "Conversion" -> conversion(message);
            case "Out of Range" -> stated(outOfRange(message), message);
            case "Mismatch Type" -> stated(SqlState.DATATYPE_MISMATCH, message);
            case "Constraint" -> constraint(message);
            case "Invalid Input", "Parameter Not Resolved", "Parameter Not Allowed", "Invalid Type" ->
                invalidInput(message);
            case "TransactionContext" -> transaction(message);
            case "Permission" -> stated(SqlState.INSUFFICIENT_PRIVILEGE, message);
            case "Not implemented" -> stated(SqlState.FEATURE_NOT_SUPPORTED, message);
            case "Missing Extension", "Extension Autoloading", "HTTP" ->
                new SqlException(SqlState.FEATURE_NOT_SUPPORTED, firstLine(message));
            case "Out of Memory" -> outOfMemory(message);
            case "Dependency" ->
                new SqlException(SqlState.DEPENDENT_OBJECTS_STILL_EXIST, firstLine(message))
                        .withHint("Use DROP ... CASCADE to drop the dependent objects too.");
            case "INTERRUPT" -> new SqlException(SqlState.QUERY_CANCELED, "canceling statement due to user request");
            case "IO" -> inputOutput(message);
            case "Sequence" -> stated(SqlState.NUMERIC_VALUE_OUT_OF_RANGE, message);
            case "Dependency Error" -> stated(SqlState.DEPENDENT_OBJECTS_STILL_EXIST, message);
            case "Resource In Use" ->
                new SqlException(
                        SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE, "the session's previous result is still open");
            case "Settings", "Configuration" -> stated(SqlState.INVALID_PARAMETER_VALUE, message);
            case "Expression", "Executor" -> stated(SqlState.DATA_EXCEPTION, message);
            default -> internal(message);
        };
    }

    private static SqlState outOfRange(String message) {
        if (message.contains("logarithm")) {
            return SqlState.INVALID_ARGUMENT_FOR_LOGARITHM;
        }
        return message.contains("square root")
                ? SqlState.INVALID_ARGUMENT_FOR_POWER_FUNCTION
                : SqlState.NUMERIC_VALUE_OUT_OF_RANGE;
    }

    private static SqlException catalog(JsonNode report, String message) {
        String name = report.path("name").asText();
        String kind = report.path("type").asText().toLowerCase(Locale.ROOT);
        boolean exists = report.path("error_subtype").asText().equals("ENTRY_ALREADY_EXISTS");
        if (exists || report.path("error_subtype").asText().equals("MISSING_ENTRY")) {
            SqlException error =
                    switch (kind) {
                        case "table", "view", "sequence", "index" ->
                            exists
                                    ? new SqlException(
                                            SqlState.DUPLICATE_TABLE, "relation \"" + name + "\" already exists")
                                    : new SqlException(
                                            SqlState.UNDEFINED_TABLE, "relation \"" + name + "\" does not exist");
                        case "schema" ->
                            exists
                                    ? new SqlException(
                                            SqlState.DUPLICATE_SCHEMA, "schema \"" + name + "\" already exists")
                                    : new SqlException(
                                            SqlState.INVALID_SCHEMA_NAME, "schema \"" + name + "\" does not exist");
                        case "type" ->
                            exists
                                    ? new SqlException(
                                            SqlState.DUPLICATE_OBJECT, "type \"" + name + "\" already exists")
                                    : new SqlException(
                                            SqlState.UNDEFINED_OBJECT, "type \"" + name + "\" does not exist");
                        default ->
                            kind.contains("function") || kind.contains("macro")
                                    ? exists
                                            ? new SqlException(
                                                    SqlState.DUPLICATE_FUNCTION,
                                                    "function \"" + name + "\" already exists")
                                            : new SqlException(
                                                    SqlState.UNDEFINED_FUNCTION, "function " + name + " does not exist")
                                    : stated(exists ? SqlState.DUPLICATE_OBJECT : SqlState.UNDEFINED_OBJECT, message);
                    };
            return exists ? error : suggested(error, report);
        }
        Matcher schema = MISSING_SCHEMA.matcher(message);
        if (schema.matches()) {
            return new SqlException(SqlState.UNDEFINED_TABLE, "relation \"" + schema.group(1) + "\" does not exist");
        }
        Matcher kinds = WRONG_KIND.matcher(firstLine(message));
        if (kinds.matches()) {
            String is = kinds.group(2).toLowerCase(Locale.ROOT);
            return new SqlException(
                            SqlState.WRONG_OBJECT_TYPE,
                            "\"" + kinds.group(1) + "\" is not a "
                                    + kinds.group(4).toLowerCase(Locale.ROOT))
                    .withHint("It is a " + is + ".");
        }
        if (message.startsWith("Column with name") && message.contains("already exists")) {
            return new SqlException(
                    SqlState.DUPLICATE_COLUMN, "column \"" + firstQuoted(message) + "\" specified more than once");
        }
        if (message.contains("depend") || message.contains("is main key table of")) {
            return stated(SqlState.DEPENDENT_OBJECTS_STILL_EXIST, message);
        }
        if (kind.equals("configuration parameter")) {
            return new SqlException(SqlState.UNDEFINED_OBJECT, "unrecognized configuration parameter \"" + name + "\"");
        }
        return stated(SqlState.UNDEFINED_OBJECT, message);
    }

    private static SqlException binder(JsonNode report, String message) {
        String subtype = report.path("error_subtype").asText();
        if (subtype.equals("COLUMN_NOT_FOUND")) {
            return suggested(
                    new SqlException(
                            SqlState.UNDEFINED_COLUMN,
                            "column \"" + report.path("name").asText() + "\" does not exist"),
                    report);
        }
        Matcher updated = NO_UPDATED_COLUMN.matcher(message);
        if (updated.matches()) {
            return new SqlException(SqlState.UNDEFINED_COLUMN, "column \"" + updated.group(1) + "\" does not exist");
        }
        Matcher column = NO_COLUMN_IN_TABLE.matcher(message);
        if (column.matches()) {
            return new SqlException(
                    SqlState.UNDEFINED_COLUMN,
                    message.contains("named")
                            ? "column " + column.group(1) + "." + column.group(2) + " does not exist"
                            : "column \"" + column.group(2) + "\" of relation \"" + column.group(1)
                                    + "\" does not exist");
        }
        if (message.startsWith("Ambiguous reference to column")) {
            return new SqlException(
                    SqlState.AMBIGUOUS_COLUMN, "column reference \"" + firstQuoted(message) + "\" is ambiguous");
        }
        if (message.startsWith("Referenced table")) {
            return new SqlException(
                    SqlState.UNDEFINED_TABLE, "missing FROM-clause entry for table \"" + firstQuoted(message) + "\"");
        }
        if (subtype.equals("NO_MATCHING_FUNCTION") || message.startsWith("No function matches")) {
            return noFunction(report.path("call").asText(message.replaceFirst(".*argument types ", "")));
        }
        if (message.startsWith("Could not choose a best candidate function")) {
            return noFunction(message.replaceFirst("(?s).*?function call \"(.*?\\))\".*", "$1"));
        }
        if (message.startsWith("Macro ") && message.contains("does not support the supplied arguments")) {
            String name = message.substring("Macro ".length(), message.indexOf('('));
            String accepted = message.substring(message.lastIndexOf('\n') + 1).trim();
            return new SqlException(
                            SqlState.UNDEFINED_FUNCTION, "function " + name + " does not exist with these arguments")
                    .withHint("It is called as " + accepted + ".");
        }
        if (message.startsWith("Cannot change the type of a column that has a CHECK constraint")) {
            return new SqlException(
                            SqlState.FEATURE_NOT_SUPPORTED, "the type of a column with a length cannot be changed")
                    .withHint("Add a column of the new type, copy the values with UPDATE, drop the old column and"
                            + " rename the new one.");
        }
        if (message.startsWith("UNNEST not supported")) {
            return new SqlException(SqlState.FEATURE_NOT_SUPPORTED, "set-returning functions are not allowed here");
        }
        if (message.contains("aggregate function calls cannot be nested")) {
            return stated(SqlState.GROUPING_ERROR, message);
        }
        if (message.contains("must appear in the GROUP BY clause") || message.contains("cannot contain aggregates")) {
            return stated(SqlState.GROUPING_ERROR, message);
        }
        if (message.contains("values were supplied") || message.contains("value mismatch")) {
            return stated(SqlState.SYNTAX_ERROR, message);
        }
        if (message.contains("ype mismatch") || message.contains("Cannot compare values of type")) {
            return stated(SqlState.DATATYPE_MISMATCH, message);
        }
        if (message.contains("nimplemented type for cast") || message.contains("Cannot cast")) {
            return stated(SqlState.CANNOT_COERCE, message);
        }
        return stated(SqlState.SYNTAX_ERROR, message);
    }

    private static SqlException noFunction(String call) {
        SqlException error;
        Matcher parts = CALL.matcher(call.strip());
        if (!parts.matches()) {
            error = new SqlException(SqlState.UNDEFINED_FUNCTION, "function does not exist: " + firstLine(call));
        } else {
            String name = parts.group(1).replace("\"", "");
            String[] types = Arrays.stream(parts.group(2).split(",\\s*"))
                    .map(TypeWords::shown)
                    .toArray(String[]::new);
            boolean operator = !name.isEmpty() && !Character.isLetter(name.charAt(0)) && name.charAt(0) != '_';
            if (operator && types.length <= 2) {
                error = new SqlException(
                        SqlState.UNDEFINED_FUNCTION,
                        "operator does not exist: "
                                + (types.length == 2 ? types[0] + " " + name + " " + types[1] : name + " " + types[0]));
            } else {
                error = new SqlException(
                        SqlState.UNDEFINED_FUNCTION,
                        "function " + name + "(" + String.join(", ", types) + ") does not exist");
            }
        }
        return error.withHint(
                "No function matches the given name and argument types. You might need to add explicit type casts.");
    }

    private static SqlException conversion(String message) {
        Matcher text = TEXT_TO_TYPE.matcher(message);
        if (text.find()) {
            return new SqlException(
                    SqlState.INVALID_TEXT_REPRESENTATION,
                    "invalid input syntax for type " + TypeWords.shown(text.group(2)) + ": \"" + text.group(1) + "\"");
        }
        Matcher large = TOO_LARGE.matcher(message);
        if (large.find()) {
            return new SqlException(
                    SqlState.NUMERIC_VALUE_OUT_OF_RANGE,
                    "value \"" + large.group(1) + "\" is out of range for type " + TypeWords.shown(large.group(2)));
        }
        if (message.contains("nimplemented type for cast")) {
            return stated(SqlState.CANNOT_COERCE, message);
        }
        if (message.contains("date field") || message.contains("timestamp field") || message.contains("time field")) {
            return stated(
                    message.contains("out of range")
                            ? SqlState.DATETIME_FIELD_OVERFLOW
                            : SqlState.INVALID_DATETIME_FORMAT,
                    message);
        }
        if (message.contains("out of range")) {
            return stated(SqlState.NUMERIC_VALUE_OUT_OF_RANGE, message);
        }
        return stated(SqlState.INVALID_TEXT_REPRESENTATION, message);
    }

    private static SqlException constraint(String message) {
        Matcher notNull = NOT_NULL.matcher(message);
        if (notNull.find()) {
            return new SqlException(
                    SqlState.NOT_NULL_VIOLATION,
                    "null value in column \"" + notNull.group(2) + "\" of relation \"" + notNull.group(1)
                            + "\" violates not-null constraint");
        }
        if (message.contains("uplicate key")) {
            return new SqlException(SqlState.UNIQUE_VIOLATION, "duplicate key value violates unique constraint")
                    .withDetail(firstLine(message));
        }
        Matcher length = TEXT_LENGTH.matcher(message);
        if (length.find()) {
            return new SqlException(
                    SqlState.STRING_TOO_LONG,
                    length.group(1) == null
                            ? "value too long for type character varying(" + length.group(2) + ")"
                            : "value too long for type character(" + length.group(1) + ")");
        }
        if (message.startsWith("CHECK")) {
            return stated(SqlState.CHECK_VIOLATION, message);
        }
        if (message.contains("foreign key")) {
            return stated(SqlState.FOREIGN_KEY_VIOLATION, message);
        }
        return stated(SqlState.CHECK_VIOLATION, message);
    }

    private static SqlException invalidInput(String message) {
        if (message.startsWith("Division by zero")) {
            return new SqlException(SqlState.DIVISION_BY_ZERO, "division by zero");
        }
        if (message.startsWith("More than one row returned by a subquery")) {
            return new SqlException(
                    SqlState.CARDINALITY_VIOLATION, "more than one row returned by a subquery used as an expression");
        }
        if (message.startsWith("Malformed JSON")) {
            return stated(SqlState.INVALID_TEXT_REPRESENTATION, message);
        }
        if (message.startsWith("Values were not provided")) {
            return stated(SqlState.UNDEFINED_PARAMETER, message);
        }
        if (message.contains("the configuration has been locked")) {
            return new SqlException(SqlState.INSUFFICIENT_PRIVILEGE, "this setting cannot be changed");
        }
        return stated(SqlState.DATA_EXCEPTION, message);
    }

    private static SqlException transaction(String message) {
        if (message.contains("is aborted")) {
            return new SqlException(
                    SqlState.IN_FAILED_TRANSACTION,
                    "current transaction is aborted, commands ignored until end of transaction block");
        }
        if (message.contains("read-only mode")) {
            return new SqlException(SqlState.READ_ONLY_TRANSACTION, "cannot change data in a read-only transaction");
        }
        if (message.contains("no transaction is active")) {
            return new SqlException(SqlState.NO_ACTIVE_TRANSACTION, "there is no transaction in progress");
        }
        if (message.contains("within a transaction")) {
            return new SqlException(SqlState.ACTIVE_TRANSACTION, "there is already a transaction in progress");
        }
        return new SqlException(SqlState.SERIALIZATION_FAILURE, "could not serialize access due to concurrent update")
                .withDetail(firstLine(message).replace("\0", ".").replace("\\0", "."))
                .withHint("Run the transaction again.");
    }

    private static SqlException internal(String message) {
        return new SqlException(SqlState.INTERNAL_ERROR, "the engine failed: " + firstLine(message));
    }

    /** The engine's own sentence, its suggestions moved to the hint. */
    private static SqlException stated(SqlState state, String message) {
        String[] parts = SUGGESTION.split(message, 2);
        String sentence = Arrays.stream(parts[0].strip().split("\\s*\\n\\s*"))
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining(" "));
        SqlException error = new SqlException(state, TypeWords.inSentence(withoutFullStop(sentence)));
        boolean helpful = parts.length == 2 && !INTERNAL_NAME.matcher(parts[1]).find();
        return helpful ? error.withHint(TypeWords.inSentence(parts[1].strip().replaceAll("\\s*\\n\\s*", " "))) : error;
    }

    private static SqlException suggested(SqlException error, JsonNode report) {
        String wrong = lastPart(report.path("name").asText());
        String candidates = Arrays.stream(report.path("candidates").asText().split(","))
                .map(String::strip)
                .filter(candidate -> !candidate.isEmpty() && !isInternal(candidate))
                .filter(candidate -> Spelling.isClose(wrong, lastPart(candidate)))
                .limit(3)
                .map(candidate -> "\"" + candidate + "\"")
                .collect(Collectors.joining(", "));
        return candidates.isEmpty() ? error : error.withHint("Did you mean " + candidates + "?");
    }

    private static String lastPart(String name) {
        return name.substring(name.lastIndexOf('.') + 1).replace("\"", "");
    }

    private static boolean isInternal(String name) {
        return name.startsWith("pg_")
                || name.startsWith("duckdb_")
                || name.startsWith("auspex")
                || name.startsWith("__")
                || name.startsWith("main.")
                || name.startsWith("json_")
                || name.startsWith("sqlite_")
                || name.startsWith("information_schema");
    }

    private static SqlException placed(SqlException error, JsonNode report, EngineText text) {
        int bytes = report.path("position").asInt(-1);
        if (bytes < 0) {
            return error;
        }
        // An error inside a view carries a place in the view's text, which is not the user's.
        String name = report.path("name").asText();
        String here = text.from(bytes);
        if (!name.isEmpty()
                && !here.substring(0, Math.min(here.length(), name.length() * 3 + 80))
                        .contains(name)) {
            return error;
        }
        int offset = text.originalOffset(bytes);
        return offset < 0 ? error : error.at(offset);
    }

    private static String firstQuoted(String message) {
        Matcher quoted = QUOTED.matcher(message);
        return quoted.find() ? quoted.group(1) : "";
    }

    private static String firstLine(String message) {
        return withoutFullStop(message.lines().findFirst().orElse("").strip());
    }

    private static String withoutFullStop(String sentence) {
        return sentence.endsWith(".") || sentence.endsWith("!")
                ? sentence.substring(0, sentence.length() - 1)
                : sentence;
    }
}
