// Package auth knows who asks.
package auth

import (
	"context"
	"net/http"
)

type contextKey struct{}

// Key returns the API key that the request was let in with.
func Key(ctx context.Context) string {
	key, _ := ctx.Value(contextKey{}).(string)
	return key
}

// Middleware lets requests with a known key in.
func Middleware(known func(key string) bool, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		key := r.Header.Get("X-Api-Key")
		if !known(key) {
			http.Error(w, "unknown API key", http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), contextKey{}, key)))
	})
}
