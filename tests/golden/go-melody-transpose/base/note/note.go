// Package note knows the notes that MIDI has.
package note

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
)

// Note is a MIDI note; 60 is the middle C, C4.
type Note uint8

const highest = 127

// ErrRange says that MIDI has no such note.
var ErrRange = errors.New("no such note in MIDI")

// New returns the note with this number.
func New(number int) (Note, error) {
	if number < 0 || number > highest {
		return 0, fmt.Errorf("%d: %w", number, ErrRange)
	}
	return Note(number), nil
}

var (
	names = [...]string{"C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"}
	steps = map[string]int{"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
	moves = map[string]int{"": 0, "#": 1, "b": -1}
	shape = regexp.MustCompile(`^([A-G])([#b]?)(-?[0-9])$`)
)

// Parse reads a note as it is written, like F#3 or Gb3.
func Parse(text string) (Note, error) {
	parts := shape.FindStringSubmatch(text)
	if parts == nil {
		return 0, fmt.Errorf("%q is not a note", text)
	}
	octave, err := strconv.Atoi(parts[3])
	if err != nil {
		return 0, err
	}
	return New(12*(octave+1) + steps[parts[1]] + moves[parts[2]])
}

// String writes the note.
func (n Note) String() string {
	return fmt.Sprintf("%s%d", names[n%12], int(n)/12-1)
}
