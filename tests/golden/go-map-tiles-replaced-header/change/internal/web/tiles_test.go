package web

import (
	"io/fs"
	"net/http"
	"net/http/httptest"
	"testing"
	"testing/fstest"

	"example.com/contour/internal/tiles"
)

func ask(target, etag string) *httptest.ResponseRecorder {
	store := tiles.NewStore(map[string]fs.FS{"hiking": fstest.MapFS{"3/7/2.png": {Data: []byte("\x89PNG")}}})
	request := httptest.NewRequest("GET", target, nil)
	request.Header.Set("If-None-Match", etag)
	answer := httptest.NewRecorder()
	New(store).ServeHTTP(answer, request)
	return answer
}

func TestATileCanBeKept(t *testing.T) {
	first := ask("/tiles/hiking/3/7/2", "")
	if first.Code != http.StatusOK || first.Header().Get("Content-Type") != "image/png" {
		t.Fatalf("got %d, %v", first.Code, first.Header())
	}
	if got := first.Header().Get("Cache-Control"); got != "public, max-age=86400" {
		t.Errorf("got %q", got)
	}
	again := ask("/tiles/hiking/3/7/2", first.Header().Get("ETag"))
	if again.Code != http.StatusNotModified || again.Body.Len() != 0 {
		t.Errorf("got %d with %d bytes", again.Code, again.Body.Len())
	}
}

func TestStatuses(t *testing.T) {
	for target, want := range map[string]int{
		"/tiles/hiking/3/8/2":  http.StatusBadRequest,
		"/tiles/hiking/19/0/0": http.StatusBadRequest,
		"/tiles/hiking/3/-1/2": http.StatusBadRequest,
		"/tiles/hiking/a/0/0":  http.StatusBadRequest,
		"/tiles/hiking/3/7/3":  http.StatusNotFound,
		"/tiles/sailing/3/7/2": http.StatusNotFound,
	} {
		if got := ask(target, "").Code; got != want {
			t.Errorf("%s: got %d, want %d", target, got, want)
		}
	}
}
