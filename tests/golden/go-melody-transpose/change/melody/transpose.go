package melody

import (
	"fmt"
	"slices"

	"example.com/stave/note"
)

// Transpose returns the melody moved by a number of semitones.
func (m Melody) Transpose(semitones int) (Melody, error) {
	moved := slices.Clone(m)
	for i, event := range moved {
		if event.Rest {
			continue
		}
		higher, err := note.New(int(event.Note) + semitones)
		if err != nil {
			return nil, fmt.Errorf("transpose %s by %d: %w", event.Note, semitones, err)
		}
		moved[i].Note = higher
	}
	return moved, nil
}
