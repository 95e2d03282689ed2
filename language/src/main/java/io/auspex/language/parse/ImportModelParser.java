package io.auspex.language.parse;

import io.auspex.language.error.SqlException;
import io.auspex.language.error.SqlState;
import io.auspex.language.statement.QualifiedName;
import io.auspex.language.statement.Statement;
import io.auspex.language.statement.Statement.ArgumentType;
import io.auspex.language.statement.Statement.ModelLocation;
import io.auspex.language.token.Token;
import io.auspex.language.token.Token.Kind;
import io.auspex.language.type.SqlType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * CREATE MODEL of a model that is trained already ("bring your own model" of Amazon Redshift): {@code FROM} a text, with the
 * types of the function written out. Clauses may come in any order, as with the trained forms. The remote form is
 * recognised and refused.
 */
final class ImportModelParser {
    private static final Set<String> TRAINING_CLAUSES =
            Set.of("target", "auto", "model_type", "problem_type", "objective", "preprocessors", "hyperparameters");
    private static final Set<String> SETTINGS = Set.of("s3_bucket", "kms_key_id", "tags");
    private static final Set<String> OTHER_SETTINGS = Set.of(
            "s3_garbage_collect",
            "max_cells",
            "max_runtime",
            "seed",
            "horizon",
            "frequency",
            "percentiles",
            "max_batch_rows");
    private static final String FORM =
            "CREATE MODEL name FROM 's3://bucket/model.tar.gz' FUNCTION name (type, ...) RETURNS type IAM_ROLE DEFAULT";

    private final TokenCursor cursor;
    private final QualifiedName name;
    private final boolean orReplace;
    private final Set<String> seen = new HashSet<>();
    private final Map<String, String> settings = new LinkedHashMap<>();
    private ModelLocation location;
    private QualifiedName function;
    private List<ArgumentType> arguments;
    private ArgumentType returns;
    private String iamRole;

    private ImportModelParser(TokenCursor cursor, QualifiedName name, boolean orReplace) {
        this.cursor = cursor;
        this.name = name;
        this.orReplace = orReplace;
    }

    /**
     * Whether the clauses that come next are those of a model trained elsewhere: FROM a text, or no FROM but SAGEMAKER with
     * the text of an endpoint.
     */
    static boolean applies(TokenCursor cursor) {
        boolean from = false;
        boolean endpoint = false;
        int depth = 0;
        for (int ahead = 0; cursor.peek(ahead).kind() != Kind.END; ahead++) {
            Token token = cursor.peek(ahead);
            if (token.isSymbol('(')) {
                depth++;
            } else if (token.isSymbol(')')) {
                depth--;
            } else if (depth == 0 && token.isWord("from")) {
                Token source = cursor.peek(ahead + 1);
                if (source.kind() == Kind.STRING
                        || (source.isSymbol('(') && cursor.peek(ahead + 2).kind() == Kind.STRING)) {
                    return true;
                }
                from = true;
            } else if (depth == 0
                    && token.isWord("sagemaker")
                    && cursor.peek(ahead + 1).kind() == Kind.STRING) {
                endpoint = true;
            }
        }
        return endpoint && !from;
    }

    static Statement parse(TokenCursor cursor, QualifiedName name, boolean orReplace) {
        ImportModelParser parser = new ImportModelParser(cursor, name, orReplace);
        while (!cursor.atEnd()) {
            parser.clause();
        }
        return parser.statement();
    }

    private Statement statement() {
        if (function == null) {
            throw missing("model " + name + " has no FUNCTION", "Name the prediction function: " + FORM + ".");
        }
        if (arguments == null) {
            throw missing(
                    "FUNCTION " + function + " of an imported model needs the types of its arguments",
                    "Write them in parentheses, in the order of the model's features: FUNCTION " + function
                            + " (int, float8).");
        }
        if (returns == null) {
            throw missing("model " + name + " has no RETURNS", "Say what the function gives: RETURNS float8.");
        }
        return new Statement.ImportModel(
                name, orReplace, location, function, arguments, returns, Optional.ofNullable(iamRole), settings);
    }

    private static SqlException missing(String message, String hint) {
        return new SqlException(SqlState.SYNTAX_ERROR, message).withHint(hint);
    }

    private void clause() {
        Token token = cursor.peek();
        String word = token.kind() == Kind.WORD ? token.text() : "";
        if (TRAINING_CLAUSES.contains(word)) {
            throw new SqlException(
                            SqlState.SYNTAX_ERROR,
                            Keywords.shown(word) + " cannot be used with a model that is imported")
                    .withHint("It is trained already; leave " + Keywords.shown(word) + " out.")
                    .at(token.start());
        }
        if (!word.isEmpty() && !seen.add(word)) {
            throw cursor.syntaxError(token, "the " + Keywords.shown(word) + " clause is given twice")
                    .withHint("Keep one of the two.");
        }
        switch (word) {
            case "from" -> {
                cursor.next();
                location = location();
            }
            case "function" -> {
                cursor.next();
                function();
            }
            case "returns" -> {
                cursor.next();
                returns = argumentType();
                requireNotSuper();
            }
            case "iam_role" -> {
                cursor.next();
                iamRole = cursor.accept("default") ? "default" : cursor.string("DEFAULT, or the ARN of a role");
            }
            case "settings" -> {
                cursor.next();
                settings();
            }
            case "sagemaker" ->
                throw StatementParser.notSupported(
                        "CREATE MODEL with SAGEMAKER is not supported: calling a remote endpoint is not offered yet",
                        "Import the model's own file instead: " + FORM + ".",
                        token.start());
            default ->
                throw cursor.unexpected("expected a clause of CREATE MODEL")
                        .withHint("Possible here: FROM, FUNCTION, RETURNS, IAM_ROLE and SETTINGS.");
        }
    }

    private ModelLocation location() {
        boolean open = cursor.acceptSymbol('(');
        int start = cursor.peek().start();
        String text = cursor.string("an object location or the name of a training job");
        if (open) {
            cursor.expectSymbol(')');
        }
        if (text.isBlank()) {
            throw new SqlException(SqlState.INVALID_PARAMETER_VALUE, "FROM names no file and no training job")
                    .withHint("Write FROM 's3://bucket/model.tar.gz', or a job name that SHOW MODEL prints.")
                    .at(start);
        }
        return new ModelLocation(text, start);
    }

    private void function() {
        function = cursor.qualifiedName("a function name");
        if (!cursor.acceptSymbol('(')) {
            return;
        }
        arguments = new ArrayList<>();
        do {
            arguments.add(argumentType());
        } while (cursor.acceptSymbol(','));
        cursor.expectSymbol(')');
    }

    private ArgumentType argumentType() {
        int start = cursor.peek().start();
        SqlType type = TypeParser.next(cursor);
        return new ArgumentType(type, start);
    }

    private void requireNotSuper() {
        if (returns.type().kind() == SqlType.Kind.SUPER) {
            throw new SqlException(SqlState.INVALID_PARAMETER_VALUE, "an imported model cannot return SUPER")
                    .withHint("Write RETURNS float8, int or varchar; the probabilities of a classifier come from its"
                            + " second function, NAME_probabilities.")
                    .at(returns.offset());
        }
    }

    private void settings() {
        cursor.expectSymbol('(');
        do {
            Token key = cursor.peek();
            if (key.kind() != Kind.WORD || !SETTINGS.contains(key.text())) {
                throw unknownSetting(key);
            }
            cursor.next();
            if (settings.put(Keywords.shown(key.text()), cursor.string("the value of " + Keywords.shown(key.text())))
                    != null) {
                throw cursor.syntaxError(key, "this setting is given twice").withHint("Keep one of the two.");
            }
        } while (cursor.acceptSymbol(','));
        cursor.expectSymbol(')');
    }

    private SqlException unknownSetting(Token key) {
        String settings = "Settings of an imported model are S3_BUCKET, KMS_KEY_ID and TAGS.";
        if (key.kind() == Kind.WORD && OTHER_SETTINGS.contains(key.text())) {
            String owner = key.text().equals("max_batch_rows") ? "remote endpoints" : "models that are trained here";
            return new SqlException(
                            SqlState.SYNTAX_ERROR,
                            "setting " + Keywords.shown(key.text()) + " is for " + owner + " only")
                    .withHint(settings)
                    .at(key.start());
        }
        return cursor.syntaxError(key, "expected the name of a setting").withHint(settings);
    }
}
