package api

import (
	"encoding/json"
	"net/http"
)

type Thing struct {
	Name string `json:"name"`
}

func decode(r *http.Request, into any) error {
	return json.NewDecoder(r.Body).Decode(into)
}

func respond(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(value)
}

func refuse(w http.ResponseWriter, err error) {
	respond(w, http.StatusUnprocessableEntity, map[string]string{"error": err.Error()})
}

func Things(w http.ResponseWriter, r *http.Request) {
	found := make([]Thing, 0)
	found = append(found, Thing{})
	respond(w, http.StatusOK, found)
}

func Put(w http.ResponseWriter, r *http.Request) {
	var thing Thing
	if err := decode(r, &thing); err != nil {
		refuse(w, err)
		return
	}
	respond(w, 200, &thing)
}

func Remove(w http.ResponseWriter, r *http.Request) {
	w.WriteHeader(http.StatusNoContent)
}

func Opaque(w http.ResponseWriter, r *http.Request) {
	io.Copy(w, r.Body)
	json.NewEncoder(w).Encode(Thing{})
}
