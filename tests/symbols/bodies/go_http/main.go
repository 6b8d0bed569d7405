package main

import (
	"net/http"

	"example.org/shop/server"
)

func main() {
	mux := http.NewServeMux()
	s := server.New()
	mux.HandleFunc("POST /users", s.Create)      // => store.NewUser store.User 201
	mux.HandleFunc("GET /users", s.List)         // => - store.User[] 200
	mux.HandleFunc("GET /users/{id}", s.Get)     // => - store.User 200
	mux.HandleFunc("PATCH /users/{id}", s.Patch) // => - - 200
	mux.HandleFunc("GET /health", func(w http.ResponseWriter, r *http.Request) { // => - -
		w.Write([]byte("ok"))
	})
	http.ListenAndServe(":80", mux)
}
