// Package waypoint writes files for the handsets.
package waypoint

import (
	"fmt"

	"example.com/rescue/handset"
)

const (
	magic   = "WPT2"
	longest = 40
	most    = 1000
)

// Point is a place with a name.
type Point struct {
	Name      string
	Lat, Long float64
}

// Encode gives the bytes of a file, or an error and none.
func Encode(points []Point) ([]byte, error) {
	if err := check(points); err != nil {
		return nil, err
	}
	out := handset.Order.AppendUint16([]byte(magic), uint16(len(points)))
	for _, p := range points {
		out = append(out, byte(len(p.Name)))
		out = append(out, p.Name...)
		out = handset.Order.AppendUint32(out, uint32(handset.Degrees(p.Lat)))
		out = handset.Order.AppendUint32(out, uint32(handset.Degrees(p.Long)))
	}
	return out, nil
}

func check(points []Point) error {
	if !(len(points) < most+1) {
		return fmt.Errorf("%d waypoints are too many", len(points))
	}
	for i, p := range points {
		empty := p.Name == ""
		fits := len(p.Name) < longest+1
		onEarth := p.Lat >= -90 && p.Lat <= 90 && p.Long >= -180 && p.Long <= 180
		if empty || !fits || !onEarth {
			return fmt.Errorf("waypoint %d (%q) does not fit", i+1, p.Name)
		}
	}
	return nil
}
