package melody

import (
	"errors"
	"testing"

	"example.com/stave/note"
)

func TestTranspose(t *testing.T) {
	for _, test := range []struct {
		text      string
		semitones int
		want      string
	}{
		{"C4:1/4 R:1/8 E4:1/8", 2, "D4:1/4 R:1/8 F#4:1/8"},
		{"C4:1/4 B3:1/4", -13, "B2:1/4 A#2:1/4"},
		{"G8:1/4", 12, "G9:1/4"},
		{"R:1/1", 500, "R:1/1"},
	} {
		melody, err := Parse(test.text)
		if err != nil {
			t.Fatal(err)
		}
		moved, err := melody.Transpose(test.semitones)
		if err != nil {
			t.Fatal(err)
		}
		if got := moved.String(); got != test.want {
			t.Errorf("got %q, want %q", got, test.want)
		}
		if got := melody.String(); got != test.text {
			t.Errorf("%q became %q", test.text, got)
		}
	}
}

func TestNotesThatMIDIDoesNotHave(t *testing.T) {
	for text, semitones := range map[string]int{"C4:1/4 C-1:1/4": -1, "G9:1/4": 1} {
		melody, err := Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		if moved, err := melody.Transpose(semitones); moved != nil || !errors.Is(err, note.ErrRange) {
			t.Errorf("%q: got %v, %v", text, moved, err)
		}
	}
}
