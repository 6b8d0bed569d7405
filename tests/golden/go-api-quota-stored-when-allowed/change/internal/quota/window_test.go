package quota

import (
	"testing"
	"time"
)

func TestAKeyGetsItsShareAndNoMore(t *testing.T) {
	now := time.Unix(0, 0)
	window := New(2, time.Minute, func() time.Time { return now })

	for want := 1; want >= 0; want-- {
		if got := window.Take("a"); !got.Allowed || got.Remaining != want {
			t.Fatalf("got %+v, want %d left", got, want)
		}
	}
	if got := window.Take("a"); got.Allowed {
		t.Fatal("a third event was allowed")
	}
	if got := window.Take("b"); !got.Allowed {
		t.Fatal("another key was refused")
	}
}

func TestAShareComesBack(t *testing.T) {
	now := time.Unix(0, 0)
	window := New(1, time.Minute, func() time.Time { return now })
	window.Take("a")
	now = now.Add(time.Minute)
	if got := window.Take("a"); !got.Allowed {
		t.Fatal("the window did not move on")
	}
}
