// Package handset knows how the handsets store numbers.
package handset

import (
	"encoding/binary"
	"math"
)

// Order is that of the bytes in all files.
var Order = binary.BigEndian

const micro = 1_000_000

// Degrees is an angle as the handsets store it, in tenths of a microdegree.
func Degrees(angle float64) int32 {
	return int32(math.Round(angle * 10 * micro))
}
