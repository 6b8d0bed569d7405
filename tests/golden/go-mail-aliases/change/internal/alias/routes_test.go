package alias

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"example.com/postroom/internal/web"
)

type coded string

func (c coded) Error() string    { return string(c) }
func (c coded) SQLState() string { return string(c) }

func TestWhatTheDatabaseRefusesIsToldApart(t *testing.T) {
	for err, want := range map[error]int{
		coded("23505"):                        http.StatusConflict,
		fmt.Errorf("add: %w", coded("23514")): http.StatusUnprocessableEntity,
		coded("54000"):                        http.StatusTooManyRequests,
		errors.New("connection refused"):      http.StatusInternalServerError,
	} {
		answer := httptest.NewRecorder()
		refuse(answer, httptest.NewRequest("POST", "/aliases", nil), err)
		if answer.Code != want {
			t.Errorf("%v: got %d, want %d", err, answer.Code, want)
		}
	}
}

func TestOnlyTeamsAreServed(t *testing.T) {
	server := web.New(map[string]string{"secret": "bread"}, Routes(NewStore(nil)))
	for token, want := range map[string]int{"": http.StatusUnauthorized, "secret": http.StatusBadRequest} {
		request := httptest.NewRequest("POST", "/aliases", strings.NewReader("x"))
		request.Header.Set("X-Team-Token", token)
		answer := httptest.NewRecorder()
		server.ServeHTTP(answer, request)
		if answer.Code != want {
			t.Errorf("%q: got %d, want %d", token, answer.Code, want)
		}
	}
}
