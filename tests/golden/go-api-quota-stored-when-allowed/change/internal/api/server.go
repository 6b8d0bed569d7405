// Package api serves parcels over HTTP.
package api

import (
	"net/http"
	"time"

	"example.com/parcels/internal/auth"
	"example.com/parcels/internal/quota"
)

const requestsPerSecond = 10

// NewHandler returns everything that is served.
func NewHandler(known func(string) bool, parcels http.Handler) http.Handler {
	window := quota.New(60*requestsPerSecond, time.Minute, time.Now)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusNoContent)
	})
	mux.Handle("/v1/parcels/", auth.Middleware(known, withQuota(window, parcels)))
	return mux
}
