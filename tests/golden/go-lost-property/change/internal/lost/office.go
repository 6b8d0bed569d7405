// Package lost keeps what was found until somebody claims it.
package lost

import (
	"crypto/rand"
	"errors"
	"slices"
	"sync"
	"time"
)

const (
	tagLength = 6
	keptFor   = 90 * 24 * time.Hour
)

// Why a claim is refused.
var (
	ErrUnknown = errors.New("no such tag")
	ErrClaimed = errors.New("claimed already")
)

// Item is a thing that was found. FoundOn is midnight in UTC.
type Item struct {
	Tag         string
	Description string
	Station     string
	FoundOn     time.Time
	ClaimedBy   string
}

// Office holds the things by their tags.
type Office struct {
	now   func() time.Time
	mu    sync.Mutex
	items map[string]Item
}

// NewOffice returns an office with nothing in it.
func NewOffice(now func() time.Time) *Office {
	return &Office{now: now, items: map[string]Item{}}
}

// Register takes a thing in and ties a tag to it.
func (o *Office) Register(item Item) Item {
	o.mu.Lock()
	defer o.mu.Unlock()
	item.Tag = o.freeTag()
	o.items[item.Tag] = item
	return item
}

// rand.Text is made of A to Z and 2 to 7.
func (o *Office) freeTag() string {
	for {
		tag := rand.Text()[:tagLength]
		if _, taken := o.items[tag]; !taken {
			return tag
		}
	}
}

// Open returns what nobody has claimed, in one station or, with "", in all of them.
func (o *Office) Open(station string) []Item {
	o.mu.Lock()
	defer o.mu.Unlock()
	today := o.now().UTC().Truncate(24 * time.Hour)
	open := []Item{}
	for _, item := range o.items {
		if item.ClaimedBy != "" || today.Sub(item.FoundOn) > keptFor {
			continue
		}
		if station == "" || item.Station == station {
			open = append(open, item)
		}
	}
	slices.SortFunc(open, func(a, b Item) int { return b.FoundOn.Compare(a.FoundOn) })
	return open
}

// Claim notes who took the thing.
func (o *Office) Claim(tag, claimant string) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	item, ok := o.items[tag]
	if !ok {
		return ErrUnknown
	}
	if item.ClaimedBy != "" {
		return ErrClaimed
	}
	item.ClaimedBy = claimant
	o.items[tag] = item
	return nil
}
