package melody

import "testing"

func TestTextComesBackAsItWas(t *testing.T) {
	for text, want := range map[string]string{
		"C4:1/4 R:1/8 F#3:3/8": "C4:1/4 R:1/8 F#3:3/8",
		"C-1:1/1 G9:1/64":      "C-1:1/1 G9:1/64",
		" Bb4:1/4  Cb4:1/4 ":   "A#4:1/4 B3:1/4",
	} {
		melody, err := Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		if got := melody.String(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestWhatIsNotAMelody(t *testing.T) {
	for _, text := range []string{"H4:1/4", "C4", "C4:quarter", "G#9:1/4"} {
		if _, err := Parse(text); err == nil {
			t.Errorf("%q was read", text)
		}
	}
}
