package com.example.subtitles;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The format of .srt files. */
final class Srt {
    private static final String TIME = "(\\d{2,}):(\\d{2}):(\\d{2}),(\\d{3})";
    private static final Pattern BLOCK = Pattern.compile("\\d+\n" + TIME + " --> " + TIME + "\n(.+)", Pattern.DOTALL);

    private Srt() {}

    static List<Cue> parse(String file) {
        List<Cue> cues = new ArrayList<>();
        for (String block : file.replace("\r\n", "\n").strip().split("\n{2,}")) {
            Matcher match = BLOCK.matcher(block);
            if (!match.matches()) {
                throw new IllegalArgumentException("not a subtitle: " + block.lines().findFirst().orElse(""));
            }
            cues.add(new Cue(millis(match, 1), millis(match, 5), match.group(9)));
        }
        return cues;
    }

    static String format(List<Cue> cues) {
        StringBuilder file = new StringBuilder();
        int number = 0;
        for (Cue cue : cues) {
            file.append(++number).append('\n');
            file.append(time(cue.from())).append(" --> ").append(time(cue.to())).append('\n');
            file.append(cue.text()).append("\n\n");
        }
        return file.toString();
    }

    private static long millis(Matcher match, int group) {
        long minutes = 60 * Long.parseLong(match.group(group)) + Long.parseLong(match.group(group + 1));
        return 1_000 * (60 * minutes + Long.parseLong(match.group(group + 2))) + Long.parseLong(match.group(group + 3));
    }

    private static String time(long millis) {
        long seconds = millis / 1_000;
        return "%02d:%02d:%02d,%03d".formatted(seconds / 3_600, seconds / 60 % 60, seconds % 60, millis % 1_000);
    }
}
