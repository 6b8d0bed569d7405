// Package melody holds what one voice plays.
package melody

import "example.com/stave/note"

// Event is a note, or a rest, and how long it lasts in parts of a whole note.
type Event struct {
	Note  note.Note
	Rest  bool
	Parts Fraction
}

// Fraction is a length, like 1/4.
type Fraction struct {
	Num, Den int
}

// Melody is one event after the other.
type Melody []Event
