// Package faults turns faults of lifts into tickets.
package faults

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"time"

	"example.com/hoistway/internal/tickets"
)

const firstUrgent = "E900"

var codes = regexp.MustCompile(`^E[0-9]{3}$`)

type event struct {
	EventID    string    `json:"event_id"`
	Lift       string    `json:"lift"`
	Code       string    `json:"code"`
	OccurredAt time.Time `json:"occurred_at"`
}

func decode(body []byte) (event, error) {
	var e event
	if err := json.Unmarshal(body, &e); err != nil {
		return e, fmt.Errorf("decode event: %w", err)
	}
	if e.EventID == "" || e.Lift == "" || e.OccurredAt.IsZero() || !codes.MatchString(e.Code) {
		return e, errors.New("decode event: a field is missing or wrong")
	}
	return e, nil
}

func (e event) ticket() tickets.Ticket {
	priority := tickets.Normal
	if e.Code >= firstUrgent {
		priority = tickets.Urgent
	}
	return tickets.Ticket{
		EventID:    e.EventID,
		Lift:       e.Lift,
		Code:       e.Code,
		OccurredAt: e.OccurredAt,
		Priority:   priority,
	}
}
