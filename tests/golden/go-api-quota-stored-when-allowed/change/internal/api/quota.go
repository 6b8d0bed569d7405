package api

import (
	"math"
	"net/http"
	"strconv"

	"example.com/parcels/internal/auth"
	"example.com/parcels/internal/quota"
)

func withQuota(window *quota.Window, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		decision := window.Take(auth.Key(r.Context()))
		w.Header().Set("X-Quota-Remaining", strconv.Itoa(decision.Remaining))
		if !decision.Allowed {
			w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(decision.Wait.Seconds()))))
			http.Error(w, "quota used up", http.StatusTooManyRequests)
			return
		}
		next.ServeHTTP(w, r)
	})
}
