package console

import (
	"cmp"
	"strconv"
	"strings"

	"github.com/charmbracelet/colorprofile"

	"vigie/inbox"
)

// settled are the options with what the person wants of their screen: as the environment says, else the team file. NO_COLOR and
// what a terminal can't show outlive every wish. The word odd names a theme that there isn't; "" = none.
func (o Options) settled() (_ Options, odd string) {
	wish := o.Desk.Person().Screen
	if name := lookup(o.Environ, "VIGIE_THEME"); name != "" {
		theme, err := inbox.ParseTheme(name)
		if err != nil {
			odd = inbox.CleanLine(name).String()
		}
		wish.Theme = theme
	}
	dark := wish.Theme == inbox.ThemeDark
	switch wish.Theme {
	case inbox.ThemeDark, inbox.ThemeLight:
		o.Dark = &dark
	case inbox.ThemeTerminal:
		o.Profile = min(o.Profile, colorprofile.ANSI)
	case inbox.ThemeNone:
		o.Profile = min(o.Profile, colorprofile.ASCII)
	case inbox.ThemeContrast:
		o.contrast = true
	}
	if wanted(o.Environ, "VIGIE_ASCII", wish.ASCII) {
		o.Glyphs = ASCIIGlyphs
	}
	o.plain = wanted(o.Environ, "VIGIE_PLAIN", wish.Plain)
	o.noMouse = !wanted(o.Environ, "VIGIE_MOUSE", !wish.NoMouse)
	return o, odd
}

// wanted is whether a variable says yes; where it isn't set, what is otherwise wanted.
func wanted(environ []string, name string, otherwise bool) bool {
	switch strings.ToLower(lookup(environ, name)) {
	case "":
		return otherwise
	case "0", "no", "off", "false":
		return false
	}
	return true
}

// look is how the console looks on a ground.
func (o Options) look(dark bool) look {
	return look{dark: dark, contrast: o.contrast, profile: o.Profile}
}

// dark is the ground to begin with: as it is known, else as the environment says, until the terminal answers.
func (o Options) dark() bool {
	if o.Dark != nil {
		return *o.Dark
	}
	return !lightGround(o.Environ)
}

// Profile is the colours that a terminal shows, as its environment tells. NO_COLOR counts with any value but the empty one
// (https://no-color.org), which the library reads otherwise.
func Profile(environ []string) colorprofile.Profile {
	if lookup(environ, "NO_COLOR") != "" {
		return colorprofile.ASCII
	}
	return colorprofile.Env(environ)
}

// GlyphsOf is what a terminal can show, as its environment tells.
func GlyphsOf(environ []string) Glyphs {
	term := lookup(environ, "TERM")
	locale := strings.ToLower(cmp.Or(lookup(environ, "LC_ALL"), lookup(environ, "LC_CTYPE"), lookup(environ, "LANG")))
	unicode := strings.Contains(locale, "utf-8") || strings.Contains(locale, "utf8")
	switch {
	case term == "dumb", locale != "" && !unicode:
		return ASCIIGlyphs
	case term == "linux" && unicode: // Linux's own console
		return LatinGlyphs
	case term == "linux":
		return ASCIIGlyphs
	}
	return AllGlyphs
}

// lightGround reports whether COLORFGBG names a light background: white, or bright and no grey.
func lightGround(environ []string) bool {
	fields := strings.Split(lookup(environ, "COLORFGBG"), ";")
	n, err := strconv.Atoi(fields[len(fields)-1])
	return err == nil && (n == 7 || n > 8)
}

func lookup(environ []string, name string) string {
	for i := len(environ) - 1; i >= 0; i-- {
		if v, ok := strings.CutPrefix(environ[i], name+"="); ok {
			return v
		}
	}
	return ""
}
