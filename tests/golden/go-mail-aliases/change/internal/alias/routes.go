package alias

import (
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"

	"example.com/postroom/internal/team"
)

// The codes of PostgreSQL that a client can do something about.
var statuses = map[string]int{
	"23505": http.StatusConflict,
	"23514": http.StatusUnprocessableEntity,
	"54000": http.StatusTooManyRequests,
}

// Routes serves the aliases of the team that asks.
func Routes(store *Store) func(*http.ServeMux) {
	return func(mux *http.ServeMux) {
		mux.HandleFunc("POST /aliases", func(w http.ResponseWriter, r *http.Request) {
			var wanted Alias
			if err := json.NewDecoder(r.Body).Decode(&wanted); err != nil {
				http.Error(w, "not an alias", http.StatusBadRequest)
				return
			}
			if err := store.Add(r.Context(), team.Of(r.Context()), wanted); err != nil {
				refuse(w, r, err)
				return
			}
			w.WriteHeader(http.StatusCreated)
		})
		mux.HandleFunc("DELETE /aliases/{address}", func(w http.ResponseWriter, r *http.Request) {
			found, err := store.Remove(r.Context(), team.Of(r.Context()), r.PathValue("address"))
			switch {
			case err != nil:
				refuse(w, r, err)
			case !found:
				http.NotFound(w, r)
			default:
				w.WriteHeader(http.StatusNoContent)
			}
		})
	}
}

func refuse(w http.ResponseWriter, r *http.Request, err error) {
	var coded interface{ SQLState() string }
	if errors.As(err, &coded) {
		if status, known := statuses[coded.SQLState()]; known {
			http.Error(w, http.StatusText(status), status)
			return
		}
	}
	slog.ErrorContext(r.Context(), "aliases", "err", err)
	http.Error(w, "the aliases cannot be reached", http.StatusInternalServerError)
}
