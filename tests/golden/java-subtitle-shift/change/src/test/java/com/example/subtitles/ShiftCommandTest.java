package com.example.subtitles;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShiftCommandTest {
    private static final String FILM = """
            1
            00:00:01,000 --> 00:00:03,000
            Who is there?

            2
            00:00:10,000 --> 00:00:12,500
            Nobody.
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private Path film;

    @BeforeEach
    void aFilm() throws IOException {
        film = Files.writeString(folder.resolve("film.srt"), FILM);
    }

    private int shift(String... options) {
        String[] args = new String[options.length + 2];
        args[0] = "shift";
        args[1] = film.toString();
        System.arraycopy(options, 0, args, 2, options.length);
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(new StringWriter()))
                .execute(args);
    }

    @Test
    void cuesComeLater() {
        assertEquals(0, shift("--by", "1.25"));
        assertEquals(
                "1\n00:00:02,250 --> 00:00:04,250\nWho is there?\n\n2\n00:00:11,250 --> 00:00:13,750\nNobody.\n\n",
                out.toString());
    }

    @Test
    void cuesBeforeTheBeginningAreLeftOut() {
        assertEquals(0, shift("--by", "-5"));
        assertEquals("1\n00:00:05,000 --> 00:00:07,500\nNobody.\n\n", out.toString());
    }

    @Test
    void aCueBeginsAtZero() {
        assertEquals(0, shift("--by=-11"));
        assertEquals("1\n00:00:00,000 --> 00:00:01,500\nNobody.\n\n", out.toString());
    }

    @Test
    void anOutputIsOverwrittenByForceOnly() throws IOException {
        Path tv = Files.writeString(folder.resolve("tv.srt"), "old");
        assertEquals(1, shift("--by", "2", "--output", tv.toString()));
        assertEquals("old", Files.readString(tv));
        assertEquals(0, shift("--by", "2", "--output", tv.toString(), "--force"));
        assertEquals("1\n00:00:03,000", Files.readString(tv).substring(0, 14));
    }

    @Test
    void aWrongCommandLineIsToldApart() throws IOException {
        assertEquals(2, shift());
        assertEquals(2, shift("--by", "1.2345"));
        Files.writeString(film, "no subtitles");
        assertEquals(1, shift("--by", "1"));
    }
}
