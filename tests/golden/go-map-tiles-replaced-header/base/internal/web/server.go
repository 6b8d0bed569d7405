// Package web serves the maps.
package web

import (
	"net/http"

	"example.com/contour/internal/tiles"
)

// New returns the routes.
func New(store *tiles.Store) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusNoContent)
	})
	mux.HandleFunc("GET /", func(w http.ResponseWriter, _ *http.Request) {
		problem(w, http.StatusNotFound, "nothing here")
	})
	return mux
}
