// Package stations knows the places of the network.
package stations

// Directory tells which stations there are.
type Directory map[string]string

// Name returns the name of the station with this code.
func (d Directory) Name(code string) (string, bool) {
	name, ok := d[code]
	return name, ok
}
