// Package hazard keeps what shippers declare about dangerous goods.
package hazard

import (
	"errors"
	"regexp"
	"time"
	"unicode/utf8"
)

// Substance is what dangerous goods are called.
type Substance struct {
	UNNumber      int     `json:"un_number"`
	ShippingName  string  `json:"shipping_name"`
	TechnicalName *string `json:"technical_name,omitempty"`
}

// Declaration is one substance in one container.
type Declaration struct {
	Substance
	ID           int64     `json:"id"`
	Container    string    `json:"container"`
	Class        string    `json:"class"`
	PackingGroup *string   `json:"packing_group,omitempty"`
	NetMassG     int       `json:"net_mass_g"`
	DeclaredAt   time.Time `json:"declared_at"`
}

const (
	kilogram = 1_000
	maxMass  = 30_480 * kilogram
	maxName  = 200
)

var classes = regexp.MustCompile(`^[1-9](\.[1-6])?$`)

// Check tells what is wrong with a declaration.
func (d Declaration) Check() error {
	switch {
	case d.UNNumber < 4 || d.UNNumber > 3600:
		return errors.New("a UN number is from 4 to 3600")
	case d.ShippingName == "" || utf8.RuneCountInString(d.ShippingName) > maxName:
		return errors.New("a shipping name has 1 to 200 characters")
	case !classes.MatchString(d.Class):
		return errors.New("a class is a digit, perhaps with a division")
	case d.NetMassG <= 0 || d.NetMassG > maxMass:
		return errors.New("a net mass is more than 0 and at most 30,480 kg")
	}
	if d.PackingGroup != nil {
		switch *d.PackingGroup {
		case "I", "II", "III":
		default:
			return errors.New("a packing group is I, II or III")
		}
	}
	return nil
}
