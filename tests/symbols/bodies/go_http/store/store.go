package store

type NewUser struct {
	Name string `json:"name"`
}

type User struct {
	NewUser
	ID string `json:"id"`
}

type Store struct{}

func (s *Store) Find(id string) (User, bool) { return User{}, false }
