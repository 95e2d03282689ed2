package io.auspex.server.session;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.warehouse.WarehouseSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What SET has set. The values of a transaction that is rolled back are forgotten with it, as in PostgreSQL. */
public final class SessionParameters {
    static final String PUBLIC = "public";

    /** Ours, and so named as PostgreSQL wants it of what is not its own. */
    static final String WAIT_FOR_MODELS = "auspex.wait_for_models";

    private static final String APPLICATION_NAME = "application_name";
    private static final String SESSION_AUTHORIZATION = "session_authorization";
    private static final String IS_SUPERUSER = "is_superuser";
    private static final String SEARCH_PATH = "search_path";
    private static final String TIME_ZONE = "timezone";
    private static final String STATEMENT_TIMEOUT = "statement_timeout";
    private static final String IDLE_TIMEOUT = "idle_session_timeout";
    private static final String IDLE_IN_TRANSACTION_TIMEOUT = "idle_in_transaction_session_timeout";
    static final String QUERY_GROUP = "query_group";

    private static final String SLOT_COUNT = "wlm_query_slot_count";
    private static final String READ_ONLY = "readonly";
    private static final String DEFAULT_READ_ONLY = "default_transaction_read_only";

    private volatile String user;
    private volatile String applicationName = "";
    private final WarehouseSession warehouse;
    private final SessionListener listener;

    /** What RESET goes back to: the definitions' values, changed by what the client said at start-up. */
    private final Map<String, String> initial = new TreeMap<>();

    private Map<String, String> values = new TreeMap<>();
    private Map<String, String> remembered;

    /** The schemas of search_path that exist, and whether some did not when it was last looked up. */
    private List<String> path = List.of();

    private boolean pathIncomplete;

    SessionParameters(String user, WarehouseSession warehouse, SessionListener listener) {
        this.user = user;
        this.warehouse = warehouse;
        this.listener = listener;
        ParameterDefinition.ALL.forEach((name, definition) -> initial.put(name, definition.initial()));
        initial.put(SESSION_AUTHORIZATION, user);
    }

    /** Whose rights count. */
    String user() {
        return user;
    }

    /** Gives the session another user's rights; undone with the transaction, as any parameter. */
    public void actAs(String newUser, boolean superuser) {
        change(SESSION_AUTHORIZATION, newUser);
        change(IS_SUPERUSER, superuser ? "on" : "off");
    }

    /** Takes over what a client wants from the start; what is no parameter is not for us. */
    void start(Map<String, String> startupParameters) {
        Map<String, String> wanted = new LinkedHashMap<>(startupParameters);
        String options = wanted.remove("options");
        if (options != null) {
            parseOptions(options, wanted);
        }
        wanted.forEach((name, value) -> {
            String key = name.toLowerCase(Locale.ROOT);
            ParameterDefinition definition = ParameterDefinition.ALL.get(key);
            if (definition != null) {
                initial.put(key, definition.check().apply(definition.name(), value));
            }
        });
        values = new TreeMap<>(initial);
        applicationName = values.get(APPLICATION_NAME);
        warehouse.setTimeZone(values.get(TIME_ZONE));
        lookUpPath();
    }

    /** {@code -c name=value --name=value}, a backslash before a blank that belongs to a value. */
    private static void parseOptions(String options, Map<String, String> wanted) {
        for (String word : options.trim().split("(?<!\\\\)\\s+")) {
            String setting = word.replace("\\ ", " ");
            if (setting.startsWith("--")) {
                setting = setting.substring(2);
            } else if (setting.startsWith("-c")) {
                setting = setting.substring(2);
            }
            int equals = setting.indexOf('=');
            if (equals > 0) {
                wanted.put(setting.substring(0, equals).replace('-', '_'), setting.substring(equals + 1));
            }
        }
    }

    /** @return the value, empty for a custom parameter that nobody has set */
    public String get(String name) {
        String key = name.toLowerCase(Locale.ROOT);
        String value = values.get(key);
        if (value != null) {
            return key.equals("transaction_read_only") && readOnly() ? "on" : value;
        }
        if (isCustom(key)) {
            return "";
        }
        throw unknown(name);
    }

    /** All of them with their values, by name. */
    public Map<String, String> all() {
        Map<String, String> all = new TreeMap<>();
        values.forEach((key, value) -> all.put(displayName(key), value));
        return all;
    }

    /** The parameters that clients are told of. */
    Map<String, String> reported() {
        Map<String, String> reported = new LinkedHashMap<>();
        ParameterDefinition.ALL.forEach((key, definition) -> {
            if (definition.reported()) {
                reported.put(definition.name(), values.get(key));
            }
        });
        return reported;
    }

    /** The value as {@link #set} would keep it, with the errors that it would raise; sets nothing. */
    public String checked(String name, String value) {
        String key = name.toLowerCase(Locale.ROOT);
        ParameterDefinition definition = ParameterDefinition.ALL.get(key);
        if (definition != null) {
            return definition.check().apply(definition.name(), value);
        }
        if (isCustom(key)) {
            return value;
        }
        throw unknown(name);
    }

    /** As a reported parameter, {@code is_superuser} tells drivers. */
    void declareSuperuser(boolean superuser) {
        initial.put(IS_SUPERUSER, superuser ? "on" : "off");
    }

    public void set(String name, String value) {
        String key = name.toLowerCase(Locale.ROOT);
        ParameterDefinition definition = ParameterDefinition.ALL.get(key);
        if (definition != null) {
            change(key, definition.check().apply(definition.name(), value));
        } else if (isCustom(key)) {
            values.put(key, value);
        } else {
            throw unknown(name);
        }
    }

    /** Back to what it was when the session began. */
    public void reset(String name) {
        String key = name.toLowerCase(Locale.ROOT);
        if (initial.containsKey(key)) {
            change(key, initial.get(key));
        } else if (isCustom(key)) {
            values.remove(key);
        } else {
            throw unknown(name);
        }
    }

    public void resetAll() {
        values.keySet().retainAll(initial.keySet());
        initial.forEach(this::change);
    }

    /** Zero means that statements may take as long as they like. */
    public Duration statementTimeout() {
        return Duration.ofMillis(Long.parseLong(values.get(STATEMENT_TIMEOUT)));
    }

    /** How many slots of its queue a statement takes. */
    int slotCount() {
        return Integer.parseInt(values.get(SLOT_COUNT));
    }

    /** Whether statements go to the superusers' own queue. */
    boolean wantsSuperuserQueue() {
        return "superuser".equalsIgnoreCase(values.get(QUERY_GROUP)) && "on".equals(values.get(IS_SUPERUSER));
    }

    /** How long the client may stay silent, by whether it has a transaction open; zero means for ever. */
    Duration idleTimeout(boolean inTransaction) {
        long session = Long.parseLong(values.get(IDLE_TIMEOUT));
        long transaction = Long.parseLong(values.get(IDLE_IN_TRANSACTION_TIMEOUT));
        return Duration.ofMillis(inTransaction ? transaction : session);
    }

    /** Whether CREATE MODEL returns only when its model is READY. */
    public boolean waitForModels() {
        return values.get(WAIT_FOR_MODELS).equals("on");
    }

    /** From any thread: another may see the name that was. */
    String applicationName() {
        return applicationName;
    }

    boolean readOnly() {
        return values.get(READ_ONLY).equals("on")
                || values.get(DEFAULT_READ_ONLY).equals("on");
    }

    List<String> searchPath() {
        return path;
    }

    /** A schema named in the path may have come into being since; a schema just dropped is out. */
    public void refreshSearchPath() {
        if (pathIncomplete) {
            lookUpPath();
        }
    }

    /** To be called when this session has created or dropped a schema. */
    public void schemasChanged() {
        lookUpPath();
    }

    void remember() {
        remembered = new TreeMap<>(values);
    }

    void keep() {
        remembered = null;
    }

    void restore() {
        if (remembered == null) {
            return;
        }
        Map<String, String> before = remembered;
        remembered = null;
        values.keySet().retainAll(before.keySet());
        before.forEach(this::change);
        lookUpPath();
    }

    private void change(String key, String value) {
        if (value.equals(values.get(key))) {
            return;
        }
        if (key.equals(TIME_ZONE)) {
            warehouse.setTimeZone(value);
        } else if (key.equals(SEARCH_PATH)) {
            lookUpPath(value);
        } else if (key.equals(APPLICATION_NAME)) {
            applicationName = value;
        } else if (key.equals(SESSION_AUTHORIZATION)) {
            warehouse.setUser(value);
            user = value;
            // It may have "$user" in it.
            lookUpPath();
        }
        values.put(key, value);
        ParameterDefinition definition = ParameterDefinition.ALL.get(key);
        if (definition != null && definition.reported()) {
            listener.parameterChanged(definition.name(), value);
        }
    }

    /** Looks again at a path that has been accepted. If its last schema is gone, the engine keeps what it had. */
    private void lookUpPath() {
        try {
            lookUpPath(values.get(SEARCH_PATH));
        } catch (SqlException e) {
            if (e.state() != SqlState.INVALID_SCHEMA_NAME) {
                throw e;
            }
            path = List.of();
            pathIncomplete = true;
        }
    }

    /** @throws SqlException INVALID_SCHEMA_NAME if none of the schemas exists: there would be nowhere to create anything */
    private void lookUpPath(String wanted) {
        Set<String> existing = new HashSet<>(warehouse.catalog().schemas());
        List<String> found = new ArrayList<>();
        boolean incomplete = false;
        for (String name : names(wanted)) {
            String schema = name.equals("$user") ? user : name;
            if (existing.contains(schema)) {
                if (!found.contains(schema)) {
                    found.add(schema);
                }
            } else {
                // A schema of the user's own name rarely exists, and this session knows when it makes one.
                incomplete |= !name.equals("$user");
            }
        }
        if (found.isEmpty()) {
            throw new SqlException(SqlState.INVALID_SCHEMA_NAME, "no schema in search_path " + wanted + " exists")
                    .withHint("CREATE SCHEMA first, or add public to the path.");
        }
        warehouse.setSearchPath(found);
        path = List.copyOf(found);
        pathIncomplete = incomplete;
    }

    /** The names in a list of identifiers, quoted or not, folded to lower case unless quoted. */
    private static List<String> names(String list) {
        List<String> names = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i <= list.length(); i++) {
            char c = i < list.length() ? list.charAt(i) : ',';
            if (c == '"' || c == '\'') {
                quoted = !quoted;
            } else if (c == ',' && (!quoted || i == list.length())) {
                if (!name.toString().isBlank()) {
                    names.add(name.toString().strip());
                }
                name.setLength(0);
            } else {
                name.append(quoted ? c : Character.toLowerCase(c));
            }
        }
        return names;
    }

    private static boolean isCustom(String key) {
        return key.indexOf('.') > 0;
    }

    private static String displayName(String key) {
        ParameterDefinition definition = ParameterDefinition.ALL.get(key);
        return definition == null ? key : definition.name();
    }

    private static SqlException unknown(String name) {
        SqlException error =
                new SqlException(SqlState.UNDEFINED_OBJECT, "unrecognized configuration parameter \"" + name + "\"");
        // BigQuery and most other databases that list their models do it so.
        return name.equalsIgnoreCase("models") ? error.withHint("SHOW MODEL ALL lists the models there are.") : error;
    }
}
