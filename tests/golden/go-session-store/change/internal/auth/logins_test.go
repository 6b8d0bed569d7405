package auth

import (
	"testing"
	"time"
)

func TestLoggingOutEverywhereEndsTheOtherDevice(t *testing.T) {
	logins := NewLogins(time.Now)
	laptop, phone, other := logins.Open(7), logins.Open(7), logins.Open(8)
	logins.CloseAll(7)
	for _, id := range []string{laptop, phone} {
		if _, ok := logins.Use(id); ok {
			t.Error("still logged in")
		}
	}
	if _, ok := logins.Use(other); !ok {
		t.Error("somebody else was logged out")
	}
}

func TestAnIdleLoginEnds(t *testing.T) {
	now := time.Unix(0, 0)
	logins := NewLogins(func() time.Time { return now })
	id := logins.Open(7)
	now = now.Add(29 * 24 * time.Hour)
	if _, ok := logins.Use(id); !ok {
		t.Fatal("ended too soon")
	}
	now = now.Add(30 * 24 * time.Hour)
	if _, ok := logins.Use(id); ok {
		t.Fatal("never ended")
	}
}
