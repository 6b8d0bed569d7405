// Package web serves the pages.
package web

import (
	"net/http"

	"example.com/ledgerly/internal/auth"
	"example.com/ledgerly/internal/users"
)

// New returns the pages.
func New(people users.Checker, logins *auth.Logins) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /login", func(w http.ResponseWriter, r *http.Request) {
		id, ok := people.Check(r.FormValue("name"), r.FormValue("password"))
		if !ok {
			http.Error(w, "wrong name or password", http.StatusUnauthorized)
			return
		}
		auth.Remember(w, logins.Open(id))
		w.WriteHeader(http.StatusNoContent)
	})
	mux.HandleFunc("POST /logout-everywhere", func(w http.ResponseWriter, r *http.Request) {
		user, ok := logins.Use(auth.Remembered(r))
		if !ok {
			http.Error(w, "not logged in", http.StatusUnauthorized)
			return
		}
		logins.CloseAll(user)
		w.WriteHeader(http.StatusNoContent)
	})
	return mux
}
