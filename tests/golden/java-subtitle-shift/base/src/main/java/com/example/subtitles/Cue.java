package com.example.subtitles;

/** A text and when it is seen, in milliseconds from the beginning. */
public record Cue(long from, long to, String text) {
    public Cue {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("a cue from " + from + " to " + to);
        }
    }
}
