package api

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"
	"unicode/utf8"

	"example.com/platform9/internal/lost"
)

const maxDescription = 200

type itemBody struct {
	Tag         string `json:"tag"`
	Description string `json:"description"`
	Station     string `json:"station"`
	FoundOn     string `json:"found_on"`
}

func asBody(item lost.Item) itemBody {
	return itemBody{item.Tag, item.Description, item.Station, item.FoundOn.Format(time.DateOnly)}
}

func registerItem(office *lost.Office) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var body itemBody
		if err := json.NewDecoder(r.Body).Decode(&body); err != nil {
			fail(w, http.StatusBadRequest, "not JSON")
			return
		}
		found, err := time.Parse(time.DateOnly, body.FoundOn)
		if err != nil {
			fail(w, http.StatusBadRequest, "found_on is not a day")
			return
		}
		description := strings.TrimSpace(body.Description)
		if description == "" || utf8.RuneCountInString(description) > maxDescription {
			fail(w, http.StatusUnprocessableEntity, "a description has 1 to 200 characters")
			return
		}
		item := office.Register(lost.Item{Description: description, Station: body.Station, FoundOn: found})
		respond(w, http.StatusCreated, asBody(item))
	}
}

func listItems(office *lost.Office) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		bodies := []itemBody{}
		for _, item := range office.Open(r.URL.Query().Get("station")) {
			bodies = append(bodies, asBody(item))
		}
		respond(w, http.StatusOK, bodies)
	}
}

func claimItem(office *lost.Office) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var body struct {
			Claimant string `json:"claimant"`
		}
		if err := json.NewDecoder(r.Body).Decode(&body); err != nil || body.Claimant == "" {
			fail(w, http.StatusBadRequest, "the claimant's name is missing")
			return
		}
		switch err := office.Claim(r.PathValue("tag"), body.Claimant); {
		case errors.Is(err, lost.ErrUnknown):
			fail(w, http.StatusNotFound, err.Error())
		case errors.Is(err, lost.ErrClaimed):
			fail(w, http.StatusConflict, err.Error())
		default:
			w.WriteHeader(http.StatusNoContent)
		}
	}
}
