package melody

import (
	"fmt"
	"strings"

	"example.com/stave/note"
)

// Parse reads events with blanks between them, like "C4:1/4 R:1/8".
func Parse(text string) (Melody, error) {
	var all Melody
	for _, word := range strings.Fields(text) {
		event, err := parseEvent(word)
		if err != nil {
			return nil, fmt.Errorf("parse %q: %w", word, err)
		}
		all = append(all, event)
	}
	return all, nil
}

func parseEvent(word string) (Event, error) {
	pitch, length, _ := strings.Cut(word, ":")
	var event Event
	if _, err := fmt.Sscanf(length, "%d/%d", &event.Parts.Num, &event.Parts.Den); err != nil {
		return event, fmt.Errorf("length: %w", err)
	}
	if pitch == "R" {
		event.Rest = true
		return event, nil
	}
	var err error
	event.Note, err = note.Parse(pitch)
	return event, err
}

// String writes the melody as Parse reads it.
func (m Melody) String() string {
	words := make([]string, len(m))
	for i, event := range m {
		pitch := "R"
		if !event.Rest {
			pitch = event.Note.String()
		}
		words[i] = fmt.Sprintf("%s:%d/%d", pitch, event.Parts.Num, event.Parts.Den)
	}
	return strings.Join(words, " ")
}
