package channel

import (
	"errors"
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	for text, want := range map[string]error{
		"abc":                      nil,
		"q3-planning":              nil,
		strings.Repeat("a", 32):    nil,
		"ab":                       ErrInvalid,
		"q3 planning":              ErrInvalid,
		"-planning":                ErrInvalid,
		"planning-":                ErrInvalid,
		strings.Repeat("long", 20): ErrInvalid,
		"Everyone":                 ErrReserved,
		"here":                     ErrReserved,
	} {
		if _, err := Parse(text); !errors.Is(err, want) {
			t.Errorf("%q: got %v, want %v", text, err, want)
		}
	}
}

func TestCapitalsBecomeSmall(t *testing.T) {
	if got, err := Parse("Planning"); got != "planning" || err != nil {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestSuggest(t *testing.T) {
	for title, want := range map[string]Name{
		"Q3 Planning & Budget!":                    "q3-planning-budget",
		"  Crêpes – and more ":                     "cr-pes-and-more",
		"What we do about the heating in building": "what-we-do-about-the-heating-in",
		"?!": "",
	} {
		if got, _ := Suggest(title); got != want {
			t.Errorf("%q: got %q, want %q", title, got, want)
		}
	}
}
