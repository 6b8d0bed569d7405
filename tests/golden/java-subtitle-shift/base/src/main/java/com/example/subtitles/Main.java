package com.example.subtitles;

import picocli.CommandLine;
import picocli.CommandLine.Command;

@Command(name = "subs", subcommands = {CountCommand.class}, description = "Works on subtitles.")
public final class Main {
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main()).setExecutionExceptionHandler((error, command, parsed) -> {
            command.getErr().println("subs: " + error.getMessage());
            return command.getCommandSpec().exitCodeOnExecutionException();
        });
    }
}
