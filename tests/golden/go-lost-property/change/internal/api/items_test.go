package api

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"example.com/platform9/internal/lost"
	"example.com/platform9/internal/stations"
)

func newDesk(today string) http.Handler {
	now, _ := time.Parse(time.DateTime, today+" 15:30:00")
	office := lost.NewOffice(func() time.Time { return now })
	return New(stations.Directory{"HBF": "Central", "OST": "East"}, office)
}

func ask(desk http.Handler, method, target, body string) *httptest.ResponseRecorder {
	answer := httptest.NewRecorder()
	desk.ServeHTTP(answer, httptest.NewRequest(method, target, strings.NewReader(body)))
	return answer
}

func register(t *testing.T, desk http.Handler, what, station, day string) string {
	t.Helper()
	answer := ask(desk, "POST", "/items", `{"description":"`+what+`","station":"`+station+`","found_on":"`+day+`"}`)
	if answer.Code != http.StatusCreated {
		t.Fatalf("got %d for %q", answer.Code, what)
	}
	var item itemBody
	if err := json.Unmarshal(answer.Body.Bytes(), &item); err != nil {
		t.Fatal(err)
	}
	return item.Tag
}

func listed(t *testing.T, desk http.Handler, query string) string {
	t.Helper()
	var items []itemBody
	if err := json.Unmarshal(ask(desk, "GET", "/items"+query, "").Body.Bytes(), &items); err != nil {
		t.Fatal(err)
	}
	names := []string{}
	for _, item := range items {
		names = append(names, item.Description)
	}
	return strings.Join(names, ",")
}

func TestWhatWasFoundLastComesFirst(t *testing.T) {
	desk := newDesk("2026-05-10")
	register(t, desk, "umbrella", "HBF", "2026-05-03")
	register(t, desk, "phone", "OST", "2026-05-05")
	if got := listed(t, desk, ""); got != "phone,umbrella" {
		t.Errorf("got %s", got)
	}
	if got := listed(t, desk, "?station=HBF"); got != "umbrella" {
		t.Errorf("got %s in one station", got)
	}
}

func TestThingsAreListedFor90Days(t *testing.T) {
	desk := newDesk("2026-05-10")
	register(t, desk, "scarf", "HBF", "2026-02-09")
	register(t, desk, "glove", "HBF", "2026-02-08")
	if got := listed(t, desk, ""); got != "scarf" {
		t.Errorf("got %s", got)
	}
}

func TestDescriptionsAreNeededAndShort(t *testing.T) {
	desk := newDesk("2026-05-10")
	register(t, desk, strings.Repeat("ü", 200), "HBF", "2026-05-03")
	for _, what := range []string{"", "  ", strings.Repeat("u", 201)} {
		answer := ask(desk, "POST", "/items", `{"description":"`+what+`","station":"HBF","found_on":"2026-05-03"}`)
		if answer.Code != http.StatusUnprocessableEntity {
			t.Errorf("got %d for %q", answer.Code, what)
		}
	}
}

func TestAThingIsClaimedOnce(t *testing.T) {
	desk := newDesk("2026-05-10")
	tag := register(t, desk, "phone", "OST", "2026-05-05")
	for _, want := range []int{http.StatusNoContent, http.StatusConflict} {
		if got := ask(desk, "POST", "/items/"+tag+"/claim", `{"claimant":"Ada"}`).Code; got != want {
			t.Errorf("got %d, want %d", got, want)
		}
	}
	if got := listed(t, desk, ""); got != "" {
		t.Errorf("got %s", got)
	}
	if got := ask(desk, "POST", "/items/XXXXXX/claim", `{"claimant":"Ada"}`).Code; got != http.StatusNotFound {
		t.Errorf("got %d for an unknown tag", got)
	}
}
