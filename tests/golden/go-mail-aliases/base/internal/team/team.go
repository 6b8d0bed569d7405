// Package team knows who asks.
package team

import (
	"context"
	"net/http"
)

type contextKey struct{}

// Of returns the team that the request was let in for.
func Of(ctx context.Context) string {
	name, _ := ctx.Value(contextKey{}).(string)
	return name
}

// Guard lets requests with a known token in, and no others.
func Guard(teams map[string]string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name, known := teams[r.Header.Get("X-Team-Token")]
		if !known {
			http.Error(w, "unknown token", http.StatusUnauthorized)
			return
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), contextKey{}, name)))
	})
}
