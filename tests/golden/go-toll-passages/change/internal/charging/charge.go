// Package charging charges vehicles for passing a gantry.
package charging

import (
	"encoding/json"
	"fmt"
	"time"

	"example.com/gantry/internal/ledger"
)

const (
	centsPerClass = 240
	classes       = 3
)

type passage struct {
	ID    string    `json:"passage_id"`
	Plate string    `json:"plate"`
	Class int       `json:"class"`
	At    time.Time `json:"at"`
}

func chargeFor(body []byte) (ledger.Charge, error) {
	var p passage
	if err := json.Unmarshal(body, &p); err != nil {
		return ledger.Charge{}, fmt.Errorf("decode passage: %w", err)
	}
	class, review := p.Class, false
	if class < 1 || class > classes {
		class, review = classes, true
	}
	return ledger.Charge{
		PassageID: p.ID,
		Plate:     p.Plate,
		PassedAt:  p.At,
		Cents:     class * centsPerClass,
		Review:    review,
	}, nil
}
