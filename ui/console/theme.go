package console

import (
	"image/color"
	"math"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/ansi"
)

// theme is the palette of one session: what each colour means. A nil colour leaves the terminal's own.
type theme struct {
	accent color.Color // the cursor, and what is active
	muted  color.Color // metadata
	faint  color.Color // what is done
	late   color.Color // overdue, held, waiting
	danger color.Color // refused, dangerous
	sent   color.Color // sent, connected, ours
	rule   color.Color // the lines between panes: decoration
	brands []color.Color
}

// The grounds on which the colours must be legible: of common dark and light terminals, the least favourable ones too.
var (
	darkGrounds  = []string{"#000000", "#1e1e2e", "#282c34", "#002b36"}
	lightGrounds = []string{"#ffffff", "#fafafa", "#fdf6e3", "#eff1f5"}
)

// legibleFrom is the least contrast of text with what is behind it (WCAG 2.2, 1.4.3).
const legibleFrom = 4.5

func newTheme(dark bool, profile colorprofile.Profile) theme {
	switch {
	case profile <= colorprofile.ASCII:
		return theme{}
	case profile == colorprofile.ANSI:
		return basicTheme(dark)
	case dark:
		return theme{
			accent: lipgloss.Color("#6cb6ff"), muted: lipgloss.Color("#a3abb5"), faint: lipgloss.Color("#959da8"),
			late: lipgloss.Color("#e5b454"), danger: lipgloss.Color("#ff8a80"), sent: lipgloss.Color("#7ccf8a"),
			rule:   lipgloss.Color("#4a525e"),
			brands: colors("#d2a8ff", "#7ee0d2", "#ffb786", "#f29ac2", "#a5d66b", "#9db8ff", "#f0d060", "#80d4ff"),
		}
	}
	return theme{
		accent: lipgloss.Color("#0b5cad"), muted: lipgloss.Color("#565e68"), faint: lipgloss.Color("#636b75"),
		late: lipgloss.Color("#855800"), danger: lipgloss.Color("#b3261e"), sent: lipgloss.Color("#1a6b35"),
		rule:   lipgloss.Color("#c3c8cf"),
		brands: colors("#7a3fb5", "#0b6b62", "#9a4a00", "#a8306b", "#4a6b00", "#3a51b0", "#735c00", "#00618a"),
	}
}

// basicTheme is the terminal's own 16 colours, which its owner chose to be legible; dimness is left to the weight.
func basicTheme(dark bool) theme {
	t := theme{
		accent: ansi.Blue, late: ansi.Yellow, danger: ansi.Red, sent: ansi.Green,
		brands: []color.Color{ansi.Magenta, ansi.Cyan, ansi.Yellow, ansi.Green, ansi.Blue, ansi.Red},
	}
	if dark {
		t.accent = ansi.BrightCyan
	}
	return t
}

func colors(hex ...string) []color.Color {
	cs := make([]color.Color, len(hex))
	for i, h := range hex {
		cs[i] = lipgloss.Color(h)
	}
	return cs
}

// contrast of two colours, from 1 to 21 (WCAG 2.2).
func contrast(a, b color.Color) float64 {
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	linear := func(v uint32) float64 {
		f := float64(v) / 0xffff
		if f <= 0.04045 {
			return f / 12.92
		}
		return math.Pow((f+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

// legible moves a colour that somebody chose away from the ground until text in it can be read on all of them.
func legible(c color.Color, dark bool) color.Color {
	grounds, step := lightGrounds, lipgloss.Darken
	if dark {
		grounds, step = darkGrounds, lipgloss.Lighten
	}
	for range 20 {
		if leastContrast(c, grounds) >= legibleFrom {
			break
		}
		c = step(c, 0.05)
	}
	return c
}

func leastContrast(c color.Color, grounds []string) float64 {
	least := math.Inf(1)
	for _, g := range grounds {
		least = min(least, contrast(c, lipgloss.Color(g)))
	}
	return least
}
