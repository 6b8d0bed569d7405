// Package api serves parcels over HTTP.
package api

import (
	"net/http"

	"example.com/parcels/internal/auth"
)

// NewHandler returns everything that is served.
func NewHandler(known func(string) bool, parcels http.Handler) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusNoContent)
	})
	mux.Handle("/v1/parcels/", auth.Middleware(known, parcels))
	return mux
}
