// Package auth keeps track of who is logged in.
package auth

import (
	"crypto/rand"
	"sync"
	"time"

	"example.com/ledgerly/internal/users"
)

const idleLimit = 30 * 24 * time.Hour

type login struct {
	user     users.ID
	lastUsed time.Time
}

// Logins are the open logins of everybody.
type Logins struct {
	now func() time.Time

	mu   sync.Mutex
	byID map[string]login
}

// NewLogins returns a table in which nobody is logged in.
func NewLogins(now func() time.Time) *Logins {
	return &Logins{now: now, byID: map[string]login{}}
}

// Open logs a person in.
func (l *Logins) Open(user users.ID) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	id := rand.Text()
	l.byID[id] = login{user, l.now()}
	return id
}

// Use returns who is logged in, and keeps the login open.
func (l *Logins) Use(id string) (users.ID, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	found, ok := l.byID[id]
	if !ok {
		return 0, false
	}
	now := l.now()
	if now.Sub(found.lastUsed) >= idleLimit {
		delete(l.byID, id)
		return 0, false
	}
	l.byID[id] = login{found.user, now}
	return found.user, true
}

// CloseAll logs a person out wherever they are logged in.
func (l *Logins) CloseAll(user users.ID) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for id, found := range l.byID {
		if found.user == user {
			delete(l.byID, id)
		}
	}
}
