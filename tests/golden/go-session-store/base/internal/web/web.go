// Package web serves the pages.
package web

import (
	"net/http"
	"strconv"

	"example.com/ledgerly/internal/users"
)

// New returns the pages.
func New(people users.Checker) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /login", func(w http.ResponseWriter, r *http.Request) {
		id, ok := people.Check(r.FormValue("name"), r.FormValue("password"))
		if !ok {
			http.Error(w, "wrong name or password", http.StatusUnauthorized)
			return
		}
		http.SetCookie(w, &http.Cookie{Name: "user", Value: strconv.FormatInt(int64(id), 10), Path: "/"})
		w.WriteHeader(http.StatusNoContent)
	})
	return mux
}
