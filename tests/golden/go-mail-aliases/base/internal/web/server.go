// Package web serves the post room.
package web

import (
	"net/http"

	"example.com/postroom/internal/team"
)

// Routes are what teams may ask for.
type Routes func(*http.ServeMux)

// New returns everything that is served. Bodies are at most 4 KiB, and only teams are let in.
func New(teams map[string]string, routes ...Routes) http.Handler {
	mux := http.NewServeMux()
	for _, add := range routes {
		add(mux)
	}
	return http.MaxBytesHandler(team.Guard(teams, mux), 4<<10)
}
