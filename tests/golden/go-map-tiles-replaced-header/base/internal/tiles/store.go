// Package tiles finds rendered map tiles.
package tiles

import (
	"errors"
	"fmt"
	"io/fs"
)

// ErrNone says that a tile was not rendered, or that there is no such set.
var ErrNone = errors.New("no such tile")

// Store reads tiles from a tree of files, set/z/x/y.png.
type Store struct {
	sets map[string]fs.FS
}

// NewStore returns a store of these sets.
func NewStore(sets map[string]fs.FS) *Store {
	return &Store{sets: sets}
}

// Read returns the PNG of one tile.
func (s *Store) Read(set string, z, x, y int) ([]byte, error) {
	files, ok := s.sets[set]
	if !ok {
		return nil, ErrNone
	}
	data, err := fs.ReadFile(files, fmt.Sprintf("%d/%d/%d.png", z, x, y))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNone
	}
	if err != nil {
		return nil, fmt.Errorf("read tile: %w", err)
	}
	return data, nil
}
