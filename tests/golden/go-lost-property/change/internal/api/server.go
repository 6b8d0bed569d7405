// Package api serves the station desk.
package api

import (
	"net/http"

	"example.com/platform9/internal/lost"
	"example.com/platform9/internal/stations"
)

// New returns the routes.
func New(directory stations.Directory, office *lost.Office) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /stations/{code}", func(w http.ResponseWriter, r *http.Request) {
		name, ok := directory.Name(r.PathValue("code"))
		if !ok {
			fail(w, http.StatusNotFound, "no such station")
			return
		}
		respond(w, http.StatusOK, map[string]string{"code": r.PathValue("code"), "name": name})
	})
	mux.Handle("POST /items", registerItem(office))
	mux.Handle("GET /items", listItems(office))
	mux.Handle("POST /items/{tag}/claim", claimItem(office))
	return mux
}
