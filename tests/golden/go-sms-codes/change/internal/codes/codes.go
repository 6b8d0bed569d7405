// Package codes sends codes for signing in.
package codes

import (
	"crypto/rand"
	"fmt"
	"math"
	"math/big"
	"net/http"
	"strconv"
	"strings"
	"time"

	"example.com/members/internal/window"
)

const (
	perNumber = 3
	span      = 4 * window.Quarter
)

var plain = strings.NewReplacer(" ", "", "-", "")

// Gateway keeps the code for the sign-in and hands it to the provider.
type Gateway interface {
	Deliver(number, code string) error
}

type Sender struct {
	gateway Gateway
	now     func() time.Time
	passed  *window.Counter
}

func New(gateway Gateway, now func() time.Time) *Sender {
	return &Sender{gateway: gateway, now: now, passed: window.New(perNumber, span)}
}

func (s *Sender) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	number := plain.Replace(r.PostFormValue("number"))
	if ok, wait := s.passed.Allow(number, s.now()); !ok {
		w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(wait.Seconds()))))
		http.Error(w, "too many codes for this number", http.StatusTooManyRequests)
		return
	}
	n, err := rand.Int(rand.Reader, big.NewInt(1_000_000))
	if err == nil {
		err = s.gateway.Deliver(number, fmt.Sprintf("%06d", n.Int64()))
	}
	if err != nil {
		http.Error(w, "the code could not be sent", http.StatusBadGateway)
		return
	}
	w.WriteHeader(http.StatusAccepted)
}
