package io.auspex.language.parse;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.QualifiedName;
import io.auspex.language.statement.Statement;
import io.auspex.language.statement.Statement.TrainingSource;
import io.auspex.language.token.Token;
import io.auspex.language.token.Token.Kind;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * CREATE MODEL of the trained forms, as Amazon Redshift's "CREATE MODEL" page has them. Clauses may come in any order, each
 * once: AWS's own examples disagree on the order. {@link ImportModelParser} reads the forms whose model is trained already.
 *
 * <p>Checks the shape of each clause; whether the clauses go together is {@code CreateModelCheck}'s question.
 */
final class CreateModelParser {
    private enum Clause {
        FROM,
        TARGET,
        FUNCTION,
        IAM_ROLE,
        AUTO,
        MODEL_TYPE,
        PROBLEM_TYPE,
        OBJECTIVE,
        PREPROCESSORS,
        HYPERPARAMETERS,
        SETTINGS;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What the value of a setting looks like. */
    private enum SettingForm {
        TEXT,
        INTEGER,
        ON_OFF,
        WORD_OR_TEXT,
        /** Of a column, as TARGET takes it: an identifier or a string. */
        NAME
    }

    private static final Map<String, SettingForm> SETTINGS = settingForms();
    private static final List<String> CLAUSE_WORDS =
            Arrays.stream(Clause.values()).map(Clause::word).toList();
    private static final Set<String> IMPORT_WORDS = Set.of("returns", "sagemaker");
    private static final String CLOSE_QUERY =
            "Close the training query with ) before the next clause: FROM (SELECT ...) TARGET ...";

    private final TokenCursor cursor;
    /** Known, so that they are refused with a reason; not suggested. */
    private static final Set<String> OTHER_MODELS_SETTINGS = Set.of("max_batch_rows");

    private final Map<Clause, Token> seen = new LinkedHashMap<>();
    private final Map<String, String> settings = new LinkedHashMap<>();
    private TrainingSource source;
    private Statement.Target target;
    private QualifiedName function;
    private String iamRole;
    private Boolean auto;
    private String modelType;
    private String problemType;
    private String objective;
    private String preprocessors;
    private Map<String, String> hyperparameters;

    private CreateModelParser(TokenCursor cursor) {
        this.cursor = cursor;
    }

    private static Map<String, SettingForm> settingForms() {
        Map<String, SettingForm> forms = new LinkedHashMap<>();
        forms.put("s3_bucket", SettingForm.TEXT);
        forms.put("tags", SettingForm.TEXT);
        forms.put("kms_key_id", SettingForm.TEXT);
        forms.put("s3_garbage_collect", SettingForm.ON_OFF);
        forms.put("max_cells", SettingForm.INTEGER);
        forms.put("max_runtime", SettingForm.INTEGER);
        forms.put("horizon", SettingForm.INTEGER);
        forms.put("frequency", SettingForm.WORD_OR_TEXT);
        forms.put("percentiles", SettingForm.TEXT);
        forms.put("max_batch_rows", SettingForm.INTEGER);
        // Beyond Redshift, of AUTO ON; the seed makes a training run repeatable.
        forms.put("seed", SettingForm.INTEGER);
        forms.put("folds", SettingForm.INTEGER);
        forms.put("validation_column", SettingForm.NAME);
        forms.put("time_column", SettingForm.NAME);
        forms.put("group_column", SettingForm.NAME);
        forms.put("sample_weight", SettingForm.NAME);
        forms.put("class_balance", SettingForm.ON_OFF);
        forms.put("latency_budget", SettingForm.INTEGER);
        forms.put("max_models", SettingForm.INTEGER);
        forms.put("min_rows", SettingForm.INTEGER);
        forms.put("ensemble", SettingForm.ON_OFF);
        return forms;
    }

    /** Whether CREATE [OR REPLACE] [EXTERNAL] MODEL comes next. */
    static boolean startsCreateModel(TokenCursor cursor) {
        return cursor.looksAt("create", "model")
                || cursor.looksAt("create", "or", "replace", "model")
                || cursor.looksAt("create", "external", "model")
                || cursor.looksAt("create", "or", "replace", "external", "model");
    }

    /** Whether CHECK [OR REPLACE] MODEL comes next, behind which all is as in CREATE MODEL. */
    static boolean startsCheckModel(TokenCursor cursor) {
        return cursor.looksAt("check", "model") || cursor.looksAt("check", "or", "replace", "model");
    }

    static Statement parseCheck(TokenCursor cursor) {
        Token check = cursor.peek();
        if (parse(cursor) instanceof Statement.CreateModel model) {
            return new Statement.CheckModel(model);
        }
        throw StatementParser.notSupported(
                "CHECK MODEL does not check a model that is trained already",
                "There are no training data to look at: CREATE MODEL checks the file when it imports it.",
                check.start());
    }

    static Statement parse(TokenCursor cursor) {
        Token create = cursor.next();
        boolean orReplace = cursor.accept("or", "replace");
        if (cursor.accept("external")) {
            throw StatementParser.notSupported(
                    "CREATE EXTERNAL MODEL is not supported",
                    "Calling a large language model is not offered yet; train a model with CREATE MODEL name FROM (SELECT"
                            + " ...), or import a trained one with CREATE MODEL name FROM 's3://bucket/model.tar.gz'.",
                    create.start());
        }
        cursor.expect("model");
        return new CreateModelParser(cursor).parse(orReplace);
    }

    private Statement parse(boolean orReplace) {
        if (cursor.looksAt("if", "not", "exists")) {
            throw cursor.unexpected("expected a model name")
                    .withHint("CREATE MODEL has no IF NOT EXISTS; write DROP MODEL IF EXISTS first.");
        }
        QualifiedName name = objectName("a model name");
        if (ImportModelParser.applies(cursor)) {
            return ImportModelParser.parse(cursor, name, orReplace);
        }
        while (!cursor.atEnd()) {
            clause();
        }
        if (source == null) {
            throw cursor.unexpected("CREATE MODEL " + name + " has no FROM clause")
                    .withHint("Name the training data: FROM table or FROM (SELECT ...).");
        }
        return new Statement.CreateModel(
                name,
                orReplace,
                source,
                Optional.ofNullable(target),
                Optional.ofNullable(function),
                Optional.ofNullable(iamRole),
                Optional.ofNullable(auto),
                Optional.ofNullable(modelType),
                Optional.ofNullable(problemType),
                Optional.ofNullable(objective),
                Optional.ofNullable(preprocessors),
                Optional.ofNullable(hyperparameters),
                settings);
    }

    private void clause() {
        Token token = cursor.peek();
        if (token.kind() == Kind.WORD && IMPORT_WORDS.contains(token.text())) {
            throw ofImportedModels(Keywords.shown(token.text()), token);
        }
        int known = token.kind() == Kind.WORD ? CLAUSE_WORDS.indexOf(token.text()) : -1;
        if (known < 0) {
            throw unknownClause(token);
        }
        Clause clause = Clause.values()[known];
        if (seen.put(clause, token) != null) {
            throw cursor.syntaxError(token, "the " + clause + " clause is given twice")
                    .withHint("Keep one of the two.");
        }
        cursor.next();
        switch (clause) {
            case FROM -> source = source();
            case TARGET -> target = target();
            case FUNCTION -> function = function();
            case IAM_ROLE ->
                iamRole = cursor.accept("default") ? "default" : cursor.string("DEFAULT, or the ARN of a role");
            case AUTO -> auto = onOff("AUTO");
            case MODEL_TYPE -> modelType = Keywords.shown(wordOrText("a model type"));
            case PROBLEM_TYPE ->
                problemType = Keywords.shown(optionallyInParentheses(() -> wordOrText("a problem type")));
            case OBJECTIVE -> objective = optionallyInParentheses(() -> cursor.string("an objective"));
            case PREPROCESSORS ->
                preprocessors = cursor.accept("none") ? "none" : cursor.string("'none' or a JSON array");
            case HYPERPARAMETERS -> hyperparameters = hyperparameters();
            case SETTINGS -> settings();
        }
    }

    private SqlException unknownClause(Token token) {
        List<String> missing = CLAUSE_WORDS.stream()
                .filter(word -> !seen.containsKey(Clause.valueOf(word.toUpperCase(Locale.ROOT))))
                .toList();
        String hint = "Possible here: " + Keywords.shown(missing) + ".";
        if (token.isSymbol(')')) {
            hint = "There is no opening parenthesis for this one. " + hint;
        } else if (token.isSymbol(',')) {
            hint = "Clauses are not separated by commas. " + hint;
        }
        Optional<String> meant = token.kind() == Kind.WORD ? Keywords.closest(token.text(), missing) : Optional.empty();
        return cursor.syntaxError(token, "expected a clause of CREATE MODEL")
                .withHint(meant.map(word -> "Did you mean " + Keywords.shown(word) + "? ")
                                .orElse("")
                        + hint);
    }

    private static SqlException ofImportedModels(String what, Token at) {
        return new SqlException(SqlState.SYNTAX_ERROR, what + " cannot be used with a model that is trained here")
                .withHint("It belongs to a model that is trained already: CREATE MODEL name FROM"
                        + " 's3://bucket/model.tar.gz' FUNCTION name (type, ...) RETURNS type IAM_ROLE DEFAULT.")
                .at(at.start());
    }

    private TrainingSource source() {
        Token token = cursor.peek();
        boolean parenthesised = token.isSymbol('(');
        if (!parenthesised) {
            if (cursor.looksAt("select") || cursor.looksAt("with")) {
                throw cursor.unexpected("a training query stands in parentheses")
                        .withHint("Write FROM (SELECT ...).");
            }
            return new TrainingSource.Table(objectName("a table name or a query in parentheses"), token.start());
        }
        int first = cursor.index() + 1;
        int close = cursor.skipParentheses(CLOSE_QUERY);
        EngineStatementParser.requireQuery(cursor.slice(first, close), "between the parentheses of FROM");
        int start = cursor.get(first).start();
        return new TrainingSource.Query(cursor.text(start, cursor.get(close - 1).end()), start);
    }

    private Statement.Target target() {
        Token token = cursor.peek();
        if (token.kind() == Kind.STRING) {
            return new Statement.Target(cursor.next().text(), token.start());
        }
        requireNoClause("the target column");
        return new Statement.Target(cursor.name("the target column"), token.start());
    }

    private QualifiedName function() {
        QualifiedName name = objectName("a function name");
        if (cursor.peek().isSymbol('(')) {
            throw ofImportedModels("a list of argument types", cursor.peek());
        }
        return name;
    }

    private Boolean onOff(String clause) {
        if (cursor.accept("on")) {
            return true;
        }
        if (cursor.accept("off")) {
            return false;
        }
        throw cursor.unexpected("expected ON or OFF behind " + clause)
                .withHint("Write " + clause + " ON or " + clause + " OFF.");
    }

    private String wordOrText(String what) {
        Token token = cursor.peek();
        if (token.kind() != Kind.WORD && token.kind() != Kind.STRING) {
            throw cursor.unexpected("expected " + what);
        }
        if (token.kind() == Kind.WORD) {
            requireNoClause(what);
        }
        return cursor.next().text();
    }

    private interface Reader {
        String read();
    }

    private String optionallyInParentheses(Reader reader) {
        boolean open = cursor.acceptSymbol('(');
        String value = reader.read();
        if (open) {
            cursor.expectSymbol(')');
        }
        return value;
    }

    private Map<String, String> hyperparameters() {
        if (!cursor.accept("default")) {
            throw cursor.unexpected("expected DEFAULT")
                    .withHint("Write HYPERPARAMETERS DEFAULT, or HYPERPARAMETERS DEFAULT EXCEPT (NAME 'value', ...).");
        }
        Map<String, String> values = new LinkedHashMap<>();
        if (!cursor.accept("except")) {
            return values;
        }
        cursor.expectSymbol('(');
        do {
            Token name = cursor.peek();
            if (!name.isName()) {
                throw cursor.unexpected("expected the name of a hyperparameter");
            }
            cursor.next();
            String value = hyperparameterValue(name);
            if (values.put(name.text().toLowerCase(Locale.ROOT), value) != null) {
                throw cursor.syntaxError(name, "this hyperparameter is given twice")
                        .withHint("Keep one of the two.");
            }
        } while (separated("HYPERPARAMETERS", "NAME 'value'"));
        return values;
    }

    /** Redshift wants the value quoted; a bare number can mean nothing else and is taken too. */
    private String hyperparameterValue(Token name) {
        int before = cursor.index();
        if (cursor.peek().isOperator("-") || cursor.peek().isOperator("+")) {
            cursor.next();
        }
        if (cursor.peek().kind() == Kind.NUMBER) {
            Token number = cursor.next();
            return cursor.text(cursor.get(before).start(), number.end());
        }
        cursor.moveTo(before);
        if (cursor.peek().kind() != Kind.STRING) {
            throw cursor.unexpected("expected the value of " + Keywords.shown(name.text()) + " in single quotes")
                    .withHint("Write " + Keywords.shown(name.text()) + " 'value'.");
        }
        return cursor.next().text();
    }

    private void settings() {
        cursor.expectSymbol('(');
        do {
            Token key = cursor.peek();
            SettingForm form = key.kind() == Kind.WORD ? SETTINGS.get(key.text()) : null;
            if (form == null) {
                throw unknownSetting(key);
            }
            cursor.next();
            String value = settingValue(Keywords.shown(key.text()), form);
            if (settings.put(Keywords.shown(key.text()), value) != null) {
                throw cursor.syntaxError(key, "this setting is given twice").withHint("Keep one of the two.");
            }
        } while (separated("SETTINGS", "NAME value"));
    }

    private SqlException unknownSetting(Token key) {
        List<String> offered = SETTINGS.keySet().stream()
                .filter(name -> !OTHER_MODELS_SETTINGS.contains(name))
                .toList();
        String known = "Settings are " + Keywords.shown(offered).replace(" or ", " and ") + ".";
        if (!key.isName()) {
            return cursor.syntaxError(key, "expected the name of a setting").withHint(known);
        }
        Optional<String> meant = Keywords.closest(key.text(), offered);
        return cursor.syntaxError(key, "there is no setting " + Keywords.shown(key.text()))
                .withHint(meant.map(word -> "Did you mean " + Keywords.shown(word) + "? ")
                                .orElse("")
                        + known);
    }

    private String settingValue(String key, SettingForm form) {
        Token token = cursor.peek();
        switch (form) {
            case TEXT:
                return cursor.string("the value of " + key);
            case ON_OFF:
                return onOff(key) ? "ON" : "OFF";
            case WORD_OR_TEXT:
                // 30min is a number followed by a word.
                if (token.kind() == Kind.NUMBER && cursor.peek(1).kind() == Kind.WORD) {
                    cursor.next();
                    return cursor.text(token.start(), cursor.next().end());
                }
                if (token.kind() == Kind.WORD) {
                    cursor.next();
                    return cursor.text(token.start(), token.end());
                }
                return cursor.string("the value of " + key);
            case INTEGER:
                return integer(key);
            case NAME:
                return token.kind() == Kind.STRING ? cursor.next().text() : cursor.name("the name of a column");
        }
        throw new IllegalStateException("no such form: " + form);
    }

    private String integer(String key) {
        Token token = cursor.peek();
        String digits = token.kind() == Kind.STRING && token.text().strip().matches("[+-]?[0-9]+")
                ? cursor.next().text().strip()
                : cursor.acceptInteger().orElseThrow(() -> cursor.unexpected("expected a whole number behind " + key)
                        .withHint("Write " + key + " 1000, without quotes, commas or units."));
        try {
            return String.valueOf(Long.parseLong(digits));
        } catch (NumberFormatException e) {
            throw new SqlException(SqlState.INVALID_PARAMETER_VALUE, key + " " + digits + " is out of range")
                    .withHint("Give a number up to " + Long.MAX_VALUE + ".")
                    .at(token.start())
                    .causedBy(e);
        }
    }

    /** Behind one item of a list: true at a comma, false at the closing parenthesis. */
    private boolean separated(String clause, String item) {
        if (cursor.acceptSymbol(',')) {
            return true;
        }
        if (cursor.acceptSymbol(')')) {
            return false;
        }
        throw cursor.unexpected("expected \",\" or \")\"")
                .withHint(clause + " takes a list in parentheses: (" + item + ", " + item + ", ...).");
    }

    private QualifiedName objectName(String what) {
        if (cursor.peek(1).kind() == Kind.END && isClauseWord(cursor.peek())) {
            throw cursor.unexpected("expected " + what);
        }
        requireNoClause(what);
        return cursor.qualifiedName(what);
    }

    /**
     * Catches a forgotten name. A word such as TARGET may well name a column, so it counts as the next clause only if
     * something follows it that cannot follow a name.
     */
    private void requireNoClause(String what) {
        Token token = cursor.peek();
        if (!isClauseWord(token)) {
            return;
        }
        Token following = cursor.peek(1);
        boolean mayFollowName = following.kind() == Kind.END || following.isSymbol('.') || isClauseWord(following);
        if (!mayFollowName) {
            throw cursor.unexpected("expected " + what);
        }
    }

    private static boolean isClauseWord(Token token) {
        return token.kind() == Kind.WORD && CLAUSE_WORDS.contains(token.text());
    }
}
