package io.auspex.server.session;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/**
 * A parameter that SET, SHOW and RESET know.
 *
 * @param name in PostgreSQL's spelling; looked up without regard to case
 * @param initial the value of a new session
 * @param reported whether clients are told of its value
 * @param check gets the name and the value a user wants, gives the value to keep, or throws
 */
record ParameterDefinition(String name, String initial, boolean reported, BinaryOperator<String> check) {
    private static final BinaryOperator<String> ANYTHING = (name, value) -> value;
    private static final BinaryOperator<String> NOTHING = (name, value) -> {
        throw new SqlException(SqlState.INVALID_PARAMETER_VALUE, "parameter \"" + name + "\" cannot be changed");
    };

    /** All of them, by lower-case name. */
    static final Map<String, ParameterDefinition> ALL = byName(List.of(
            new ParameterDefinition("application_name", "", true, ParameterDefinition::printable),
            new ParameterDefinition("client_encoding", "UTF8", true, ParameterDefinition::encoding),
            new ParameterDefinition("DateStyle", "ISO, MDY", true, ParameterDefinition::dateStyle),
            new ParameterDefinition("TimeZone", "UTC", true, ParameterDefinition::timeZone),
            new ParameterDefinition("IntervalStyle", "postgres", true, oneOf("postgres")),
            new ParameterDefinition("integer_datetimes", "on", true, NOTHING),
            new ParameterDefinition("is_superuser", "on", true, NOTHING),
            new ParameterDefinition("server_encoding", "UTF8", true, NOTHING),
            new ParameterDefinition("server_version", "8.0.2", true, NOTHING),
            new ParameterDefinition("session_authorization", "", true, NOTHING),
            new ParameterDefinition("standard_conforming_strings", "on", true, oneOf("on")),
            new ParameterDefinition("server_version_num", "80002", false, NOTHING),
            new ParameterDefinition("max_identifier_length", "127", false, NOTHING),
            new ParameterDefinition("lc_collate", "C", false, NOTHING),
            new ParameterDefinition("lc_ctype", "C", false, NOTHING),
            new ParameterDefinition("transaction_isolation", "serializable", false, ParameterDefinition::isolation),
            new ParameterDefinition(
                    "default_transaction_isolation", "serializable", false, ParameterDefinition::isolation),
            new ParameterDefinition("transaction_read_only", "off", false, ParameterDefinition::onOrOff),
            new ParameterDefinition("default_transaction_read_only", "off", false, ParameterDefinition::onOrOff),
            new ParameterDefinition("readonly", "off", false, ParameterDefinition::onOrOff),
            new ParameterDefinition("search_path", "\"$user\", public", false, ANYTHING),
            new ParameterDefinition("statement_timeout", "0", false, ParameterDefinition::milliseconds),
            new ParameterDefinition("extra_float_digits", "0", false, number(-15, 3)),
            new ParameterDefinition("wlm_query_slot_count", "1", false, number(1, 50)),
            new ParameterDefinition("lock_timeout", "0", false, ParameterDefinition::milliseconds),
            new ParameterDefinition(
                    "idle_in_transaction_session_timeout", "0", false, ParameterDefinition::milliseconds),
            new ParameterDefinition("idle_session_timeout", "0", false, ParameterDefinition::milliseconds),
            new ParameterDefinition("client_min_messages", "notice", false, ANYTHING),
            new ParameterDefinition("query_group", "default", false, ANYTHING),
            new ParameterDefinition("role", "none", false, oneOf("none")),
            new ParameterDefinition("bytea_output", "hex", false, oneOf("hex")),
            new ParameterDefinition("row_security", "on", false, ParameterDefinition::onOrOff),
            new ParameterDefinition("autocommit", "on", false, oneOf("on")),
            new ParameterDefinition(SessionParameters.WAIT_FOR_MODELS, "off", false, ParameterDefinition::onOrOff),
            // What Redshift's tools set; it changes nothing here.
            new ParameterDefinition("enable_result_cache_for_session", "on", false, ParameterDefinition::onOrOff),
            new ParameterDefinition("enable_case_sensitive_identifier", "off", false, oneOf("off")),
            new ParameterDefinition(
                    "enable_case_sensitive_super_attribute", "off", false, ParameterDefinition::onOrOff),
            new ParameterDefinition("downcase_delimited_identifier", "on", false, ParameterDefinition::onOrOff),
            new ParameterDefinition("describe_field_name_in_uppercase", "off", false, oneOf("off")),
            new ParameterDefinition("json_serialization_enable", "off", false, ParameterDefinition::onOrOff),
            new ParameterDefinition(
                    "json_serialization_parse_nested_strings", "off", false, ParameterDefinition::onOrOff),
            new ParameterDefinition("navigate_super_null_on_error", "on", false, ParameterDefinition::onOrOff),
            new ParameterDefinition("analyze_threshold_percent", "10", false, ANYTHING),
            new ParameterDefinition("error_on_nondeterministic_update", "off", false, ParameterDefinition::onOrOff),
            new ParameterDefinition("max_cursor_result_set_size", "0", false, ANYTHING),
            new ParameterDefinition("mv_enable_aqmv_for_session", "on", false, ParameterDefinition::onOrOff),
            new ParameterDefinition("enable_vacuum_boost", "off", false, ParameterDefinition::onOrOff),
            new ParameterDefinition("use_fips_ssl", "off", false, ParameterDefinition::onOrOff)));

    private static Map<String, ParameterDefinition> byName(List<ParameterDefinition> definitions) {
        Map<String, ParameterDefinition> map = new TreeMap<>();
        for (ParameterDefinition definition : definitions) {
            map.put(definition.name.toLowerCase(Locale.ROOT), definition);
        }
        return map;
    }

    private static SqlException invalid(String name, String value) {
        return new SqlException(
                SqlState.INVALID_PARAMETER_VALUE, "invalid value for parameter \"" + name + "\": \"" + value + "\"");
    }

    private static String printable(String name, String value) {
        String clean = value.replaceAll("[^\\x20-\\x7e]", "?");
        return clean.length() > 250 ? clean.substring(0, 250) : clean;
    }

    private static String encoding(String name, String value) {
        String plain = value.replaceAll("[^A-Za-z0-9]", "").toUpperCase(Locale.ROOT);
        if (plain.equals("UTF8") || plain.equals("UNICODE")) {
            return "UTF8";
        }
        throw new SqlException(SqlState.FEATURE_NOT_SUPPORTED, "client encoding \"" + value + "\" is not supported")
                .withHint("Use UTF8.");
    }

    private static String dateStyle(String name, String value) {
        String order = "MDY";
        for (String word : value.toUpperCase(Locale.ROOT).split("[\\s,]+")) {
            switch (word) {
                case "ISO", "" -> {}
                case "MDY", "DMY", "YMD" -> order = word;
                case "US", "NONEURO", "NONEUROPEAN" -> order = "MDY";
                case "EURO", "EUROPEAN" -> order = "DMY";
                default ->
                    throw new SqlException(
                                    SqlState.FEATURE_NOT_SUPPORTED, "date style \"" + value + "\" is not supported")
                            .withHint("Use ISO.");
            }
        }
        return "ISO, " + order;
    }

    private static String timeZone(String name, String value) {
        for (String known : List.of("UTC", "GMT")) {
            if (known.equalsIgnoreCase(value)) {
                return known;
            }
        }
        try {
            return ZoneId.of(value).getId();
        } catch (DateTimeException e) {
            return ZoneId.getAvailableZoneIds().stream()
                    .filter(zone -> zone.equalsIgnoreCase(value))
                    .findFirst()
                    .orElseThrow(() -> invalid(name, value).causedBy(e));
        }
    }

    private static String isolation(String name, String value) {
        String level = value.toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
        if (List.of("serializable", "repeatable read", "snapshot", "read committed", "read uncommitted")
                .contains(level)) {
            // The weaker levels may always be served by a stronger one.
            return "serializable";
        }
        throw invalid(name, value);
    }

    private static String onOrOff(String name, String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "on", "true", "t", "yes", "y", "1" -> "on";
            case "off", "false", "f", "no", "n", "0" -> "off";
            default -> throw invalid(name, value);
        };
    }

    private static BinaryOperator<String> oneOf(String... values) {
        return (name, value) -> {
            String wanted = value.equalsIgnoreCase("true") || value.equals("1")
                    ? "on"
                    : value.equalsIgnoreCase("false") || value.equals("0") ? "off" : value.toLowerCase(Locale.ROOT);
            if (Arrays.asList(values).contains(wanted)) {
                return wanted;
            }
            throw new SqlException(
                            SqlState.FEATURE_NOT_SUPPORTED,
                            "value \"" + value + "\" of parameter \"" + name + "\" is not supported")
                    .withHint("Use " + String.join(" or ", values) + ".");
        };
    }

    private static BinaryOperator<String> number(int lowest, int highest) {
        return (name, value) -> {
            try {
                int number = Integer.parseInt(value.trim());
                if (number >= lowest && number <= highest) {
                    return Integer.toString(number);
                }
            } catch (NumberFormatException e) {
                throw invalid(name, value).causedBy(e);
            }
            throw new SqlException(
                    SqlState.INVALID_PARAMETER_VALUE,
                    value + " is outside the valid range for parameter \"" + name + "\" (" + lowest + " .. " + highest
                            + ")");
        };
    }

    /** A number of milliseconds, or one with a unit as PostgreSQL prints it. */
    private static String milliseconds(String name, String value) {
        String text = value.trim().toLowerCase(Locale.ROOT);
        long unit = 1;
        for (Map.Entry<String, Long> known : List.of(
                Map.entry("ms", 1L), Map.entry("min", 60_000L), Map.entry("s", 1_000L), Map.entry("h", 3_600_000L))) {
            if (text.endsWith(known.getKey())) {
                unit = known.getValue();
                text = text.substring(0, text.length() - known.getKey().length())
                        .trim();
                break;
            }
        }
        try {
            long total = Math.multiplyExact(Long.parseLong(text), unit);
            if (total >= 0 && total <= Integer.MAX_VALUE) {
                return Long.toString(total);
            }
        } catch (NumberFormatException | ArithmeticException e) {
            throw invalid(name, value).causedBy(e);
        }
        throw invalid(name, value);
    }
}
