package io.auspex.app;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.MutuallyExclusiveArgsException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a user reads whose command line cannot be understood: one line, in words for people. */
final class WrongUsage {
    /** Commands of the launcher's own, beside the program's. */
    private static final List<String> LAUNCHER_COMMANDS = List.of("test", "bench", "format");

    private WrongUsage() {}

    static String text(ParameterException failure) {
        CommandLine command = failure.getCommandLine();
        if (failure instanceof UnmatchedArgumentException unmatched) {
            return unmatched(command, unmatched);
        }
        if (failure instanceof MutuallyExclusiveArgsException) {
            // The only options that exclude each other.
            return "-c and -f exclude each other";
        }
        if (failure instanceof MissingParameterException missing
                && missing.getMissing().get(0) instanceof OptionSpec option) {
            return option.longestName() + " needs a value";
        }
        if (failure.getArgSpec() instanceof OptionSpec option) {
            if (failure.getValue() != null && option.type() == int.class) {
                return option.longestName() + ": '" + failure.getValue() + "' is no number";
            }
            if (failure.getValue() != null && option.type().isEnum()) {
                return option.longestName() + ": '" + failure.getValue() + "' is neither " + words(option.type());
            }
        }
        return failure.getMessage();
    }

    private static String unmatched(CommandLine command, UnmatchedArgumentException failure) {
        String first = failure.getUnmatched().get(0);
        boolean top = command.getParent() == null;
        if (failure.isUnknownOption()) {
            return "there is no option " + first + "; see "
                    + command.getCommandSpec().qualifiedName() + " --help";
        }
        if (!top) {
            return "'" + first + "' is one word too many; see "
                    + command.getCommandSpec().qualifiedName() + " --help";
        }
        return "there is no command '" + first + "'; commands are "
                + String.join(", ", command.getSubcommands().keySet()) + " and, in a checkout, "
                + String.join(", ", LAUNCHER_COMMANDS);
    }

    private static String words(Class<?> choices) {
        return Arrays.stream(choices.getEnumConstants())
                .map(choice -> choice.toString().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" nor "));
    }
}
