package channel

import "strings"

// Suggest makes a name of the title of a channel, where that gives one.
func Suggest(title string) (Name, error) {
	words := strings.FieldsFunc(strings.ToLower(title), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
	text := strings.Join(words, "-")
	if len(text) > MaxLength {
		text = strings.TrimRight(text[:MaxLength], "-")
	}
	return Parse(text)
}
