package server

import (
	"encoding/json"
	"net/http"

	"example.org/shop/store"
)

type Server struct {
	users *store.Store
}

func New() *Server { return &Server{} }

func (s *Server) Create(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 1<<20)
	var in store.NewUser
	if err := json.NewDecoder(r.Body).Decode(&in); err != nil {
		w.WriteHeader(http.StatusBadRequest)
		json.NewEncoder(w).Encode(map[string]string{"error": "no"})
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusCreated)
	_ = json.NewEncoder(w).Encode(store.User{NewUser: in})
}

func (s *Server) List(w http.ResponseWriter, r *http.Request) {
	var users []*store.User
	json.NewEncoder(w).Encode(users)
}

func (s *Server) Get(w http.ResponseWriter, r *http.Request) {
	user, ok := s.users.Find(r.PathValue("id"))
	if !ok {
		http.NotFound(w, r)
		return
	}
	json.NewEncoder(w).Encode(user)
}

func (s *Server) Patch(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Name *string `json:"name"`
	}
	json.NewDecoder(r.Body).Decode(&in)
	json.NewEncoder(w).Encode(make(map[string]any))
}
