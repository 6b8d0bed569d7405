package main

import (
	"net/http"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/render"

	"example.org/shop/api"
)

type server struct {
	router chi.Router
}

type Note struct {
	Text string `json:"text"`
}

func (s *server) add() http.HandlerFunc {
	type unused struct{}
	return func(w http.ResponseWriter, r *http.Request) {
		note := new(Note)
		if err := render.DecodeJSON(r.Body, note); err != nil {
			http.Error(w, "no", http.StatusBadRequest)
			return
		}
		render.Status(r, http.StatusCreated)
		render.JSON(w, r, note)
	}
}

func main() {
	r := chi.NewRouter()
	s := &server{router: r}
	r.Post("/notes", s.add())                    // => Note Note 201
	r.Get("/things", api.Things)                 // => - Thing[] 200
	r.Put("/things/{id}", http.HandlerFunc(api.Put)) // => Thing Thing 200
	r.Delete("/things/{id}", api.Remove)         // => - - 204
	r.Get("/opaque", api.Opaque)                 // => - -
}
