package com.example.subtitles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "shift", description = "Moves all cues of a file.")
class ShiftCommand implements Callable<Integer> {
    private static final OpenOption[] NEW = {StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE};
    private static final OpenOption[] ANY = {
        StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE
    };

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE")
    private Path file;

    @Option(names = "--by", paramLabel = "SECONDS", required = true, converter = OffsetConverter.class)
    private long offset;

    @Option(names = "--output", paramLabel = "FILE", description = "Standard output without it.")
    private Path output;

    @Option(names = "--force", description = "Overwrites the output.")
    private boolean force;

    @Override
    public Integer call() throws IOException {
        List<Cue> cues = Srt.parse(Files.readString(file)).stream()
                .filter(cue -> cue.isSeenAfter(offset))
                .map(cue -> cue.shifted(offset))
                .toList();
        String result = Srt.format(cues);
        if (output == null) {
            spec.commandLine().getOut().print(result);
            spec.commandLine().getOut().flush();
        } else {
            Files.writeString(output, result, force ? ANY : NEW);
        }
        return 0;
    }
}
