package inbox

import (
	"fmt"
	"slices"
	"strings"
)

// Screen is how a person wants their console. What is zero is found out from the terminal.
type Screen struct {
	Theme   Theme
	ASCII   bool // nothing but ASCII is drawn
	Plain   bool // a linear text, for screen readers
	NoMouse bool // the mouse is the terminal's

	Notify []Occasion // what the person is called for
	Quiet  Quiet      // when nothing calls them
}

// Theme is which colours a console draws with; "" is those that suit the terminal.
type Theme string

// The themes.
const (
	ThemeDark     Theme = "dark"     // for a dark ground
	ThemeLight    Theme = "light"    // for a light ground
	ThemeTerminal Theme = "terminal" // the terminal's own 16 colours
	ThemeContrast Theme = "contrast" // high contrast, for the ground that the terminal has
	ThemeNone     Theme = "none"     // no colour
)

var themes = []Theme{ThemeDark, ThemeLight, ThemeTerminal, ThemeContrast, ThemeNone}

// Themes are all themes.
func Themes() []Theme { return slices.Clone(themes) }

// ParseTheme reads the name of a theme.
func ParseTheme(s string) (Theme, error) {
	if t := Theme(s); slices.Contains(themes, t) {
		return t, nil
	}
	return "", fmt.Errorf("there is no theme %q: write %s", CleanLine(s), anyOf(themes))
}

// anyOf lists words that can be chosen from.
func anyOf[W ~string](words []W) string {
	var b strings.Builder
	for i, w := range words {
		switch {
		case i == len(words)-1 && i > 0:
			b.WriteString(" or ")
		case i > 0:
			b.WriteString(", ")
		}
		b.WriteString(string(w))
	}
	return b.String()
}
