package tiles

import (
	"errors"
	"strconv"
)

const deepest = 18

// ErrOutside says that coordinates are not those of a tile.
var ErrOutside = errors.New("not the coordinates of a tile")

// Coordinates name a tile within a set.
type Coordinates struct {
	Z, X, Y int
}

// ParseCoordinates reads zoom, column and row.
func ParseCoordinates(z, x, y string) (Coordinates, error) {
	zoom, err := within(z, deepest+1)
	if err != nil {
		return Coordinates{}, err
	}
	column, err := within(x, 1<<zoom)
	if err != nil {
		return Coordinates{}, err
	}
	row, err := within(y, 1<<zoom)
	if err != nil {
		return Coordinates{}, err
	}
	return Coordinates{zoom, column, row}, nil
}

func within(text string, end int) (int, error) {
	number, err := strconv.Atoi(text)
	if err != nil || number < 0 || number >= end {
		return 0, ErrOutside
	}
	return number, nil
}
