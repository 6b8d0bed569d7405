package codes

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

type silent struct{}

func (silent) Deliver(string, string) error { return nil }

func TestTheFourthCodeWaitsForTheFirst(t *testing.T) {
	now := time.Date(2026, 2, 9, 8, 0, 0, 0, time.UTC)
	sender := New(silent{}, func() time.Time { return now })
	answer := httptest.NewRecorder()
	for range 4 {
		now = now.Add(10 * time.Minute)
		answer = httptest.NewRecorder()
		request := httptest.NewRequest(http.MethodPost, "/codes", strings.NewReader("number=017155512"))
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		sender.ServeHTTP(answer, request)
	}
	if answer.Code != http.StatusTooManyRequests || answer.Header().Get("Retry-After") != "1800" {
		t.Fatal(answer.Code, answer.Header())
	}
}
