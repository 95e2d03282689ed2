package io.auspex.app.serve;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How the server starts a training process: the JVM and the class path that it runs on itself. */
final class WorkerCommand {
    private WorkerCommand() {}

    /** The program, its flags and {@code -cp path}, up to but without the main class. */
    static List<String> ofThisProcess() {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        if (Runtime.version().feature() >= 22) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        return List.copyOf(command);
    }
}
